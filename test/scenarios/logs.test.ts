// C102: one JSON object a request, and no secret ever.
import { describe, expect, test } from 'bun:test'
import { type Account, join, person, signIn } from '../support/accounts.ts'
import { eventually } from '../support/eventually.ts'
import { send } from '../support/http.ts'
import { setupToken } from '../support/program.ts'
import { exchange, head } from '../support/raw.ts'
import { resetPassword, resetToken } from '../support/reset-links.ts'
import { type LogLine, type Server, useServer, withServer } from '../support/server.ts'

async function accessLine(server: Server, id: string): Promise<LogLine> {
  return await eventually(`the access line of ${id}`, () => server.log.find((line) => line.request_id === id))
}

describe('the access line', () => {
  const server = useServer({ dev: true })

  test('has the pattern of the route, never the path, and the user once it is known', async () => {
    const admin = await join(server)
    const user = await join(server)
    const { username, password } = user
    const rows: [string, Parameters<typeof send>[2], string, number, number | undefined][] = [
      ['GET /health', {}, '/health', 200, undefined],
      ['POST /auth/login', { json: { username, password } }, '/auth/login', 200, undefined],
      ['POST /auth/login', { json: { username, password: 'not it' } }, '/auth/login', 401, undefined],
      ['GET /users/me', { token: user.token }, '/users/me', 200, user.id],
      [`GET /users/${user.id}`, { token: admin.token }, '/users/:id', 200, admin.id],
      [
        `PUT /users/${user.id}/roles`,
        { token: admin.token, json: { roles: ['user'] } },
        '/users/:id/roles',
        200,
        admin.id,
      ],
      [`GET /users/${admin.id}`, { token: user.token }, '/users/:id', 403, user.id],
      ['GET /users?skip=0&limit=1', { token: user.token }, '/users', 200, user.id],
      ['GET /users/4711', { token: admin.token }, '/users/:id', 404, admin.id],
      ['GET /users/01', { token: admin.token }, '/users/:id', 400, admin.id],
      ['GET /users/me', {}, '/users/me', 401, undefined],
      ['GET /users/me', { token: 'x.y.z' }, '/users/me', 401, undefined],
    ]
    for (const [index, [line, ask, route, status, id]] of rows.entries()) {
      const request = `row-${index}`
      const answer = await send(server, line, { ...ask, headers: { 'x-request-id': request } })
      expect([line, answer.status]).toEqual([line, status])
      const written = await accessLine(server, request)
      expect(written).toMatchObject({
        msg: 'request',
        method: line.split(' ')[0],
        route,
        status,
        request_id: request,
      })
      // Whoever signs in may be named by the line of the sign-in; whoever fails to may not.
      if (id !== undefined || status === 401) expect([line, written.user_id]).toEqual([line, id])
      expect(typeof written.duration_ms).toBe('number')
      expect(written.time).toBeDefined()
      expect(written.level).toBeDefined()
      const allowed = [
        'level',
        'time',
        'msg',
        'method',
        'route',
        'status',
        'duration_ms',
        'request_id',
        'user_id',
      ]
      expect(Object.keys(written).filter((key) => !allowed.includes(key))).toEqual([])
    }
  })

  test('an unknown path is not written down', async () => {
    const answer = await send(server, 'GET /canary-path/1?x=canary-query', {
      headers: { 'x-request-id': 'lost' },
    })
    expect(answer.status).toBe(404)
    await accessLine(server, 'lost')
    expect(server.written.join('\n')).not.toContain('canary')
  })

  test('every request has one line', async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `many-${index}`)
    await Promise.all(
      ids.map(async (id) => await send(server, 'GET /health', { headers: { 'x-request-id': id } })),
    )
    for (const id of ids) await accessLine(server, id)
    const written = server.log.filter((line) => String(line.request_id).startsWith('many-'))
    expect(written).toHaveLength(200)
  })

  test('the last requests before the end are written too', async () => {
    await send(server, 'GET /health', { headers: { 'x-request-id': 'the-last-one' } })
    const before = server.written
    expect(await server.stop()).toBe(0)
    expect(server.written.length).toBeGreaterThanOrEqual(before.length)
    expect(server.written.some((line) => line.includes('the-last-one'))).toBe(true)
    await server.start()
  })
})

describe.each(['info', 'debug'])('C102 at LOG_LEVEL=%s', (level) => {
  test('whatever is typed stays one line of JSON', async () => {
    await withServer({ dev: true, env: { LOG_LEVEL: level } }, async (server) => {
      const admin = await join(server)
      const nasty = [
        'x\r\n{"level":"fatal","msg":"forged"}',
        '\n{"msg":"forged"}\n',
        '\u001b[31mred\u001b[0m',
        'a\u2028b\u2029c',
        '\u0085\u009b31m',
        '"}{"msg":"forged"',
        '\\n{"msg":"forged"}',
      ]
      for (const text of nasty) {
        await send(server, 'POST /auth/login', { json: { username: text, password: text } })
        await send(server, 'POST /auth/login', { form: { username: text, password: text } })
        await send(server, 'POST /auth/register', { json: { ...person(), username: text } })
        await send(server, 'POST /auth/register', { json: { ...person(), [text]: text } })
        await send(server, `PUT /users/${admin.id}`, { token: admin.token, json: { full_name: text } })
        await send(server, `GET /${encodeURIComponent(text)}?${encodeURIComponent(text)}=1`)
        await send(server, `GET /users/${encodeURIComponent(text)}`, { token: admin.token })
        await send(server, 'GET /users/me', { headers: { 'user-agent': text.replace(/[^ -~]/g, '') } })
      }
      for (const byte of ['\x1b[31m', '\xe2\x80\xa8', '\x85', '\t']) {
        await exchange(
          server,
          head('GET /users/me HTTP/1.1', 'Host: localhost', `X-Request-Id: a${byte}b`, 'Connection: close'),
        )
      }
      await send(server, 'GET /health', { headers: { 'x-request-id': 'the-end' } })
      await accessLine(server, 'the-end')
      for (const line of server.stdout) {
        expect([line, typeof parsed(line)]).toEqual([line, 'object'])
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
      }
      expect(server.log.some((line) => line.msg === 'forged' || line.level === 'fatal')).toBe(false)
    })
  })

  test('no password, no token, no secret is ever written', async () => {
    await withServer({ env: { LOG_LEVEL: level } }, async (server) => {
      const canaries: string[] = []
      const canary = (what: string) => {
        const text = `canary-${what}-${canaries.length}-7f3k9`
        canaries.push(text)
        return text
      }
      const user: Account = await join(server, { password: canary('password') })
      const { token } = user
      canaries.push(token, ...token.split('.').slice(1))

      await send(server, 'POST /auth/login', { json: { username: user.username, password: canary('wrong') } })
      await send(server, 'POST /auth/login', {
        json: { username: canary('typed-in-the-wrong-field'), password: '' },
      })
      await send(server, 'POST /auth/login', { form: { username: user.username, password: canary('form') } })
      await send(server, 'POST /auth/login', {
        body: `{"password":"${canary('broken')}"`,
        type: 'application/json',
      })
      await send(server, 'POST /auth/login', { body: canary('plain'), type: 'text/plain' })
      await send(server, 'POST /auth/register', {
        json: { ...person(), password: canary('unmade'), username: 'x' },
      })
      await send(server, 'POST /auth/register', { json: { ...person(), [canary('field')]: canary('value') } })
      await send(server, `PUT /users/${user.id}`, { token, json: { password: canary('put') } })
      await send(server, 'POST /users', { token, json: { ...person(), password: canary('created') } })
      await send(server, 'POST /setup', { json: { ...person(), setup_token: canary('setup') } })
      await send(server, 'POST /setup', { body: canary('setup'), type: 'application/json' })
      await send(server, `GET /setup?token=${canary('setup')}`)
      const guess = { token: canary('reset'), password: canary('reset-password') }
      await send(server, 'POST /auth/reset-password', { json: guess })
      await send(server, 'POST /reset', { form: guess })
      await send(server, `GET /reset?token=${guess.token}`)
      const basic = `user:${canary('basic')}`
      canaries.push(btoa(basic))
      await send(server, 'GET /users/me', { token: canary('token') })
      await send(server, 'GET /users/me', { token: `${token}x` })
      await send(server, 'GET /users/me', {
        headers: { authorization: `Basic ${btoa(basic)}` },
      })
      await send(server, `GET /users/me?access_token=${canary('query')}`, { token })
      await send(server, `GET /users/${canary('path')}`, { token })
      await send(server, 'GET /users/me', { token, headers: { cookie: `session=${canary('cookie')}` } })

      await server.stop()
      const setup_token = await setupToken(server.folder)
      await server.start()
      canaries.push(setup_token)
      await send(server, `GET /setup?token=${setup_token}`)
      const made = { ...person(), password: canary('administrator') }
      expect((await send(server, 'POST /setup', { json: { ...made, setup_token } })).status).toBe(200)
      await send(server, 'POST /setup', { json: { ...made, setup_token } })
      const admin = { token: await signIn(server, made) }
      const reset_token = await resetToken(server, admin, user.id)
      canaries.push(reset_token, admin.token)
      await send(server, `GET /reset?token=${reset_token}`)
      await send(server, `GET /health`, { headers: { referer: `${server.url}/reset?token=${reset_token}` } })
      expect((await resetPassword(server, reset_token, canary('chosen'))).status).toBe(200)
      await resetPassword(server, reset_token, canary('chosen'))
      await send(server, 'DELETE /users/1', { token })
      expect(await server.stop()).toBe(0)
      const written = server.written.join('\n')
      expect(written).toContain('"msg":"request"')
      expect(canaries.filter((text) => written.includes(text))).toEqual([])
    })
  })
})

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
