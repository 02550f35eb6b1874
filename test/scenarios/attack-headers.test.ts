// V26, V62, C050: what stands in a header proves nothing about anybody.
import { beforeAll, describe, expect, test } from 'bun:test'
import { contract, type EndpointDefinition } from '@latchkey/contract'
import { type Account, count, join, login, person, shown, signIn } from '../support/accounts.ts'
import { expectInvalid, expectRefusal } from '../support/expect-answer.ts'
import { type Answer, itemsOf, send } from '../support/http.ts'
import { signInToStay, statusOf } from '../support/refreshing.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const OWN = /^(?:127\.0\.0\.1|::1)$/

describe.each([
  ['nobody is a trusted proxy', {}],
  ['whoever asks is a trusted proxy', { LATCHKEY_TRUSTED_PROXIES: '127.0.0.1,::1' }],
])('where %s', (_, env: Record<string, string>) => {
  const server = useServer({ dev: true, env: { ...unthrottled, ...env } })
  let admin: Account
  let user: Account
  beforeAll(async () => {
    admin = await join(server)
    user = await join(server)
  })
  const ask = async (headers: Record<string, string>, password: string): Promise<Answer> =>
    await send(server, 'POST /auth/login', { json: { username: user.username, password }, headers })

  const junk: [string, string][] = [
    ['one letter', 'a'],
    ['nothing', ''],
    ['a comma', ','],
    ['4 KB', 'x'.repeat(4_096)],
    ['1,000 hops', Array.from({ length: 1_000 }, (_one, hop) => `10.0.${hop >> 8}.${hop & 255}`).join(',')],
    ['1,000 junk hops', 'a,'.repeat(1_000)],
    ['the own machine', '127.0.0.1'],
    ['unknown', 'unknown'],
    ['brackets', '[::1'],
    ['a zone', 'fe80::1%25lo'],
    ['no address', '999.999.999.999'],
  ]
  test.each(junk)(
    'V26 CVE-2024-47070 X-Forwarded-For of %s: signing in demands the password',
    async (_name, value) => {
      for (const name of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'x-client-ip', 'cf-connecting-ip']) {
        const headers = { [name]: value }
        for (const password of ['not the password', 'x']) {
          const answer = await ask(headers, password)
          expectRefusal(answer, 401, 'invalid_credentials')
        }
        expectInvalid(await ask(headers, ''), 'password')
        const { username } = user
        expectInvalid(await send(server, 'POST /auth/login', { json: { username }, headers }), 'password')
        expectRefusal(await send(server, 'GET /users/me', { headers }), 401, 'unauthenticated')
      }
      expect((await ask({ 'x-forwarded-for': value }, user.password)).status).toBe(200)
    },
  )

  // A proxy that reads `_` as `-` would take these for its own; here they are nobody's.
  test('V62 CVE-2025-64484 CVE-2026-40574 headers spelled with an underscore say nothing', async () => {
    const headers = {
      X_Forwarded_For: '203.0.113.9',
      X_Forwarded_Email: admin.email,
      X_Forwarded_User: admin.username,
      X_Forwarded_Proto: 'https',
      X_Forwarded_Host: 'evil.example',
      X_Auth_Request_Email: admin.email,
      X_Latchkey_Client_Address: '203.0.113.9',
      X_Request_Id: 'theirs',
    }
    expectRefusal(await send(server, 'GET /users/me', { headers }), 401, 'unauthenticated')
    expect((await send(server, 'GET /users/me', { token: user.token, headers })).json).toEqual(shown(user))
    const { token, session } = await signInToStay(server, user, { headers })
    const own = itemsOf(await send(server, 'GET /sessions', { token, headers })).find(
      ({ id }) => id === session,
    )
    expect(own?.source_address).toMatch(OWN)
    expect((await send(server, 'GET /health', { headers })).headers.get('x-request-id')).not.toBe('theirs')
    const authorization = { AUTHORIZATION_: `Bearer ${user.token}`, X_Authorization: `Bearer ${user.token}` }
    expectRefusal(await send(server, 'GET /users/me', { headers: authorization }), 401, 'unauthenticated')
  })
})

describe('V62 CVE-2026-34457 no program is let in for what it calls itself', () => {
  const server = useServer({ dev: true })
  let admin: Account
  beforeAll(async () => {
    admin = await join(server)
  })
  const guarded = Object.values(contract)
    .flatMap((group): EndpointDefinition[] => Object.values(group))
    .filter(({ access }) => access !== 'public')
    .map(({ method, path }) => `${method} ${path.replace(/:id\b/, '1').replace(/:\w+/, 'x')}`)

  test.each([
    'kube-probe/1.33',
    'GoogleHC/1.0',
    'ELB-HealthChecker/2.0',
    'Prometheus/3.0',
    'curl/8.0',
    'latchkey',
    'UptimeRobot/2.0',
    '',
  ])('%p is 401 on every route that is not public', async (agent) => {
    expect(guarded.length).toBeGreaterThan(35)
    for (const line of guarded) {
      const json = /^P/.test(line) ? {} : undefined
      const answer = await send(server, line, {
        headers: { 'user-agent': agent, 'x-health-check': '1' },
        json,
      })
      expect([line, answer.status]).toEqual([line, 401])
      expectRefusal(answer, 401, 'unauthenticated')
    }
    // Nor does it learn more, or do anything, where everybody may ask (C106).
    const headers = { 'user-agent': agent }
    expect((await send(server, 'GET /health', { headers })).text).toBe('{"status":"ok"}')
    expect(await count(server, admin)).toBe(1)
  })

  test.each([
    'a@evil.example@good.example',
    '@good.example',
    'a@@good.example',
    'a@good.example@',
    'good.example',
  ])('CVE-2026-40574 V62 %p is in no domain', async (email) => {
    for (const [line, token] of [
      ['POST /auth/register', undefined],
      ['POST /users', admin.token],
    ] as const)
      expectInvalid(await send(server, line, { token, json: person({ email }) }), 'email')
    expectInvalid(
      await send(server, `PUT /users/${admin.id}`, { token: admin.token, json: { email } }),
      'email',
    )
    expect(await count(server, admin)).toBe(1)
  })
})

describe('C050 a page of elsewhere does nothing with what a browser sends by itself', () => {
  const server = useServer({ dev: true })
  let user: Account
  beforeAll(async () => {
    user = await join(server)
  })
  const cross = {
    origin: 'https://evil.example',
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'no-cors',
  }
  const lines = [
    'POST /auth/login',
    'POST /auth/refresh',
    'POST /auth/register',
    'POST /auth/change-password',
    'POST /auth/reset-password',
    'POST /users',
    'POST /api-keys',
    'POST /setup',
  ]

  test.each(lines)('%s takes no JSON that calls itself text', async (line) => {
    const { username, password } = user
    const body = JSON.stringify({ username, password })
    for (const type of [
      'text/plain',
      'text/plain; charset=utf-8',
      'multipart/form-data; boundary=x',
      undefined,
    ]) {
      const answer = await send(server, line, { token: user.token, body, type, headers: cross })
      // The form of the setup page is refused as a form of elsewhere.
      expect([type, [403, 415].includes(answer.status)]).toEqual([type, true])
      expect(answer.text).not.toContain('eyJ')
    }
  })

  test('a cookie is no credential, with an Origin of elsewhere or without', async () => {
    const cookie = `__Host-session=${user.token}; session=${user.token}; access_token=${user.token}`
    for (const headers of [{ cookie }, { cookie, ...cross }]) {
      for (const line of [
        'POST /auth/logout',
        'POST /auth/logout-all',
        `DELETE /users/${user.id}`,
        'GET /users/me',
      ]) {
        const answer = await send(server, line, { headers })
        expectRefusal(answer, 401, 'unauthenticated')
        expect(answer.headers.get('access-control-allow-origin')).toBeNull()
        expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
      }
    }
    expect(await statusOf(server, user.token)).toBe(200)
  })

  test('GET changes nothing: what ends or makes something is a route of another method alone', async () => {
    const token = await signIn(server, user)
    for (const { method, path } of Object.values(contract)
      .flatMap((group): EndpointDefinition[] => Object.values(group))
      .filter((one) => one.method !== 'GET')) {
      const at = path.replace(/:id\b/, String(user.id)).replace(/:\w+/, 'x')
      const { status } = await send(server, `GET ${at}?_method=${method}`, {
        token,
        headers: { 'x-http-method-override': method },
      })
      expect([at, [400, 403, 404, 405].includes(status) || at === '/setup']).toEqual([at, true])
    }
    expect([await statusOf(server, token), await statusOf(server, user.token)]).toEqual([200, 200])
    expect(await count(server, user)).toBe(1)
    expect((await login(server, user.username, user.password)).status).toBe(200)
  })
})
