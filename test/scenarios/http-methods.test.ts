// C093, C094: methods and paths.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, shown } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { fieldsOf, send } from '../support/http.ts'
import { ask, exchange, head } from '../support/raw.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
let user: Account
beforeAll(async () => {
  admin = await join(server)
  user = await join(server)
})

const allowed: [string, string[]][] = [
  ['/health', ['GET']],
  ['/health/live', ['GET']],
  ['/health/ready', ['GET']],
  ['/auth/register', ['POST']],
  ['/auth/login', ['POST']],
  ['/auth/reset-password', ['POST']],
  ['/users', ['GET', 'POST']],
  ['/users/me', ['GET']],
  ['/users/2', ['GET', 'PUT', 'DELETE']],
  ['/users/2/roles', ['PUT']],
  ['/users/2/disable', ['POST']],
  ['/users/2/enable', ['POST']],
  ['/users/2/reset-link', ['POST']],
  ['/setup', ['GET', 'POST']],
  ['/reset', ['GET', 'POST']],
  ['/invitation', ['GET', 'POST']],
  ['/invitations', ['GET', 'POST']],
  ['/sign-up/confirm', ['GET', 'POST']],
  ['/openapi.json', ['GET']],
  ['/docs', ['GET']],
  ['/redoc', ['GET']],
]

describe('C093 methods', () => {
  test.each(allowed)('%s allows %p', async (path, methods) => {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      if (methods.includes(method)) continue
      // "me" is also an id, and a malformed one; either reading refuses.
      if (path === '/users/me' && ['PUT', 'DELETE'].includes(method)) continue
      for (const token of [undefined, user.token, admin.token]) {
        const body = method === 'GET' ? {} : { type: 'application/json', body: '{}' }
        const answer = await send(server, `${method} ${path}`, { token, ...body })
        expect([method, path, answer.status]).toEqual([method, path, 405])
        expectRefusal(answer, 405, 'method_not_allowed')
        const allow = answer.headers.get('allow')?.split(/\s*,\s*/) ?? []
        for (const one of methods) expect(allow).toContain(one)
        expect(allow).not.toContain(method)
      }
    }
  })

  test('TRACE and CONNECT reach nothing, and an unknown method neither', async () => {
    for (const line of [
      'TRACE / ',
      'TRACE /users/me ',
      'CONNECT localhost:80 ',
      'FOO /users/me ',
      'get /users/me ',
    ]) {
      const { answers } = await exchange(
        server,
        head(
          `${line}HTTP/1.1`,
          'Host: localhost',
          `Authorization: Bearer ${user.token}`,
          'Connection: close',
        ),
      )
      for (const answer of answers) {
        expect([line, [400, 404, 405, 501].includes(answer.status)]).toEqual([line, true])
        expect(answer.body).not.toContain(user.token)
      }
    }
    const trace = await ask(server, 'TRACE /users/me HTTP/1.1', 'Host: localhost', 'Connection: close')
    expect(trace.status).toBe(405)
    expect((await send(server, 'GET /health')).status).toBe(200)
  })

  test('HEAD is GET without a body', async () => {
    const ordinary: [string, string | undefined][] = [
      ['/health', undefined],
      ['/users/me', user.token],
      ['/users', user.token],
      [`/users/${user.id}`, user.token],
      ['/openapi.json', undefined],
    ]
    for (const [path, token] of ordinary) {
      const get = await send(server, `GET ${path}`, { token })
      const answer = await send(server, `HEAD ${path}`, { token })
      expect([path, answer.status, answer.text]).toEqual([path, 200, ''])
      expect(answer.headers.get('content-type')).toBe(get.headers.get('content-type'))
    }
    for (const [path, status, token] of [
      ['/users/me', 401, undefined],
      [`/users/${admin.id}`, 403, user.token],
      ['/users/01', 400, user.token],
      ['/nowhere', 404, undefined],
    ] satisfies [string, number, string | undefined][]) {
      const answer = await send(server, `HEAD ${path}`, { token })
      expect([path, answer.status, answer.text]).toEqual([path, status, ''])
    }
  })

  test('no header and no field names another method', async () => {
    for (const name of ['x-http-method-override', 'x-method-override', 'x-http-method']) {
      const answer = await send(server, `GET /users/${user.id}`, {
        token: user.token,
        headers: { [name]: 'DELETE' },
      })
      expect(answer.json).toEqual(shown(user))
    }
    expectRefusal(await send(server, 'GET /users/me?_method=DELETE', { token: user.token }), 400)
    expect((await send(server, 'GET /users/me', { token: user.token })).status).toBe(200)
  })
})

describe('C094 paths', () => {
  test.each([
    '/',
    '/nowhere',
    '/users/2/nowhere',
    '/auth',
    '/auth/nowhere',
    '/Health',
    '/USERS/ME',
    '/api/users/me',
    '/users/2/',
  ])('%s is 404', async (path) => {
    for (const token of [undefined, user.token]) {
      const answer = await send(server, `GET ${path}`, { token })
      if (path === '/' && answer.status !== 404) continue
      expectRefusal(answer, 404, 'not_found')
    }
  })

  test.each([
    '//users//me',
    '//users/me',
    '/users//me',
    '/users/me/',
    '/users/./me',
    '/users/%6de',
    '/users/..;/users/me',
    '/users;x/me',
    '/users/me;x=1',
    '/users%2fme',
    '/users%2Fme',
    '/health/../users/me',
    '/health/%2e%2e/users/me',
    '/health/..%2fusers/me',
    '\\users\\me',
    '/users\\me',
    '/users/me%00',
    '/users/me%20',
    '/users/me#x',
    '/users/me/.',
    '/docs/../users/me',
    'http://localhost/users/me',
    'http://evil.example/users/me',
    'https://user:pass@localhost/users/me',
    'users/me',
    '*',
    '/%',
    '/%ff',
    '/users/%E0%A4%A',
    `/${'x'.repeat(4000)}`,
  ])('%s is refused, or exactly the canonical route with its guards', async (target) => {
    const without = await exchange(
      server,
      head(`GET ${target} HTTP/1.1`, 'Host: localhost', 'Connection: close'),
    )
    for (const { status } of without.answers) expect([400, 401, 404, 405, 414, 421]).toContain(status)
    const bearer = `Authorization: Bearer ${user.token}`
    const held = await exchange(
      server,
      head(`GET ${target} HTTP/1.1`, 'Host: localhost', bearer, 'Connection: close'),
    )
    for (const { status, body } of held.answers) {
      expect([200, 400, 404, 405, 414, 421]).toContain(status)
      if (status === 200) expect(JSON.parse(body)).toEqual(shown(user))
    }
  })

  test('an address in the request line is no way around the Host check', async () => {
    const bearer = `Authorization: Bearer ${user.token}`
    for (const [target, host] of [
      ['http://evil.example/users/me', 'evil.example'],
      ['http://localhost/users/me', 'evil.example'],
    ]) {
      const answer = await ask(server, `GET ${target} HTTP/1.1`, `Host: ${host}`, bearer, 'Connection: close')
      expect([400, 404, 421]).toContain(answer.status)
    }
  })

  test('the refusal of a path does not repeat it', async () => {
    const answer = await send(server, 'GET /nowhere/canary-in-the-path?q=canary-in-the-query')
    expectRefusal(answer, 404, 'not_found')
    expect(answer.text).not.toContain('canary')
    expect(fieldsOf(answer).code).toBe(404)
  })
})
