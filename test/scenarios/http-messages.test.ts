// C095: a raw-socket set of messages that two parsers could read in two ways. One refusal, then the connection ends.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, count, join } from '../support/accounts.ts'
import { send } from '../support/http.ts'
import { ask, exchange, head } from '../support/raw.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

const host = 'Host: localhost'
const type = 'Content-Type: application/json'
const login = ['POST /auth/login HTTP/1.1', host, type]
const body = '{"username":"a","password":"b"}'
const length = `Content-Length: ${body.length}`
const next = head('GET /health HTTP/1.1', host)

/** What is wrong, and the bytes; a second, innocent request follows each of them. */
const ambiguous: [string, string][] = [
  ['no Host', head('GET /health HTTP/1.1')],
  ['two Hosts', head('GET /health HTTP/1.1', host, host)],
  ['two Hosts that differ', head('GET /health HTTP/1.1', host, 'Host: evil.example')],
  ['a list of Hosts', head('GET /health HTTP/1.1', 'Host: localhost, localhost')],
  ['two Content-Types', head(...login, 'Content-Type: text/plain', length) + body],
  ['one Content-Type twice', head(...login, type, length) + body],
  [
    'two Authorizations',
    head('GET /users/me HTTP/1.1', host, 'Authorization: Bearer x', 'Authorization: Bearer y'),
  ],
  ['two lengths that differ', head(...login, length, 'Content-Length: 5') + body],
  ['a list of lengths that differ', head(...login, `Content-Length: ${body.length}, 5`) + body],
  ['a length and chunks', `${head(...login, 'Content-Length: 4', 'Transfer-Encoding: chunked')}0\r\n\r\n`],
  ['chunks and a length', `${head(...login, 'Transfer-Encoding: chunked', 'Content-Length: 4')}0\r\n\r\n`],
  ['a signed length', head(...login, `Content-Length: +${body.length}`) + body],
  ['a negative length', head(...login, 'Content-Length: -1') + body],
  ['a hexadecimal length', head(...login, 'Content-Length: 0x1f') + body],
  ['a length in two words', head(...login, 'Content-Length: 3 1') + body],
  ['an empty length', head(...login, 'Content-Length:') + body],
  ['a length beyond all numbers', head(...login, 'Content-Length: 99999999999999999999') + body],
  ['an unknown coding', `${head(...login, 'Transfer-Encoding: xchunked')}0\r\n\r\n`],
  ['chunked, then identity', `${head(...login, 'Transfer-Encoding: chunked, identity')}0\r\n\r\n`],
  ['chunked twice', `${head(...login, 'Transfer-Encoding: chunked, chunked')}0\r\n\r\n`],
  ['a coding hidden by a tab', `${head(...login, 'Transfer-Encoding:\x0bchunked')}0\r\n\r\n`],
  [
    'a chunk size beyond all numbers',
    `${head(...login, 'Transfer-Encoding: chunked')}FFFFFFFFFFFFFFFFF\r\n${body}`,
  ],
  ['a negative chunk size', `${head(...login, 'Transfer-Encoding: chunked')}-1\r\n${body}`],
  ['a chunk size with 0x', `${head(...login, 'Transfer-Encoding: chunked')}0x1f\r\n${body}\r\n0\r\n\r\n`],
  ['a chunk longer than it says', `${head(...login, 'Transfer-Encoding: chunked')}5\r\n${body}\r\n0\r\n\r\n`],
  ['bare line feeds', `GET /health HTTP/1.1\n${host}\n\n`],
  ['one bare line feed', `GET /health HTTP/1.1\r\n${host}\nX-A: b\r\n\r\n`],
  ['a bare carriage return', `GET /health HTTP/1.1\r\n${host}\r\nX-A: b\rX-C: d\r\n\r\n`],
  ['a blank before the colon', head('GET /health HTTP/1.1', 'Host : localhost')],
  ['a blank before the colon of a length', head(...login, `Content-Length : ${body.length}`) + body],
  ['a folded header', head('GET /health HTTP/1.1', host, 'X-A: b', ' continued')],
  ['a header without a name', head('GET /health HTTP/1.1', host, ': x')],
  ['a header without a colon', head('GET /health HTTP/1.1', host, 'nonsense')],
  ['NUL in a value', head('GET /health HTTP/1.1', host, 'X-A: a\0b')],
  ['NUL in a name', head('GET /health HTTP/1.1', host, 'X-\0A: b')],
  ['a blank in a name', head('GET /health HTTP/1.1', host, 'X A: b')],
  ['NUL in the path', head('GET /hea\0lth HTTP/1.1', host)],
  ['another protocol', head('GET /health HTTQ/1.1', host)],
  ['another version', head('GET /health HTTP/7.3', host)],
  ['no version', head('GET /health', host)],
  ['noise', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
]

describe('C095', () => {
  test.each(ambiguous)('%s', async (_, message) => {
    // Alone as well: Bun closes a connection on which more arrives before an answer that had to be waited for.
    for (const sent of [message, message + next]) {
      const { answers, closed } = await exchange(server, sent, { enough: 2 })
      const statuses = answers.map((answer) => answer.status)
      expect({ statuses, closed }).toEqual({ statuses: statuses.slice(0, 1), closed: true })
      for (const status of statuses) expect([400, 413, 421, 431, 501, 505]).toContain(status)
    }
    expect((await send(server, 'GET /health')).status).toBe(200)
  })

  test('two Authorization headers are 400, in either order and even when equal', async () => {
    const good = `Authorization: Bearer ${admin.token}`
    for (const pair of [
      [good, 'Authorization: Bearer x'],
      ['Authorization: Bearer x', good],
      [good, good],
      [good, 'authorization: Basic eDp5'],
      [`${good}, Bearer x`],
      [`${good}, ${admin.token}`],
    ]) {
      const answer = await ask(server, 'GET /users/me HTTP/1.1', host, ...pair, 'Connection: close')
      expect(answer.status).toBe(400)
      expect(answer.body).not.toContain(admin.email)
    }
  })

  test('two Content-Types are refused', async () => {
    for (const pair of [
      [type, 'Content-Type: text/plain'],
      ['Content-Type: text/plain', type],
      [type, type],
    ]) {
      const lines = ['POST /auth/login HTTP/1.1', host, ...pair, length, 'Connection: close']
      const { answers } = await exchange(server, head(...lines) + body)
      expect(answers).toHaveLength(1)
      expect([400, 415]).toContain(answers[0]?.status ?? 0)
    }
  })

  test('a header of more than 16 KiB is refused', async () => {
    for (const size of [20_000, 200_000]) {
      const { answers } = await exchange(
        server,
        head('GET /health HTTP/1.1', host, `X-A: ${'x'.repeat(size)}`) + next,
        {
          enough: 2,
        },
      )
      expect(answers.length).toBeLessThan(2)
      for (const { status } of answers) expect([400, 413, 431]).toContain(status)
    }
  })

  test('C089 a body that is declared too large is refused in the documented shape before it is sent', async () => {
    for (const size of [70_000, 5_000_000, 5_000_000_000]) {
      const { answers } = await exchange(server, head(...login, `Content-Length: ${size}`), { enough: 1 })
      const [answer] = answers
      expect([size, answer?.status, JSON.parse(answer?.body ?? '')]).toEqual([
        size,
        413,
        { detail: expect.any(String), status: 'error', code: 413, error: 'payload_too_large' },
      ])
    }
    expect((await send(server, 'GET /health')).status).toBe(200)
  })

  test('honest requests are answered, one after the other on one connection', async () => {
    const chunk = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
    for (const message of [
      head(...login, length) + body,
      head(...login, 'Transfer-Encoding: chunked') + chunk,
    ]) {
      const { answers } = await exchange(server, next + next + message, { enough: 3 })
      expect(answers.map((answer) => answer.status)).toEqual([200, 200, 401])
    }
    expect(await count(server, admin)).toBe(1)
  })
})
