// The administrator's reset link: C063 to C067, and what it leaves alone.
import { beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Account, create, join, login, person, setRoles, signIn } from '../support/accounts.ts'
import { expectAlike, expectInvalid, expectRefusal } from '../support/expect-answer.ts'
import { type Answer, fieldsOf, itemsOf, send, textOf } from '../support/http.ts'
import { resetPassword, resetToken } from '../support/reset-links.ts'
import { useServer } from '../support/server.ts'
import { changeStored, everythingStored } from '../support/stored.ts'

const server = useServer({ dev: true })
let admin: Account
let user: Account
beforeAll(async () => {
  admin = await join(server)
})
beforeEach(async () => {
  user = await join(server)
})

const NEW = 'heron-lantern-51-meadow'
const issue = (id = user.id, by = admin) => resetToken(server, by, id)
const reset = (token: unknown, password: unknown = NEW) => resetPassword(server, token, password)
const details = async (id = user.id) =>
  (await send(server, `GET /users/${id}/details`, { token: admin.token })).json
const statusOf = async (username: string, password: string) =>
  (await login(server, username, password)).status

/** Nothing of the account is another than it was: the password signs in, the session counts. */
async function expectUntouched(who: Account): Promise<void> {
  expect(await statusOf(who.username, who.password)).toBe(200)
  expect((await send(server, 'GET /users/me', { token: who.token })).status).toBe(200)
}

describe('POST /users/{id}/reset-link', () => {
  test('C063 answers with a link and its end, between 10 and 60 minutes away', async () => {
    const before = Date.now()
    const answer = await send(server, `POST /users/${user.id}/reset-link`, { token: admin.token })
    expect([answer.status, Object.keys(fieldsOf(answer))]).toEqual([200, ['url', 'expires_at']])
    const url = textOf(answer, 'url')
    expect(url).toMatch(/^[^?]+\?token=[\w-]{43}$/)
    expect(url.startsWith(`${server.url}/reset?token=`)).toBe(true)
    const lifetime = Date.parse(textOf(answer, 'expires_at')) - before
    expect(lifetime).toBeGreaterThan(10 * 60_000)
    expect(lifetime).toBeLessThanOrEqual(60 * 60_000 + Date.now() - before)
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('C067 changes nothing for the account', async () => {
    const before = await details()
    await issue()
    expect(await details()).toEqual(before)
    await expectUntouched(user)
  })

  test('is not for everybody, and not for nobody', async () => {
    const other = await join(server)
    for (const by of [user, other]) {
      const answer = await send(server, `POST /users/${user.id}/reset-link`, { token: by.token })
      expectRefusal(answer, 403, 'forbidden')
    }
    const absent = await send(server, 'POST /users/999999999/reset-link', { token: admin.token })
    expectRefusal(absent, 404, 'user_not_found')
    await expectUntouched(user)
  })
})

describe('POST /auth/reset-password', () => {
  test('C064 C039 changes the password, ends every session at once and signs nobody in', async () => {
    const second = await signIn(server, user)
    const answer = await reset(await issue())
    expect([answer.status, answer.text]).toEqual([200, '{"message":"Password changed"}'])
    for (const token of [user.token, second]) {
      expectRefusal(await send(server, 'GET /users/me', { token }), 401, 'invalid_token')
    }
    const sessions = await send(server, `GET /users/${user.id}/sessions`, { token: admin.token })
    expect(itemsOf(sessions)).toEqual([])
    expectRefusal(await login(server, user.username, user.password), 401, 'invalid_credentials')
    for (const name of [user.username, user.email]) expect(await statusOf(name, NEW)).toBe(200)
    // Whoever made the link is still who it was.
    expect((await send(server, 'GET /users/me', { token: admin.token })).status).toBe(200)
  })

  test('C063 C040 what is no good is refused in the same words, and nothing happens', async () => {
    const used = await issue()
    expect((await reset(used)).status).toBe(200)
    user = await join(server)
    const older = await issue()
    const newer = await issue()
    const gone = await join(server)
    const ofNobody = await issue(gone.id)
    await send(server, `DELETE /users/${gone.id}`, { token: admin.token })
    const wrong = ['x', 'A'.repeat(43), newer.slice(0, -1), `${newer}A`, newer.toLowerCase(), '%00', '\0']
    const answers: Answer[] = []
    for (const token of [...wrong, used, older, ofNobody, user.token.slice(0, 128)]) {
      answers.push(await reset(token))
    }
    expectAlike(answers, 400, 'invalid_reset_token')
    await expectUntouched(user)
    expect((await reset(newer)).status).toBe(200)
  })

  test('C036 no other token is one, and it is no other token', async () => {
    const token = await issue()
    expectRefusal(await send(server, 'GET /users/me', { token }), 401, 'invalid_token')
    const json = { setup_token: token, ...person() }
    expectRefusal(await send(server, 'POST /setup', { json }), 410, 'setup_completed')
    expect((await reset(token)).status).toBe(200)
  })

  test('a password that would not be taken elsewhere is not taken here, and the link stays good', async () => {
    const token = await issue()
    for (const password of [
      'short',
      'password1',
      `${user.username}1!`,
      user.email,
      'abcabcabcabc',
      'x'.repeat(257),
    ]) {
      expectInvalid(await reset(token, password), 'password')
    }
    await expectUntouched(user)
    expect((await reset(token)).status).toBe(200)
  })

  test('C066 anything but text is refused, and changes nothing', async () => {
    const token = await issue()
    for (const value of [null, 1, true, [], {}, [token], { $ne: null }, { raw: '1=1' }, '']) {
      expectInvalid(await reset(value), 'token')
      expectInvalid(await reset(token, value), 'password')
    }
    const json = { token, password: NEW, user_id: admin.id }
    expectInvalid(await send(server, 'POST /auth/reset-password', { json }), 'user_id')
    expectRefusal(
      await send(server, 'POST /auth/reset-password', { form: { token, password: NEW } }),
      415,
      'unsupported_media_type',
    )
    await expectUntouched(user)
    expect((await reset(token)).status).toBe(200)
  })

  test('a disabled account gets a new password, and stays disabled', async () => {
    await send(server, `POST /users/${user.id}/disable`, { token: admin.token })
    expect((await reset(await issue())).status).toBe(200)
    expectRefusal(await login(server, user.username, NEW), 403, 'account_disabled')
    expectRefusal(await login(server, user.username, user.password), 401, 'invalid_credentials')
    await send(server, `POST /users/${user.id}/enable`, { token: admin.token })
    expect(await statusOf(user.username, NEW)).toBe(200)
  })

  test('what signs in, what is shown and what is allowed stay as they were', async () => {
    const other = await create(server, admin, {}, ['admin'])
    const email = `moved.${other.email}`
    await send(server, `PUT /users/${other.id}`, { token: other.token, json: { email } })
    const before = fieldsOf({ json: await details(other.id) })
    expect((await reset(await issue(other.id))).status).toBe(200)
    const after = await details(other.id)
    expect(after).toEqual({ ...before, updated_at: expect.any(String) })
    expect([await statusOf(other.email, NEW), await statusOf(email, NEW)]).toEqual([200, 401])
  })

  test('a registration that is repeated is answered as before', async () => {
    const who = person()
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const once = await send(server, 'POST /auth/register', { json: who, headers })
    expect((await reset(await issue(Number(fieldsOf(once).id)))).status).toBe(200)
    const again = await send(server, 'POST /auth/register', { json: who, headers })
    expect([again.status, again.text]).toEqual([200, once.text])
    const other = await send(server, 'POST /auth/register', { json: { ...who, password: NEW }, headers })
    expectRefusal(other, 409, 'idempotency_key_reused')
  })
})

describe('C039 whoever made a link may no longer do so', () => {
  const ends: [string, (maker: Account) => Promise<Answer>][] = [
    ['demoted', (maker) => setRoles(server, admin, maker.id, ['user'])],
    ['disabled', (maker) => send(server, `POST /users/${maker.id}/disable`, { token: admin.token })],
    ['deleted', (maker) => send(server, `DELETE /users/${maker.id}`, { token: admin.token })],
  ]
  test.each(ends)('%s: it is no way into an account', async (_, end) => {
    const maker = await create(server, admin, {}, ['admin'])
    const [ofAdmin, ofUser] = [await issue(admin.id, maker), await issue(user.id, maker)]
    expect((await end(maker)).status).toBe(200)
    expectAlike([await reset('x'), await reset(ofAdmin), await reset(ofUser)], 400, 'invalid_reset_token')
    await expectUntouched(admin)
    await expectUntouched(user)
  })
})

describe('C063 what is stored', () => {
  test('is neither the token nor the password', async () => {
    const token = await issue()
    await server.stop()
    const stored = everythingStored(server)
    expect(stored).toContain(user.username)
    expect(stored).not.toContain(token)
    await server.start()
    expect((await reset(token)).status).toBe(200)
    expect(server.written.join('\n')).not.toMatch(new RegExp(`${token}|${NEW}`))
  })

  test('expires, and an account without a password gets one', async () => {
    const other = await join(server)
    const [late, inTime] = [await issue(), await issue(other.id)]
    await server.stop()
    const hour = 60 * 60_000
    changeStored(
      server,
      `update reset_links set expires_at = expires_at - ${hour} where user_id = ${user.id}`,
    )
    changeStored(server, `update users set password_hash = null where id = ${other.id}`)
    await server.start()
    expectAlike([await reset('x'), await reset(late)], 400, 'invalid_reset_token')
    expect((await send(server, `GET /reset?token=${late}`)).status).toBe(400)
    await expectUntouched(user)
    expect(await statusOf(other.username, other.password)).toBe(401)
    expect((await reset(inTime)).status).toBe(200)
    expect(await statusOf(other.username, NEW)).toBe(200)
  })
})
