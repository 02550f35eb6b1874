// Attacks on the line: bodies that end early, come late or hide a request, and what the log says of them.
import { beforeAll, describe, expect, test } from 'bun:test'
import { connect, isIP } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { type Account, join, login } from '../support/accounts.ts'
import { eventually } from '../support/eventually.ts'
import { send } from '../support/http.ts'
import { exchange, head } from '../support/raw.ts'
import { useServer, withServer } from '../support/server.ts'
import { storedRows } from '../support/stored.ts'
import { unthrottled } from '../support/unthrottled.ts'

const server = useServer({ dev: true, env: unthrottled })
const host = 'Host: localhost'
const json = 'Content-Type: application/json'
const form = 'Content-Type: application/x-www-form-urlencoded'
let admin: Account
let user: Account
beforeAll(async () => {
  admin = await join(server)
  user = await join(server)
})

/** Sends this much, then is gone. */
async function goAway(message: string): Promise<void> {
  const socket = connect({ port: server.port, host: '127.0.0.1' })
  socket.on('error', () => undefined)
  await new Promise<void>((resolve) => socket.write(Buffer.from(message, 'latin1'), () => resolve()))
  await pause(100)
  socket.destroy()
}

describe('C099 whoever goes away in the middle of a body has not made the server fail', () => {
  const login1 = ['POST /auth/login HTTP/1.1', host, json]
  const chunked = 'Transfer-Encoding: chunked'
  const length = 'Content-Length: 99'
  test.each<[string, string, string[], string]>([
    ['of a known length', 'gone-1', [...login1, length], '{'],
    ['in chunks', 'gone-2', [...login1, chunked], '1\r\n{\r\n'],
    ['whose chunks are none', 'gone-3', [...login1, chunked], '1\r\n{\r\nX\r\n'],
    ['of a form', 'gone-4', ['POST /setup HTTP/1.1', host, form, length], 'a='],
  ])('%s', async (_, id, fields, body) => {
    await goAway(head(...fields, `X-Request-Id: ${id}`) + body)
    const lines = () => server.log.filter((line) => line.request_id === id)
    await eventually('its access line', () => lines().find((line) => line.msg === 'request'))
    const failed = lines().filter((line) => line.level === 'error' || Number(line.status) >= 500)
    expect(failed.map((line) => [line.msg, line.status])).toEqual([])
  })
})

describe('C095 a body that nobody reads is no request', () => {
  const inner = () => head('GET /users/me HTTP/1.1', host, `Authorization: Bearer ${admin.token}`)
  const lines = [
    'POST /users',
    'PUT /users/1',
    'DELETE /users/1',
    'GET /users/me',
    'GET /health',
    'GET /docs',
    'POST /users/1/disable',
    'POST /nowhere',
    'PATCH /users/1',
  ]
  const hide = async (line: string) => {
    for (const credential of [[], [`Authorization: Bearer ${user.token}`]]) {
      for (const type of [json, 'Content-Type: text/plain']) {
        const body = inner()
        const fields = [`${line} HTTP/1.1`, host, type, ...credential]
        const size = `${body.length.toString(16)}\r\n`
        for (const message of [
          head(...fields, `Content-Length: ${body.length}`) + body,
          `${head(...fields, 'Transfer-Encoding: chunked')}${size}${body}\r\n0\r\n\r\n`,
        ]) {
          const { answers } = await exchange(server, message, { enough: 2, patience: 120 })
          expect([line, answers.length]).toEqual([line, 1])
          expect(answers[0]?.body).not.toContain(admin.email)
        }
      }
    }
  }

  test('whatever the request before it was', async () => {
    await Promise.all(lines.map(hide))
  })

  test('nor is what stands where trailers would', async () => {
    for (const line of ['POST /auth/login', 'POST /users', 'GET /health']) {
      const fields = [`${line} HTTP/1.1`, host, json, 'Transfer-Encoding: chunked']
      const { answers, closed } = await exchange(server, `${head(...fields)}2\r\n{}\r\n0\r\n${inner()}`, {
        enough: 3,
      })
      expect(closed).toBe(true)
      for (const answer of answers) expect(answer.body).not.toContain(admin.email)
    }
  })

  test('a credential in a trailer is none', async () => {
    const fields = [
      'POST /users HTTP/1.1',
      host,
      json,
      'Transfer-Encoding: chunked',
      'Trailer: Authorization',
    ]
    const trailer = `0\r\nAuthorization: Bearer ${admin.token}\r\n\r\n`
    const { answers } = await exchange(server, `${head(...fields)}2\r\n{}\r\n${trailer}`)
    expect(answers[0]?.status).toBe(401)
  })
})

test('C095 no change of protocol, and Expect changes nothing', async () => {
  const body = '{"username":"nobody.here","password":"b"}'
  const length = `Content-Length: ${body.length}`
  const ask = ['GET /users/me HTTP/1.1', host, `Authorization: Bearer ${user.token}`]
  const websocket = ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13']
  const h2c = ['Upgrade: h2c', 'Connection: Upgrade, HTTP2-Settings', 'HTTP2-Settings: AAMAAABkAAQAAP__']
  const rows: [string, number[]][] = [
    [head(...ask, ...websocket, 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='), [200]],
    [head(...ask, ...h2c), [200]],
    [head('POST /auth/login HTTP/1.1', host, json, length, 'Expect: 100-continue') + body, [100, 401]],
    [head('POST /auth/login HTTP/1.1', host, json, length, 'Expect: nonsense') + body, [401, 417]],
  ]
  for (const [message, expected] of rows) {
    const { answers } = await exchange(server, message, { enough: 2, patience: 400 })
    for (const { status } of answers) expect(expected).toContain(status)
    expect(answers.length).toBeGreaterThan(0)
  }
})

test('C096 whoever sends a byte a second is cut off, wherever in a request that is', async () => {
  /** Whether the server closed within 20 s. */
  const dribble = async (begin: string, each: string) =>
    await new Promise<boolean>((resolve) => {
      const socket = connect({ port: server.port, host: '127.0.0.1' })
      const timer = setInterval(() => socket.write(each), 1_000)
      const end = (isCut: boolean) => {
        clearInterval(timer)
        socket.destroy()
        resolve(isCut)
      }
      const late = setTimeout(() => end(false), 20_000)
      socket.on('error', () => undefined)
      socket.on('connect', () => socket.write(begin))
      socket.on('close', () => {
        clearTimeout(late)
        end(true)
      })
      socket.resume()
    })
  const login1 = ['POST /auth/login HTTP/1.1', host, json]
  const cut = await Promise.all([
    dribble(`${head(...login1, 'Content-Length: 999')}{`, ' '),
    dribble(head(...login1, 'Transfer-Encoding: chunked'), '1\r\n \r\n'),
    dribble(`GET /health HTTP/1.1\r\n${host}\r\nX-A: `, 'a'),
    dribble(`${head('POST /users HTTP/1.1', host, json, 'Content-Length: 999')}{`, ' '),
  ])
  expect(cut).toEqual([true, true, true, true])
})

test('R12 a storm of sign-ins is refused in part, and nobody who has a token notices more', async () => {
  // Of its own: a connection that idled through the tests before is closed in the moment in which a storm would use it.
  await withServer({ dev: true, env: unthrottled }, async (own) => {
    const who = await join(own)
    let isOver = false
    const seen = new Set<number>()
    const storm = Array.from({ length: 500 }, async () => {
      const answer = await login(own, 'nobody.at.all', 'not-a-password-of-anybody')
      seen.add(answer.status)
      if (answer.status === 503) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    })
    const reading = (async () => {
      let asked = 0
      while (!isOver) {
        expect((await send(own, 'GET /users/me', { token: who.token })).status).toBe(200)
        expect((await send(own, 'GET /health/ready')).status).toBe(200)
        asked += 1
      }
      return asked
    })()
    await Promise.all(storm)
    isOver = true
    expect(await reading).toBeGreaterThan(10)
    for (const status of seen) expect([401, 503]).toContain(status)
    expect((await login(own, who.username, who.password)).status).toBe(200)
  })
})

test('C029 only an address is an address: a zone makes nobody another source, nor a long one', async () => {
  await withServer(
    { dev: true, env: { ...unthrottled, LATCHKEY_TRUSTED_PROXIES: '127.0.0.1,::1' } },
    async (own) => {
      const who = await join(own)
      for (const zone of ['1', '2', 'x'.repeat(9_000)]) {
        const headers = { 'x-forwarded-for': `fe80::1%${zone}` }
        const json = { username: who.username, password: who.password }
        expect((await send(own, 'POST /auth/login', { json, headers })).status).toBe(200)
      }
      await own.stop()
      const rows = storedRows(own, 'select source_address as source from sessions')
      for (const { source } of rows)
        expect(isIP(String(source)) !== 0 && !String(source).includes('%')).toBe(true)
    },
  )
})
