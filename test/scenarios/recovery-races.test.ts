// C063, C064: what happens at once with a reset, on one link and on one account.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, create, join, login, setRoles } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { type Answer, fieldsOf, send } from '../support/http.ts'
import { resetPassword, resetToken } from '../support/reset-links.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const server = useServer({ dev: true, env: unthrottled })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

const passwords = Array.from({ length: 20 }, (_, i) => `heron-lantern-${i}-meadow`)

/** Of these passwords, those that sign in. */
async function signingIn(who: Account, some: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const password of some) {
    let { status } = await login(server, who.username, password)
    // Whoever is told that the server is busy comes again.
    while (status === 503) status = (await login(server, who.username, password)).status
    expect([200, 401]).toContain(status)
    if (status === 200) found.push(password)
  }
  return found
}

describe('C063 one link', () => {
  const byRequest = (token: string, password: string) => resetPassword(server, token, password)
  const byForm = (token: string, password: string) =>
    send(server, 'POST /reset', { form: { token, password } })

  test.each<[string, (at: number) => typeof byRequest]>([
    ['requests', () => byRequest],
    ['forms', () => byForm],
    ['requests and forms', (at) => (at % 2 === 0 ? byRequest : byForm)],
  ])(
    'of 20 %s at once one succeeds, and its password is the one that counts',
    async (_, way) => {
      for (let round = 0; round < 3; round += 1) {
        const user = await join(server)
        const token = await resetToken(server, admin, user.id)
        const answers = await Promise.all(passwords.map((password, at) => way(at)(token, password)))
        const won = passwords.filter((_one, at) => answers[at]?.status === 200)
        expect(won).toHaveLength(1)
        for (const { status } of answers) expect([200, 400, 503]).toContain(status)
        expect(await signingIn(user, [user.password, ...passwords])).toEqual(won)
        expectRefusal(await send(server, 'GET /users/me', { token: user.token }), 401, 'invalid_token')
        expectRefusal(await byRequest(token, user.password), 400, 'invalid_reset_token')
      }
    },
    120_000,
  )
})

test('C063 links that are made at once: one of them is good, once', async () => {
  const user = await join(server)
  const tokens = await Promise.all(Array.from({ length: 10 }, () => resetToken(server, admin, user.id)))
  expect(new Set(tokens).size).toBe(10)
  const answers: Answer[] = []
  for (const token of tokens) answers.push(await resetPassword(server, token, passwords[0]))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(400)])
})

test('C064 no sign-in that was under way survives a reset', async () => {
  for (let round = 0; round < 6; round += 1) {
    const user = await join(server)
    const token = await resetToken(server, admin, user.id)
    const resetting = resetPassword(server, token, passwords[0])
    const signIns = await Promise.all(
      Array.from({ length: 8 }, async () => await login(server, user.username, user.password)),
    )
    expect((await resetting).status).toBe(200)
    for (const answer of signIns) {
      expect([200, 401]).toContain(answer.status)
      const { access_token } = fieldsOf(answer)
      if (typeof access_token !== 'string') continue
      expectRefusal(await send(server, 'GET /users/me', { token: access_token }), 401, 'invalid_token')
    }
    expect(await signingIn(user, [user.password, ...passwords.slice(0, 1)])).toEqual(passwords.slice(0, 1))
  }
})

test('C063 an account that is deleted while its password is reset is gone, and nothing failed', async () => {
  for (let round = 0; round < 6; round += 1) {
    const user = await join(server)
    const token = await resetToken(server, admin, user.id)
    const [reset, deleted] = await Promise.all([
      resetPassword(server, token, passwords[0]),
      send(server, `DELETE /users/${user.id}`, { token: admin.token }),
    ])
    expect(deleted.status).toBe(200)
    if (reset.status !== 200) expectRefusal(reset, 400, 'invalid_reset_token')
    expect(await signingIn(user, [user.password, ...passwords.slice(0, 1)])).toEqual([])
    expectRefusal(await resetPassword(server, token, passwords[0]), 400, 'invalid_reset_token')
  }
  expect(server.log.filter(({ level }) => level === 'error')).toEqual([])
})

test('C039 a link that is made while its maker is demoted is good only if it was used before', async () => {
  for (let round = 0; round < 6; round += 1) {
    const maker = await create(server, admin, {}, ['admin'])
    const user = await join(server)
    const issuing = send(server, `POST /users/${user.id}/reset-link`, { token: maker.token })
    const [issued, demoted] = await Promise.all([issuing, setRoles(server, admin, maker.id, ['user'])])
    expect([demoted.status, [200, 401, 403].includes(issued.status)]).toEqual([200, true])
    const { url } = fieldsOf(issued)
    if (typeof url !== 'string') continue
    const token = new URL(url).searchParams.get('token')
    expectRefusal(await resetPassword(server, token, passwords[0]), 400, 'invalid_reset_token')
    expect(await signingIn(user, [user.password])).toEqual([user.password])
  }
})
