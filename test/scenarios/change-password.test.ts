import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, login, signIn } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { type Answer, fieldsOf, itemsOf, send, textOf } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

const NEW = 'lantern quarry moth 58'

const change = (who: Pick<Account, 'token' | 'password'>, changes: object = {}): Promise<Answer> =>
  send(server, 'POST /auth/change-password', {
    token: who.token,
    json: { current_password: who.password, new_password: NEW, ...changes },
  })
const me = async (token: string) => (await send(server, 'GET /users/me', { token })).status
const begin = (who: Account) =>
  send(server, 'POST /auth/login', {
    json: { username: who.username, password: who.password, refresh: true },
  })
const refresh = (refresh_token: string) => send(server, 'POST /auth/refresh', { json: { refresh_token } })

describe('C008 POST /auth/change-password', () => {
  test('gives a new password in place of the old one', async () => {
    const who = await join(server)
    const answer = await change(who)
    expect([answer.status, answer.json]).toEqual([200, { message: 'Password changed' }])
    expectRefusal(await login(server, who.username, who.password), 401, 'invalid_credentials')
    expect((await login(server, who.username, NEW)).status).toBe(200)
  })

  test('C039 C047 ends every other session and refresh token, and goes on with this one', async () => {
    const who = await join(server)
    const [mine, other] = [await begin(who), await begin(who)]
    const token = textOf(mine, 'access_token')
    expect((await change({ ...who, token })).status).toBe(200)
    expect([await me(token), await me(who.token), await me(textOf(other, 'access_token'))]).toEqual([
      200, 401, 401,
    ])
    expectRefusal(await refresh(textOf(other, 'refresh_token')), 400, 'invalid_grant')
    expect((await refresh(textOf(mine, 'refresh_token'))).status).toBe(200)
    expect(itemsOf(await send(server, 'GET /sessions', { token })).length).toBe(1)
  })

  test('takes a pending reset link with it, and tells the owner', async () => {
    const who = await join(server)
    const made = await send(server, `POST /users/${who.id}/reset-link`, { token: admin.token })
    expect((await change(who)).status).toBe(200)
    const token = new URL(textOf(made, 'url')).searchParams.get('token')
    const json = { token, password: 'violet tramway canyon' }
    expectRefusal(await send(server, 'POST /auth/reset-password', { json }), 400, 'invalid_reset_token')
    const [notice] = itemsOf(await send(server, 'GET /users/me/notices', { token: who.token }))
    expect(notice).toMatchObject({ kind: 'password_changed', session_id: null })
  })

  test('C036 needs the current password: without it nothing changes', async () => {
    const who = await join(server)
    const other = await signIn(server, who)
    for (const current_password of [
      'not this one',
      who.password.toUpperCase(),
      'x'.repeat(257),
      `${who.password} `,
    ])
      expectRefusal(await change(who, { current_password }), 403, 'wrong_password')
    expect([await me(other), (await login(server, who.username, who.password)).status]).toEqual([200, 200])
    expect(itemsOf(await send(server, 'GET /users/me/notices', { token: who.token }))).toEqual([])
  })

  test.each([
    ['is short', { new_password: 'seven77' }, 'new_password'],
    ['is common', { new_password: 'password1' }, 'new_password'],
    ['is missing', { new_password: undefined }, 'new_password'],
    ['is no text', { new_password: ['lantern quarry moth 58'] }, 'new_password'],
    ['comes without the current one', { current_password: undefined }, 'current_password'],
    ['comes with another user', { user_id: 1 }, 'user_id'],
  ])('C007 C055 refuses a new one that %s', async (_, changes, field) => {
    const who = await join(server)
    const answer = await change(who, changes)
    expectRefusal(answer, 400, 'validation_failed')
    expect(fieldsOf(answer).errors).toEqual([expect.objectContaining({ field })])
    expect((await login(server, who.username, who.password)).status).toBe(200)
  })

  test('is nobody’s whose session was ended while it was judged', async () => {
    const who = await join(server)
    const ended = await signIn(server, who)
    const [answer] = await Promise.all([
      change({ ...who, token: ended }),
      send(server, 'POST /auth/logout', { token: ended }),
    ])
    // Whichever came first: who is signed out has changed nothing afterwards.
    const isChanged = answer.status === 200
    expect([200, 401]).toContain(answer.status)
    expect((await login(server, who.username, isChanged ? NEW : who.password)).status).toBe(200)
    expect(await me(ended)).toBe(401)
  })

  test('R17 of twenty at once one counts', async () => {
    const who = await join(server)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => change(who, { new_password: `${NEW} ${i}` })),
    )
    const done = answers.flatMap(({ status }, i) => (status === 200 ? [i] : []))
    expect(done).toHaveLength(1)
    for (const { status } of answers) expect([200, 401, 403, 503]).toContain(status)
    expect((await login(server, who.username, `${NEW} ${done[0]}`)).status).toBe(200)
  })

  test('is refused without a token', async () => {
    const who = { ...(await join(server)), token: 'x' }
    expectRefusal(await change(who), 401, 'invalid_token')
    expect((await login(server, who.username, who.password)).status).toBe(200)
  })
})
