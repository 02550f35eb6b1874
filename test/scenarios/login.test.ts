// Clause 4 and C021: JSON and form, by username or e-mail, and what a refusal gives away: nothing.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, login, person } from '../support/accounts.ts'
import { expectAlike, expectRefusal } from '../support/expect-answer.ts'
import { type Ask, fieldsOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const keys = ['access_token', 'token_type', 'expires_in']
const nobody = { username: 'nobody.at.all', password: 'some-password-of-none' }

describe('POST /auth/login', () => {
  const server = useServer({ dev: true, env: unthrottled })
  let admin: Account
  let user: Account
  let disabled: Account
  let deleted: Account
  beforeAll(async () => {
    admin = await join(server)
    user = await join(server, { username: 'Mixed.Case', email: 'Mixed.Case@Example.ORG' })
    disabled = await join(server)
    deleted = await join(server)
    await send(server, `POST /users/${disabled.id}/disable`, { token: admin.token })
    await send(server, `DELETE /users/${deleted.id}`, { token: admin.token })
  })

  const form = async (fields: Record<string, string>, ask: Ask = {}) =>
    await send(server, 'POST /auth/login', { form: fields, ...ask })

  test('by username or e-mail, in any case, as JSON and as a form', async () => {
    const { password } = user
    const spellings = [
      'Mixed.Case',
      'mixed.case',
      'MIXED.CASE',
      'Mixed.Case@Example.ORG',
      'mixed.case@example.org',
    ]
    for (const username of spellings) {
      for (const answer of [
        await login(server, username, password),
        await form({ username, password }),
        await form({ grant_type: 'password', username, password }),
      ]) {
        expect([username, answer.status]).toEqual([username, 200])
        expect(Object.keys(fieldsOf(answer))).toEqual(keys)
        expect(fieldsOf(answer)).toMatchObject({ token_type: 'bearer', expires_in: 1800 })
        const token = String(fieldsOf(answer).access_token)
        expect(fieldsOf(await send(server, 'GET /users/me', { token })).username).toBe('Mixed.Case')
      }
    }
  })

  test('every sign-in is a session of its own', async () => {
    const tokens = await Promise.all(
      [1, 2, 3].map(async () => await login(server, user.username, user.password)),
    )
    expect(new Set(tokens.map((answer) => fieldsOf(answer).access_token)).size).toBe(3)
  })

  test('the form takes what OAuth 2 clients send with it', async () => {
    const { username, password } = user
    const good = { grant_type: 'password', username, password }
    const basic = { authorization: `Basic ${btoa('client:secret')}` }
    for (const answer of [
      await form({ ...good, scope: '', client_id: 'swagger', client_secret: 'unused' }),
      await form({ ...good, scope: 'openid profile' }),
      await form(good, { headers: basic }),
      await form(good, { type: 'application/x-www-form-urlencoded;charset=UTF-8' }),
      await form(good, { type: 'Application/X-WWW-Form-Urlencoded' }),
    ]) {
      expect([answer.status, Object.keys(fieldsOf(answer))]).toEqual([200, keys])
    }
  })

  test('what the form refuses', async () => {
    const { username, password } = user
    const good = { grant_type: 'password', username, password }
    const rows: [string, Record<string, string>][] = [
      ['invalid_grant', { ...good, password: 'not the password' }],
      ['invalid_grant', { ...good, ...nobody }],
      ['invalid_grant', { ...good, username: disabled.username, password: disabled.password }],
      ['invalid_grant', { ...good, username: disabled.username }],
      ['invalid_grant', { ...good, username: deleted.username, password: deleted.password }],
      ['unsupported_grant_type', { ...good, grant_type: 'client_credentials' }],
      ['unsupported_grant_type', { ...good, grant_type: 'refresh_token' }],
      ['unsupported_grant_type', { ...good, grant_type: 'PASSWORD' }],
    ]
    for (const [error, fields] of rows) expectRefusal(await form(fields), 400, error)
    const type = 'application/x-www-form-urlencoded'
    const raw = `username=${username}&password=${password}`
    for (const body of [
      '',
      'username=x',
      'password=x',
      `${raw}&username=other`,
      `${raw}&password=x`,
      '%',
      'a=%ff',
    ]) {
      const answer = await send(server, 'POST /auth/login', { body, type })
      expectRefusal(answer, 400)
      expect(answer.text).not.toContain('access_token')
    }
  })

  test('what JSON refuses', async () => {
    const { username, password } = user
    const rows: [number, string, unknown][] = [
      [401, 'invalid_credentials', { username, password: `${password} ` }],
      [401, 'invalid_credentials', { username, password: password.toUpperCase() }],
      [401, 'invalid_credentials', nobody],
      [401, 'invalid_credentials', { username: deleted.username, password: deleted.password }],
      [401, 'invalid_credentials', { username: disabled.username, password: 'not the password' }],
      [403, 'account_disabled', { username: disabled.username, password: disabled.password }],
      [403, 'account_disabled', { username: disabled.email, password: disabled.password }],
      [400, 'validation_failed', {}],
      [400, 'validation_failed', { username }],
      [400, 'validation_failed', { password }],
      [400, 'validation_failed', { username, password, admin: true }],
      [400, 'validation_failed', { username, password, email: user.email }],
      [400, 'validation_failed', { username: [username], password }],
      [400, 'validation_failed', { username: { $ne: null }, password }],
      [400, 'validation_failed', { username, password: { $ne: null } }],
      [400, 'validation_failed', { username, password: null }],
      [400, 'validation_failed', { username: user.id, password }],
    ]
    for (const [status, error, json] of rows) {
      const answer = await send(server, 'POST /auth/login', { json })
      expectRefusal(answer, status, error)
      expect(answer.text).not.toContain('access_token')
    }
    expectRefusal(await send(server, 'POST /auth/login?x=1', { json: { username, password } }), 400)
  })

  test('C021 V39 CVE-2024-41952 CVE-2026-23511 the refusals of unknown, wrong, deleted and disabled are the same bytes', async () => {
    const wrong = 'not the password'
    const cases: [string, string][] = [
      [nobody.username, nobody.password],
      ['nobody@example.org', wrong],
      ['not a name, not an address', wrong],
      ['me', wrong],
      ['12345', wrong],
      [user.username, wrong],
      [user.email, wrong],
      [admin.username, wrong],
      [disabled.username, wrong],
      [deleted.username, deleted.password],
      [deleted.email, wrong],
    ]
    const asJson = await Promise.all(
      cases.map(async ([name, password]) => await login(server, name, password)),
    )
    expectAlike(asJson, 401, 'invalid_credentials')
    const asForm = await Promise.all(
      cases.map(async ([username, password]) => await form({ grant_type: 'password', username, password })),
    )
    expectAlike(asForm, 400, 'invalid_grant')
  })

  test('an enabled account signs in again', async () => {
    const who = await join(server, person())
    await send(server, `POST /users/${who.id}/disable`, { token: admin.token })
    expectRefusal(await login(server, who.username, who.password), 403, 'account_disabled')
    await send(server, `POST /users/${who.id}/enable`, { token: admin.token })
    expect((await login(server, who.username, who.password)).status).toBe(200)
  })

  test('is public: a useless Authorization header changes nothing', async () => {
    const { username, password } = user
    for (const authorization of ['Bearer x', 'Bearer', 'Basic !', 'nonsense']) {
      const answer = await send(server, 'POST /auth/login', {
        json: { username, password },
        headers: { authorization },
      })
      expect([authorization, answer.status]).toEqual([authorization, 200])
    }
  })
})
