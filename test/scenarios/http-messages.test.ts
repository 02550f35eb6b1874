// C095: a raw-socket set of messages that two parsers could read in two ways. One refusal, then the connection ends.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, count, join } from '../support/accounts.ts'
import { AMBIGUOUS } from '../support/ambiguous-messages.ts'
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

describe('C095', () => {
  test.each(AMBIGUOUS)('%s', async (_, message) => {
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
