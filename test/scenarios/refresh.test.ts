// C045, C046 and clause 4: a session goes on by tokens of one use, given only to who asks for them.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join } from '../support/accounts.ts'
import { expectInvalid, expectNoInsides, expectRefusal } from '../support/expect-answer.ts'
import { type Ask, fieldsOf, send } from '../support/http.ts'
import {
  goingOf,
  joinToStay,
  noticesOf,
  refresh,
  sessionOf,
  sessionsOf,
  statusOf,
} from '../support/refreshing.ts'
import { useServer } from '../support/server.ts'
import { everythingStored } from '../support/stored.ts'

const documented = ['access_token', 'token_type', 'expires_in']
const withRefresh = [...documented, 'refresh_token']
const envelope = 'application/json; profile="envelope"'

describe('who gets a refresh token', () => {
  const server = useServer({ dev: true })
  let user: Account
  beforeAll(async () => {
    user = await join(server)
  })
  const login = async (ask: Ask) => await send(server, 'POST /auth/login', ask)

  test('nobody who does not ask: the documented body stays exactly three keys', async () => {
    const { username, password } = user
    const form = { grant_type: 'password', username, password }
    for (const ask of [
      { json: { username, password } },
      { json: { username, password, refresh: false } },
      { form },
      { form: { ...form, scope: '' } },
      { form: { ...form, scope: 'openid profile offline_access2 OFFLINE_ACCESS' } },
      { form: { ...form, scope: 'offline' } },
    ]) {
      const answer = await login(ask)
      expect([ask, answer.status, Object.keys(fieldsOf(answer))]).toEqual([ask, 200, documented])
    }
  })

  test('who asks by "refresh": true, or by the scope offline_access in the form', async () => {
    const { username, password } = user
    const form = { grant_type: 'password', username, password }
    for (const ask of [
      { json: { username, password, refresh: true } },
      { form: { ...form, scope: 'offline_access' } },
      { form: { ...form, scope: 'openid offline_access profile' } },
    ]) {
      const answer = await login(ask)
      expect([answer.status, Object.keys(fieldsOf(answer))]).toEqual([200, withRefresh])
      expect(fieldsOf(answer)).toMatchObject({ token_type: 'bearer', expires_in: 1800 })
      expect(answer.headers.get('cache-control')).toBe('no-store')
      const { refresh: secret, token } = goingOf(answer)
      expect(await statusOf(server, token)).toBe(200)
      expect((await refresh(server, secret)).status).toBe(200)
    }
  })

  test('who asks in a way that is none is told so', async () => {
    const { username, password } = user
    for (const value of ['true', 1, null, [true], {}]) {
      const answer = await login({ json: { username, password, refresh: value } })
      expectInvalid(answer, 'refresh')
      expect(answer.text).not.toContain('token"')
    }
  })

  test('a wrong password gets none, whatever it asks for', async () => {
    const answer = await login({ json: { username: user.username, password: 'no', refresh: true } })
    expectRefusal(answer, 401, 'invalid_credentials')
    expect(answer.text).not.toContain('refresh_token')
  })
})

describe('POST /auth/refresh', () => {
  const server = useServer({ dev: true })

  test('gives a new access token of the same session, and the next refresh token', async () => {
    const { first } = await joinToStay(server)
    const answer = await refresh(server, first.refresh)
    expect([answer.status, Object.keys(fieldsOf(answer))]).toEqual([200, withRefresh])
    expect(fieldsOf(answer)).toMatchObject({ token_type: 'bearer', expires_in: 1800 })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('set-cookie')).toBeNull()
    const next = goingOf(answer)
    expect(next.session).toBe(first.session)
    expect(next.refresh).not.toBe(first.refresh)
    expect(await statusOf(server, next.token)).toBe(200)
    expect(await sessionsOf(server, next.token)).toContain(first.session)
  })

  test('a chain of forty: each works once, no two are alike, and it stays one session', async () => {
    const { who, first } = await joinToStay(server)
    const secrets = [first.refresh]
    let last = first
    for (let i = 0; i < 40; i += 1) {
      last = goingOf(await refresh(server, last.refresh))
      secrets.push(last.refresh)
      expect(last.session).toBe(first.session)
    }
    expect(new Set(secrets).size).toBe(41)
    // 256 bits that differ: what two of them share is no more than a fixed beginning.
    for (const secret of secrets) expect(secret.length).toBeGreaterThanOrEqual(43)
    expect(await sessionsOf(server, last.token)).toEqual([first.session, sessionOf(who.token)])
    expect(await noticesOf(server, last.token)).toEqual([])
  })

  test('C046 within the grace the same one gets the same successor, and nobody is told', async () => {
    const { first } = await joinToStay(server)
    const answers = [await refresh(server, first.refresh), await refresh(server, first.refresh)]
    answers.push(...(await Promise.all(Array.from({ length: 10 }, () => refresh(server, first.refresh)))))
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200))
    const given = answers.map(goingOf)
    expect(new Set(given.map((one) => one.refresh)).size).toBe(1)
    expect(new Set(given.map((one) => one.session))).toEqual(new Set([first.session]))
    for (const { token } of given) expect(await statusOf(server, token)).toBe(200)
    const last = goingOf(await refresh(server, given[0]?.refresh ?? ''))
    expect(await noticesOf(server, last.token)).toEqual([])
  })

  test('C046 a tab that is late by more than one of them gets the newest, and nobody is signed out', async () => {
    const { who, first } = await joinToStay(server)
    const second = goingOf(await refresh(server, first.refresh))
    const third = goingOf(await refresh(server, second.refresh))
    for (const { refresh: secret } of [first, second, first]) {
      const late = goingOf(await refresh(server, secret))
      expect([late.refresh, late.session]).toEqual([third.refresh, first.session])
    }
    expect((await refresh(server, third.refresh)).status).toBe(200)
    expect(await noticesOf(server, who.token)).toEqual([])
  })

  test('C046 ten tabs that each go on by themselves stay in one session', async () => {
    const { who, first } = await joinToStay(server)
    const tab = async () => {
      let last = first
      for (let i = 0; i < 4; i += 1) last = goingOf(await refresh(server, last.refresh))
      return last
    }
    const tabs = await Promise.all(Array.from({ length: 10 }, tab))
    expect(new Set(tabs.map(({ session }) => session))).toEqual(new Set([first.session]))
    for (const { token } of tabs) expect(await statusOf(server, token)).toBe(200)
    expect(await noticesOf(server, who.token)).toEqual([])
  })

  test('is public: an Authorization header changes nothing, whoever is in it', async () => {
    const { who, first } = await joinToStay(server)
    const stranger = await join(server)
    const next = goingOf(await refresh(server, first.refresh, { token: stranger.token }))
    expect(next.session).toBe(first.session)
    expect(fieldsOf(await send(server, 'GET /users/me', { token: next.token })).id).toBe(who.id)
    const last = await refresh(server, next.refresh, { headers: { authorization: 'Bearer x.y.z' } })
    expect(last.status).toBe(200)
  })

  test('goes on after the access token was gone for long: the token itself is not asked', async () => {
    const { first } = await joinToStay(server)
    await server.restart({ dev: true, env: { LATCHKEY_ACCESS_TOKEN_SECONDS: '300' } })
    const answer = await refresh(server, first.refresh)
    expect(fieldsOf(answer)).toMatchObject({ expires_in: 300 })
    await server.restart({ dev: true })
  })

  test('as a form, as OAuth 2 clients send it', async () => {
    const { first } = await joinToStay(server)
    let secret = first.refresh
    const go = async (form: Record<string, string>, ask: Ask = {}) =>
      await send(server, 'POST /auth/refresh', { form: { refresh_token: secret, ...form }, ...ask })
    const basic = { headers: { authorization: `Basic ${btoa('client:secret')}` } }
    for (const answer of [
      () => go({ grant_type: 'refresh_token' }),
      () => go({}),
      () =>
        go({ grant_type: 'refresh_token', client_id: 'app', client_secret: 'x', scope: 'offline_access' }),
      () => go({ grant_type: 'refresh_token' }, basic),
      () => go({ grant_type: 'refresh_token' }, { accept: envelope }),
    ]) {
      const given = await answer()
      // Never wrapped, as the sign-in by a form is not.
      expect([given.status, Object.keys(fieldsOf(given))]).toEqual([200, withRefresh])
      secret = goingOf(given).refresh
    }
    for (const type of ['password', 'REFRESH_TOKEN', 'client_credentials', '']) {
      const given = await go({ grant_type: type })
      expectRefusal(given, 400)
      if (type !== '') expectRefusal(given, 400, 'unsupported_grant_type')
    }
    expectRefusal(await go({ refresh_token: 'lkr_nobodys' }), 400, 'invalid_grant')
    // What was refused spent nothing.
    expect((await go({ grant_type: 'refresh_token' })).status).toBe(200)
  })

  test('a body that is none spends nothing', async () => {
    const { first } = await joinToStay(server)
    const { refresh: secret } = first
    for (const json of [
      {},
      { refresh_token: null },
      { refresh_token: 1 },
      { refresh_token: '' },
      { refresh_token: [secret] },
      { refresh_token: { $ne: '' } },
      { refresh_token: secret, user_id: 1 },
      { refresh_token: secret, grant_type: 'refresh_token' },
      [secret],
    ])
      expectRefusal(await send(server, 'POST /auth/refresh', { json }), 400)
    const type = 'application/json'
    for (const body of [
      '',
      'null',
      `"${secret}"`,
      `{"refresh_token":"${secret}","refresh_token":"${secret}"}`,
    ])
      expectRefusal(await send(server, 'POST /auth/refresh', { body, type }), 400)
    const form = `refresh_token=${secret}&refresh_token=${secret}`
    expectRefusal(
      await send(server, 'POST /auth/refresh', { body: form, type: 'application/x-www-form-urlencoded' }),
      400,
    )
    expectRefusal(
      await send(server, 'POST /auth/refresh', { body: `{"refresh_token":"${secret}"}`, type: 'text/plain' }),
      415,
    )
    expectRefusal(await send(server, `POST /auth/refresh?refresh_token=${secret}`), 400)
    expect((await send(server, `GET /auth/refresh?refresh_token=${secret}`)).status).toBe(405)
    expect(await noticesOf(server, first.token)).toEqual([])
    expect((await refresh(server, secret)).status).toBe(200)
  })

  test('wrapped on request, RFC 9457 on request', async () => {
    const { first } = await joinToStay(server)
    const wrapped = await refresh(server, first.refresh, { accept: envelope })
    expect(Object.keys(fieldsOf(wrapped))).toEqual(['data', 'status', 'code'])
    expect(Object.keys(fieldsOf({ json: fieldsOf(wrapped).data }))).toEqual(withRefresh)
    expect(wrapped.headers.get('vary')?.toLowerCase()).toContain('accept')
    const ask = { accept: 'application/problem+json' }
    const refused = await refresh(server, 'lkr_nobodys', ask)
    expect([refused.status, refused.headers.get('content-type')?.split(';')[0]]).toEqual([
      400,
      'application/problem+json',
    ])
    const { type, title, status, detail } = fieldsOf(refused)
    expect([typeof type, typeof title, status, typeof detail]).toEqual(['string', 'string', 400, 'string'])
    for (const line of ['GET /sessions', 'GET /users/me/notices']) {
      const answer = await send(server, line, { token: first.token, accept: envelope })
      expect([answer.status, Object.keys(fieldsOf(answer))]).toEqual([200, ['data', 'status', 'code']])
    }
  })

  test('an Idempotency-Key is none here: neither is the answer kept, nor a second use excused', async () => {
    const { first } = await joinToStay(server)
    const headers = { 'idempotency-key': 'one-and-the-same' }
    const second = goingOf(await refresh(server, first.refresh, { headers }))
    const third = goingOf(await refresh(server, second.refresh, { headers }))
    expect(third.refresh).not.toBe(second.refresh)
    expect(third.session).toBe(first.session)
  })

  test('C045 the database has no usable token, and nothing that can be made into one without the key', async () => {
    const { first } = await joinToStay(server)
    const second = goingOf(await refresh(server, first.refresh))
    // The grace is on: the successor must be there for who asks again, and still not as text.
    await server.stop()
    const stored = everythingStored(server)
    await server.start()
    for (const secret of [first.refresh, second.refresh, first.token, second.token]) {
      const body = secret.replace(/^lkr_/, '')
      for (const piece of [body, body.slice(-32), Buffer.from(body.slice(-43), 'base64url').toString('hex')])
        expect(stored).not.toContain(piece)
    }
    expect(stored).toContain(first.session)
    for (const line of server.written) expect(line).not.toContain(second.refresh)
    expect((await refresh(server, second.refresh)).status).toBe(200)
  })

  test('no refusal shows an inside or the token that was sent', async () => {
    const secret = `lkr_${'A'.repeat(80)}`
    for (const token of [secret, "' or 1=1--", '\0', '\ud800', 'x'.repeat(20_000), '🔑'.repeat(50)]) {
      const answer = await refresh(server, token)
      expectRefusal(answer, 400)
      expectNoInsides(answer.text)
      if (token.length > 3) expect(answer.text).not.toContain(token)
    }
    expect(server.written.join('\n')).not.toContain(secret)
  })
})
