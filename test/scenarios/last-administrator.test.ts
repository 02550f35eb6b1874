// C058: whatever happens at once, an administrator remains.
import { describe, expect, test } from 'bun:test'
import { type Account, create, isAdministrator, join, setRoles, signIn } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { type Answer, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const demote = { line: (id: number) => `PUT /users/${id}/roles`, json: { roles: ['user'] } }
const disable = { line: (id: number) => `POST /users/${id}/disable`, json: undefined }
const remove = { line: (id: number) => `DELETE /users/${id}`, json: undefined }

type Removal = typeof demote | typeof disable
const apply = async (server: { url: string }, how: Removal, by: Account, whom: Account): Promise<Answer> =>
  await send(server, how.line(whom.id), { token: by.token, json: how.json })

describe('C058 the last administrator', () => {
  const server = useServer({ dev: true })
  let admin: Account

  test('is neither demoted, disabled nor deleted, by itself', async () => {
    admin = await join(server)
    await join(server)
    for (const how of [demote, disable, remove]) {
      expectRefusal(await apply(server, how, admin, admin), 409, 'last_administrator')
      expect(await isAdministrator(server, admin.token)).toBe(true)
    }
    expect((await setRoles(server, admin, admin.id, ['admin'])).json).toEqual({
      id: admin.id,
      roles: ['admin'],
    })
  })

  test('a disabled administrator does not count as one', async () => {
    const second = await create(server, admin, {}, ['admin'])
    expect((await apply(server, disable, admin, second)).status).toBe(200)
    for (const how of [demote, disable, remove]) {
      expectRefusal(await apply(server, how, admin, admin), 409, 'last_administrator')
    }
    expect((await apply(server, demote, admin, second)).status).toBe(200)
    expect(await isAdministrator(server, admin.token)).toBe(true)
  })

  test('one of two may go, whoever asks', async () => {
    const second = await create(server, admin, {}, ['admin'])
    expect((await apply(server, demote, second, admin)).status).toBe(200)
    expect(await isAdministrator(server, second.token)).toBe(true)
    expectRefusal(await apply(server, remove, second, second), 409, 'last_administrator')
    expect((await setRoles(server, second, admin.id, ['admin'])).status).toBe(200)
    admin.token = await signIn(server, admin)
    expect((await apply(server, remove, second, second)).status).toBe(200)
    expect(await isAdministrator(server, admin.token)).toBe(true)
  })
})

describe('C058 two administrators against each other', () => {
  const server = useServer({ dev: true })

  /** Who of the two is still an administrator; a token that counts no longer says no. */
  async function remaining(pair: Account[]): Promise<Account[]> {
    const verdicts = await Promise.all(
      pair.map(async (one) => {
        const { status } = await send(server, 'GET /users/999999999', { token: one.token })
        expect([401, 403, 404]).toContain(status)
        return status === 404
      }),
    )
    return pair.filter((_, index) => verdicts[index])
  }

  async function fight(first: Account, second: Account, how: Removal): Promise<[Account, Account]> {
    const answers = await Promise.all([apply(server, how, first, second), apply(server, how, second, first)])
    const [winner, loser] = answers.map((answer) => answer.status).sort()
    expect(winner).toBe(200)
    expect([401, 403, 409]).toContain(loser ?? 0)
    const left = await remaining([first, second])
    expect(left).toHaveLength(1)
    const [survivor = first] = left
    return [survivor, survivor === first ? second : first]
  }

  test('200 rounds of demoting: exactly one remains every round', async () => {
    let first = await join(server)
    let second = await create(server, first, {}, ['admin'])
    for (let round = 0; round < 200; round += 1) {
      const [survivor, other] = await fight(first, second, demote)
      expect((await setRoles(server, survivor, other.id, ['admin'])).status).toBe(200)
      const mine = await send(server, 'GET /users/me', { token: other.token })
      if (mine.status === 401) other.token = await signIn(server, other)
      first = round % 2 === 0 ? other : survivor
      second = first === other ? survivor : other
    }
    // Then one disables while the other demotes, and so on with a fresh opponent.
    for (let round = 0; round < 10; round += 1) {
      const [survivor, other] = await fight(first, second, round % 2 === 0 ? disable : remove)
      if (round % 2 === 0) await apply(server, remove, survivor, other)
      first = survivor
      second = await create(server, survivor, {}, ['admin'])
    }
  }, 300_000)
})
