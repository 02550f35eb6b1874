// C062, C074, C048, C012: what a session is worth on an account with a second factor, and how long.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, create, join, login, signIn } from '../support/accounts.ts'
import { makeKey, makeServiceAccount } from '../support/api-keys.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { fieldsOf, send, textOf } from '../support/http.ts'
import { codeOf, enrol, finish, halfSignIn } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const server = useServer({ dev: true, env: unthrottled })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

/** Somebody with an authenticator app, who signed in once before it and has an API key. */
async function somebody() {
  const who = await join(server)
  const weak = await signIn(server, who)
  const { key } = await makeKey(server, who, 'self:read', 'self:write')
  return { ...(await enrol(server, who)), weak, key }
}

const changes = (id: number, password: string) =>
  [
    [`PUT /users/${id}`, { email: `elsewhere.${id}@example.org` }],
    ['POST /auth/change-password', { current_password: password, new_password: 'violet tramway canyon 9' }],
    ['POST /api-keys', { name: 'Another', scopes: ['self:read'] }],
    [`DELETE /users/${id}`, undefined],
  ] as const

describe('C062 C074 clause 8: what changes an account with a second factor', () => {
  test('is refused to a session that proved one factor, and to an API key', async () => {
    const who = await somebody()
    for (const [line, json] of changes(who.id, who.password)) {
      const ask = json === undefined ? {} : { json }
      const answer = await send(server, line, { token: who.weak, ...ask })
      expect([line, answer.status]).toEqual([line, 403])
      expectRefusal(answer, 403, 'reauth_required')
    }
    for (const [line, json] of [changes(who.id, '')[0], changes(who.id, '')[3]]) {
      const ask = json === undefined ? {} : { json }
      expectRefusal(await send(server, line, { token: who.key, ...ask }), 403, 'reauth_required')
    }
    // Nothing of it happened.
    const me = fieldsOf(await send(server, 'GET /users/me', { token: who.weak }))
    expect(me).toMatchObject({ id: who.id, email: who.email })
    expect(fieldsOf(await send(server, 'GET /api-keys', { token: who.weak })).items).toHaveLength(1)
    await halfSignIn(server, who)
  })

  test('is done after a fresh proof by the factor', async () => {
    const who = await somebody()
    const json = { password: who.password, kind: 'totp', code: codeOf(who.secret) }
    expect((await send(server, 'POST /auth/reauthenticate', { token: who.weak, json })).status).toBe(200)
    for (const [line, body] of changes(who.id, who.password)) {
      const answer = await send(server, line, { token: who.weak, ...(body && { json: body }) })
      expect([line, answer.status]).toEqual([line, 200])
    }
  })

  test('but for the name, which proves nothing, and for administrators, who act for themselves', async () => {
    const who = await somebody()
    const name = await send(server, `PUT /users/${who.id}`, {
      token: who.weak,
      json: { full_name: 'Robin the Third' },
    })
    expect(name.status).toBe(200)
    const json = { email: `moved.${who.id}@example.org` }
    expect((await send(server, `PUT /users/${who.id}`, { token: admin.token, json })).status).toBe(200)
    expect((await send(server, `DELETE /users/${who.id}`, { token: admin.token })).status).toBe(200)
  })
})

describe('C048 a session', () => {
  test('is another one after each step, and the refreshed one is worth as much as the one before', async () => {
    const who = await somebody()
    const pending = await halfSignIn(server, who, { refresh: true })
    const shown = { kind: 'totp', code: codeOf(who.secret) }
    const answer = await finish(server, pending, shown)
    const [strong, refresh] = [textOf(answer, 'access_token'), textOf(answer, 'refresh_token')]
    expect(new Set([who.token, who.weak, pending, strong, refresh]).size).toBe(5)
    expect((await send(server, 'POST /users/me/factors/recovery-codes', { token: strong })).status).toBe(200)
    const next = await send(server, 'POST /auth/refresh', { json: { refresh_token: refresh } })
    const token = textOf(next, 'access_token')
    expect((await send(server, 'POST /users/me/factors/recovery-codes', { token })).status).toBe(200)
    // The one of before it is worth what it was.
    const weak = await send(server, 'POST /users/me/factors/recovery-codes', { token: who.weak })
    expectRefusal(weak, 403, 'reauth_required')
  })

  test('of one factor is not raised by being refreshed', async () => {
    const who = await join(server)
    const { username, password } = who
    const answer = await send(server, 'POST /auth/login', { json: { username, password, refresh: true } })
    await enrol(server, who)
    const json = { refresh_token: textOf(answer, 'refresh_token') }
    const token = textOf(await send(server, 'POST /auth/refresh', { json }), 'access_token')
    const codes = await send(server, 'POST /users/me/factors/recovery-codes', { token })
    expectRefusal(codes, 403, 'reauth_required')
  })
})

describe('C012 a password that may be known to others', () => {
  test('finishes no sign-in that was begun before, and calls off a loss that was declared with it', async () => {
    const who = await somebody()
    const json = { password: who.password }
    expect((await send(server, 'POST /users/me/factors/lost', { token: who.token, json })).status).toBe(200)
    const pending = await halfSignIn(server, who)
    const line = `POST /users/${who.id}/require-password-change`
    expect((await send(server, line, { token: admin.token })).status).toBe(200)
    const shown = { kind: 'totp', code: codeOf(who.secret) }
    expectRefusal(await finish(server, pending, shown), 401, 'invalid_mfa_token')

    const due = await finish(server, await halfSignIn(server, who), shown)
    expectRefusal(due, 403, 'password_change_required')
    const chosen = { password_token: textOf(due, 'password_token'), new_password: 'heron lantern 51 meadow' }
    expect((await send(server, 'POST /auth/login/password', { json: chosen })).status).toBe(200)
    const anew = { ...who, password: chosen.new_password }
    const next = { kind: 'totp', code: codeOf(who.secret, 1) }
    const token = textOf(await finish(server, await halfSignIn(server, anew), next), 'access_token')
    expect(fieldsOf(await send(server, 'GET /users/me/factors', { token })).removed_at).toBeNull()
  })

  test('a service account has none', async () => {
    const line = `POST /users/${await makeServiceAccount(server, admin)}/require-password-change`
    expectRefusal(await send(server, line, { token: admin.token }), 409, 'account_not_suitable')
  })

  test('is asked for by whoever may help that person, and by nobody else', async () => {
    const helper = await create(server, admin)
    const line = `POST /users/${admin.id}/require-password-change`
    expectRefusal(await send(server, line, { token: helper.token }), 403, 'forbidden')
    expect((await login(server, admin.username, admin.password)).status).toBe(200)
  })
})
