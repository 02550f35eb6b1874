// C097-C099 and clauses 10 and 14: what every answer carries, what none does, and who may ask by which name.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, count, join, person } from '../support/accounts.ts'
import { expectNoInsides, expectRefusal } from '../support/expect-answer.ts'
import { type Answer, type Ask, parse, send } from '../support/http.ts'
import { ask, exchange, head, headerOf } from '../support/raw.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
let user: Account
beforeAll(async () => {
  admin = await join(server)
  user = await join(server)
})

/** One answer of every kind. */
function kinds(): [number, string, Ask][] {
  const { token } = user
  return [
    [200, 'GET /health', {}],
    [200, 'GET /users/me', { token }],
    [200, 'GET /users', { token }],
    [200, 'POST /auth/login', { json: { username: user.username, password: user.password } }],
    [200, 'POST /auth/register', { json: person() }],
    [400, 'POST /auth/register', { json: {} }],
    [400, 'POST /auth/login', { body: '{', type: 'application/json' }],
    [400, 'GET /users?limit=0', { token }],
    [401, 'GET /users/me', {}],
    [401, 'GET /users/me', { token: 'x' }],
    [403, `GET /users/${admin.id}`, { token }],
    [404, 'GET /users/4711', { token: admin.token }],
    [404, 'GET /nowhere', {}],
    [405, 'PATCH /users', {}],
    [409, 'POST /auth/register', { json: { ...person(), email: user.email } }],
    [413, 'POST /auth/login', { body: ' '.repeat(70_000), type: 'application/json' }],
    [415, 'POST /auth/login', { body: '{}', type: 'text/plain' }],
  ]
}

test('C097 the same headers on every kind of answer', async () => {
  for (const [status, line, request] of kinds()) {
    const answer = await send(server, line, request)
    const of = (name: string) => answer.headers.get(name)
    expect({
      line,
      status: answer.status,
      type: of('content-type'),
      nosniff: of('x-content-type-options'),
      referrer: of('referrer-policy'),
      policy: of('content-security-policy'),
      opener: of('cross-origin-opener-policy'),
      resource: of('cross-origin-resource-policy'),
      server: of('server'),
      poweredBy: of('x-powered-by'),
      cookie: of('set-cookie'),
      origin: of('access-control-allow-origin'),
    }).toEqual({
      line,
      status,
      type: 'application/json; charset=utf-8',
      nosniff: 'nosniff',
      referrer: 'no-referrer',
      policy: "default-src 'none'; frame-ancestors 'none'",
      opener: 'same-origin',
      resource: 'same-origin',
      server: null,
      poweredBy: null,
      cookie: null,
      origin: null,
    })
    if (line !== 'GET /health') expect([line, of('cache-control')]).toEqual([line, 'no-store'])
    expect(of('x-request-id')).toMatch(/^[A-Za-z0-9._-]{1,64}$/)
  }
})

test('C099 no answer shows the inside', async () => {
  for (const [, line, request] of kinds()) expectNoInsides((await send(server, line, request)).text)
  for (const path of ['/%', '/users/%E0%A4%A', '/users/me%00', '/users?limit=%', '/users/%ff']) {
    const raw = await ask(server, `GET ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close')
    expect([path, raw.status < 500]).toEqual([path, true])
    expectNoInsides(raw.body)
  }
})

describe('clause 14: X-Request-Id', () => {
  test.each(['a', 'A-b_c.9', 'x'.repeat(64)])('%s comes back', async (id) => {
    const answer = await send(server, 'GET /health', { headers: { 'x-request-id': id } })
    expect(answer.headers.get('x-request-id')).toBe(id)
    const refused = await send(server, 'GET /users/me', { headers: { 'x-request-id': id } })
    expect(refused.headers.get('x-request-id')).toBe(id)
  })

  test.each(['', 'x'.repeat(65), 'a b', 'a,b', 'a/b', '<x>', 'é', "a';--", 'a:b', '{}'])(
    '%p is replaced',
    async (id) => {
      const answer = await ask(
        server,
        'GET /users/me HTTP/1.1',
        'Host: localhost',
        `X-Request-Id: ${id}`,
        'Connection: close',
      )
      expect(answer.status).toBe(401)
      expect(headerOf(answer, 'x-request-id')).toMatch(/^[A-Za-z0-9._-]{1,64}$/)
      expect(headerOf(answer, 'x-request-id')).not.toBe(id)
    },
  )

  test('two answers never share one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => await send(server, 'GET /health')),
    )
    expect(new Set(answers.map((answer) => answer.headers.get('x-request-id'))).size).toBe(50)
  })
})

describe('C098 CORS is off', () => {
  const origins = [
    'null',
    'https://good.evil',
    'https://evilgood',
    'http://good',
    'https://good:444',
    'http://localhost:3000',
  ]
  test.each(origins)('Origin: %s gets no permission', async (origin) => {
    const preflight = {
      origin,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'authorization',
    }
    const answers: Answer[] = [
      await send(server, 'GET /users/me', { token: user.token, headers: { origin } }),
      await send(server, 'GET /health', { headers: { origin } }),
      await send(server, 'POST /auth/login', { json: {}, headers: { origin } }),
      await send(server, 'OPTIONS /users/me', { headers: preflight }),
      await send(server, 'OPTIONS /auth/login', { headers: preflight }),
    ]
    for (const { headers } of answers) {
      const cors = [...headers.keys()].filter((name) => name.startsWith('access-control-'))
      expect(cors).toEqual([])
    }
  })
})

describe('C098 a preflight of an allowed origin', () => {
  const origin = 'https://app.example.com'
  const shared = useServer({ env: { LATCHKEY_CORS_ORIGINS: origin } })
  const asking = { origin, 'access-control-request-method': 'PUT', 'x-request-id': 'preflight-1' }

  test('C097 is an answer like any other', async () => {
    const { status, headers } = await send(shared, 'OPTIONS /users/me', { headers: asking })
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, origin])
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-request-id')).toBe('preflight-1')
  })

  test('under another Host is refused', async () => {
    const fields = Object.entries(asking).map(([name, value]) => `${name}: ${value}`)
    const lines = ['OPTIONS /users/me HTTP/1.1', 'Host: evil.example', ...fields, 'Connection: close']
    expect((await ask(shared, ...(lines as [string]))).status).toBe(421)
  })
})

describe('clause 10: a server on loopback checks Host', () => {
  const get = async (host: string) =>
    await ask(server, 'GET /users/me HTTP/1.1', `Host: ${host}`, 'Connection: close')

  test('loopback names, with any port or none', async () => {
    const hosts = ['localhost', 'LOCALHOST', '127.0.0.1', '[::1]']
    for (const host of [...hosts, ...hosts.map((one) => `${one}:${server.port}`)]) {
      expect([host, (await get(host)).status]).toEqual([host, 401])
    }
  })

  test.each([
    'evil.example',
    'evil.example:8000',
    'localhost.evil.example',
    'evil-localhost',
    '127.0.0.1.evil.example',
    '0.0.0.0',
    '192.0.2.1',
    'localhost@evil.example',
    'evil.example@localhost',
    'localhost:80:80',
    'localhost/x',
    'localhost, evil.example',
    '[::2]',
    '',
  ])('%p is not one', async (host) => {
    const answer = await get(host)
    expect([400, 421]).toContain(answer.status)
    expect(answer.body).not.toContain(admin.email)
  })

  test('the refusal has the documented shape, on public routes too, and nothing happens', async () => {
    const json = JSON.stringify(person())
    const before = await count(server, admin)
    const lines = ['POST /auth/register HTTP/1.1', 'Host: evil.example', 'Content-Type: application/json']
    const message = head(...lines, `Content-Length: ${json.length}`, 'Connection: close') + json
    const { answers } = await exchange(server, message)
    expect(parse(answers[0]?.body ?? '')).toMatchObject({
      status: 'error',
      code: 421,
      error: 'misdirected_request',
    })
    expect(await count(server, admin)).toBe(before)
  })
})

describe('with LATCHKEY_PUBLIC_URL', () => {
  const published = useServer({ env: { LATCHKEY_PUBLIC_URL: 'https://id.example.org' } })

  test('its host is answered as well, and no other', async () => {
    for (const [host, status] of [
      ['id.example.org', 200],
      ['ID.Example.Org', 200],
      ['localhost', 200],
      ['evil.example.org', 421],
      ['example.org', 421],
    ] satisfies [string, number][]) {
      const answer = await ask(published, 'GET /health HTTP/1.1', `Host: ${host}`, 'Connection: close')
      expect([host, answer.status]).toEqual([host, status])
    }
  })
})

test('C106 health is one constant answer, whoever asks', async () => {
  for (const line of ['GET /health', 'GET /health/live', 'GET /health/ready']) {
    const answer = await send(server, line, { token: 'x', headers: { 'user-agent': 'kube-probe/1.30' } })
    expect([line, answer.status, answer.text]).toEqual([line, 200, '{"status":"ok"}'])
    expectRefusal(await send(server, 'GET /users/me', { headers: { 'user-agent': 'GoogleHC/1.0' } }), 401)
  }
})
