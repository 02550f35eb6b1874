// Each proxy that `deploy/` has a file for, in front of a running server.
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from 'node:tls'
import { type Account, join as joinServer, person } from '../support/accounts.ts'
import { AMBIGUOUS } from '../support/ambiguous-messages.ts'
import { eventually } from '../support/eventually.ts'
import { fieldsOf, parse, send } from '../support/http.ts'
import { makeFolder, removeFolder } from '../support/program.ts'
import { exchange, head, headerOf, type RawAnswer } from '../support/raw.ts'
import { Server } from '../support/server.ts'
import { isHere, NAME, PROXIES, type RunningProxy, startProxy } from './proxies.ts'

setDefaultTimeout(60_000)
const host = `Host: ${NAME}`
const json = 'Content-Type: application/json'
const env = { LATCHKEY_PUBLIC_URL: `https://${NAME}`, LATCHKEY_TRUSTED_PROXIES: '127.0.0.1' }
const chunks = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`
const TOO_LARGE = { status: 'error', code: 413, error: 'payload_too_large' }

describe.each(Object.entries(PROXIES))('behind %s', (name, { waits, limits, logs }) => {
  const it = test.skipIf(!isHere(name))
  const server = new Server({ dev: true, env })
  let admin: Account
  let folder = ''
  let proxy: RunningProxy
  beforeAll(async () => {
    if (!isHere(name)) return
    await server.start()
    admin = await joinServer(server)
    folder = await makeFolder()
    proxy = await startProxy(name, folder, server.port)
  })
  afterAll(async () => {
    await proxy?.stop()
    await server.remove()
    await removeFolder(folder)
  })

  /** The proxy as somebody at another address sees it: its limits are for each. */
  const from = (localAddress: string) => ({ ...proxy, secure: { ...proxy.secure, localAddress } })
  const call = async (line: string, fields: string[], body = '', address = '127.0.0.2') => {
    const hasLength = body !== '' && !fields.some((field) => field.startsWith('Transfer-Encoding'))
    const length = hasLength ? [`Content-Length: ${Buffer.byteLength(body)}`] : []
    const message = head(`${line} HTTP/1.1`, host, 'Connection: close', ...fields, ...length) + body
    const { answers } = await exchange(from(address), message, { patience: 15_000 })
    const [answer] = answers
    if (answer === undefined) throw new Error(`no answer to ${line}: ${proxy.said()}`)
    return answer
  }
  const post = (line: string, value: object, fields: string[] = [], address = '127.0.0.2') =>
    call(line, [json, ...fields], JSON.stringify(value), address)
  const fieldOf = (answer: RawAnswer, field: string) => fieldsOf({ json: parse(answer.body) })[field]
  const join = async () => {
    const { password, ...names } = person()
    const id = Number(fieldOf(await post('POST /auth/register', { ...names, password }), 'id'))
    const login = await post('POST /auth/login', { username: names.username, password })
    return { ...names, password, id, bearer: `Authorization: Bearer ${fieldOf(login, 'access_token')}` }
  }

  const reached = (id: string) => server.log.some((line) => line.request_id === id)

  it('people register and sign in, over TLS only', async () => {
    const who = await join()
    const me = await call('GET /users/me', [who.bearer])
    const { password: _, bearer: __, id, ...names } = who
    expect([me.status, parse(me.body)]).toEqual([200, { id, ...names }])
    expect(headerOf(me, 'strict-transport-security')).toContain('max-age=')
    const plain = await exchange(
      { port: proxy.plainPort },
      head('GET /users/me?a=b HTTP/1.1', host, who.bearer),
    )
    const [answer] = plain.answers
    expect(answer?.status).toBe(308)
    expect(answer && headerOf(answer, 'location')).toMatch(
      /^https:\/\/id\.example\.org(?::\d+)?\/users\/me\?a=b$/,
    )
  })

  it('another name is not served', async () => {
    for (const other of ['evil.example', '127.0.0.1.evil.example']) {
      const message = head('GET /openapi.json HTTP/1.1', `Host: ${other}`, 'Connection: close')
      const { answers } = await exchange(proxy, message)
      expect(answers[0]?.body).not.toContain('openapi')
    }
  })

  it('C029 who is asking is who spoke to the proxy, whatever is claimed', async () => {
    const who = await join()
    const { username, password } = who
    for (const claim of [
      ['X-Forwarded-For: 198.51.100.9'],
      ['X-Forwarded-For: 198.51.100.9, 127.0.0.1'],
      ['X-Forwarded-For: 198.51.100.9', 'X-Forwarded-For: 127.0.0.1'],
      ['X-Forwarded-For: ::1', 'Forwarded: for=198.51.100.9', 'X-Real-IP: 198.51.100.9'],
    ]) {
      expect((await post('POST /auth/login', { username, password }, claim)).status).toBe(200)
    }
    const { json } = await send(server, `GET /users/${who.id}/sessions?limit=100`, { token: admin.token })
    const { items } = json as { items: { source_address: string }[] }
    expect(items.map((session) => session.source_address)).toEqual(Array(5).fill('127.0.0.2'))
  })

  it('a body that is too large is refused in the documented shape, whoever refuses it', async () => {
    const body = (size: number) => JSON.stringify({ username: 'a', password: 'x'.repeat(size) })
    for (const size of [70_000, 3_000_000]) {
      const whole = await call('POST /auth/login', [json], body(size))
      const inChunks = await call(
        'POST /auth/login',
        [json, 'Transfer-Encoding: chunked'],
        chunks(body(size)),
      )
      for (const answer of [whole, inChunks]) {
        const refusal = { ...TOO_LARGE, detail: expect.any(String) }
        expect([size, answer.status, parse(answer.body)]).toEqual([size, 413, refusal])
        expect(headerOf(answer, 'content-type')).toStartWith('application/json')
      }
    }
    expect((await call('GET /health', [])).status).toBe(200)
  })

  it('C102 the proxy writes no query', async () => {
    await call('GET /setup?token=canary-of-a-setup-link', [])
    if (logs) await eventually('its line', () => proxy.said().includes('/setup') || undefined)
    expect(proxy.said()).not.toContain('canary-of-a-setup-link')
  })

  describe('C095', () => {
    /** Asks several times on connections of its own: an answer to somebody else's request would show. */
    const expectOwnAnswers = async (label: string) => {
      for (let round = 0; round < 3; round += 1) {
        const own = `own-${label}-${round}`
        const answer = await call('GET /health', [`X-Request-Id: ${own}`], '', '127.0.0.3')
        expect([answer.status, headerOf(answer, 'x-request-id'), answer.body]).toEqual([
          200,
          own,
          '{"status":"ok"}',
        ])
      }
    }
    const idsOf = (answers: RawAnswer[]) => answers.map((answer) => headerOf(answer, 'x-request-id'))

    it('what two parsers could read in two ways, they do not', async () => {
      const after = async (message: string, at: number) => {
        const next = head('GET /health HTTP/1.1', host, `X-Request-Id: next-${at}`)
        const sent = message.replaceAll('localhost', NAME) + next
        const { answers } = await exchange(from(`127.0.1.${at + 1}`), sent, { enough: 3, patience: 1_000 })
        expect(answers.length).toBeLessThan(3)
        // What came after is a request only for who answers it.
        if (reached(`next-${at}`)) expect(idsOf(answers)).toContain(`next-${at}`)
      }
      await Promise.all(AMBIGUOUS.map(([, message], at) => after(message, at)))
      await expectOwnAnswers('ambiguous')
    })

    it('a request hidden in a body is none for the server', async () => {
      const who = await join()
      const hide = async (fields: string[], wrap: (hidden: string) => string, at: number) => {
        const id = `hidden-${at}`
        const hidden = head('GET /users/me HTTP/1.1', host, who.bearer, `X-Request-Id: ${id}`)
        const body = wrap(hidden)
        const own = fields.map((field) => field.replace('LENGTH', String(body.length)))
        const message = head('POST /auth/login HTTP/1.1', host, json, ...own) + body
        const { answers } = await exchange(from(`127.0.2.${at + 1}`), message, {
          enough: 3,
          patience: 1_000,
        })
        const isAnswered = idsOf(answers).includes(id)
        expect([fields, reached(id)]).toEqual([fields, isAnswered])
      }
      const chunked = 'Transfer-Encoding: chunked'
      const rows: [string[], (hidden: string) => string][] = [
        [['Content-Length: LENGTH'], (hidden) => hidden],
        [[chunked], chunks],
        [['Content-Length: LENGTH', chunked], (hidden) => `0\r\n\r\n${hidden}`],
        [[chunked, 'Content-Length: LENGTH'], (hidden) => `0\r\n\r\n${hidden}`],
        [['Content-Length: 4', chunked], chunks],
        [['Content-Length: LENGTH', 'Transfer-Encoding: xchunked'], (hidden) => `0\r\n\r\n${hidden}`],
        [['Content-Length: LENGTH', 'Transfer-Encoding : chunked'], (hidden) => `0\r\n\r\n${hidden}`],
        [['Content-Length: LENGTH', 'Transfer-Encoding:\x0bchunked'], (hidden) => `0\r\n\r\n${hidden}`],
        [['Content-Length: LENGTH', 'X: y\nTransfer-Encoding: chunked'], (hidden) => `0\r\n\r\n${hidden}`],
        [['Content-Length: LENGTH', 'X: y\rTransfer-Encoding: chunked'], (hidden) => `0\r\n\r\n${hidden}`],
        [['Content-Length: LENGTH', 'Transfer_Encoding: chunked'], (hidden) => `0\r\n\r\n${hidden}`],
        [['Content-Length: LENGTH', 'Content-Length: 0'], (hidden) => hidden],
        [['Content-Length: 0', 'Content-Length: LENGTH'], (hidden) => hidden],
        [['Content-Length: LENGTH', 'Connection: Content-Length'], (hidden) => hidden],
        [[chunked, 'Connection: Transfer-Encoding'], chunks],
        [[chunked], (hidden) => `0;x=\n\r\n${hidden}`],
        [[chunked], (hidden) => `2\r\n{}\r\n0\r\n${hidden}`],
      ]
      await Promise.all(rows.map(([fields, wrap], at) => hide(fields, wrap, at)))
      await expectOwnAnswers('hidden')
      // Those two need no second reading: nobody may take the hidden one for a request.
      expect([reached('hidden-0'), reached('hidden-1')]).toEqual([false, false])
    })

    it('a field of the connection takes nothing from a request that the server counts on', async () => {
      const who = await join()
      for (const stolen of ['Authorization', 'X-Forwarded-For', 'Host']) {
        const lines = ['GET /users/me HTTP/1.1', host, who.bearer, `Connection: close, ${stolen}`]
        const { answers } = await exchange(proxy, head(...lines))
        for (const { status } of answers) expect([200, 400, 401, 421]).toContain(status)
      }
      await expectOwnAnswers('stolen')
    })
  })

  it('C096 who sends a byte a second is cut off, or waits at the proxy with a body that is not whole', async () => {
    const dribble = async (
      begin: string,
      isCut: (socket: ReturnType<typeof connect>) => Promise<unknown>,
    ) => {
      const socket = connect({ port: proxy.port, host: '127.0.0.1', ...proxy.secure })
      socket.on('error', () => undefined)
      socket.on('secureConnect', () => socket.write(begin))
      const timer = setInterval(() => socket.write(' '), 1_000)
      try {
        await isCut(socket)
      } finally {
        clearInterval(timer)
        socket.destroy()
      }
    }
    const closed = (socket: ReturnType<typeof connect>) =>
      new Promise((resolve) => socket.resume().on('close', resolve))
    const slow = 'X-Request-Id: slow'
    const inHead = `GET /health HTTP/1.1\r\n${host}\r\nX-A: `
    const inBody = `${head('POST /auth/login HTTP/1.1', host, json, slow, 'Content-Length: 999')}{`
    if (waits) await dribble(inBody, async () => await dribble(inHead, closed))
    else await Promise.all([dribble(inHead, closed), dribble(inBody, closed)])
    expect((await call('GET /health', ['X-Request-Id: after-slow'])).status).toBe(200)
    await eventually('its line in the log', () => reached('after-slow') || undefined)
    // Who waits at the proxy and goes away was never a request.
    if (waits) expect(reached('slow')).toBe(false)
  })

  if (limits)
    it('C025 sign-ins are limited for each address, and nothing else is', async () => {
      const guess = (address: string) =>
        post('POST /auth/login', { username: 'nobody', password: 1 }, [], address)
      const answers = await Promise.all(Array.from({ length: 80 }, () => guess('127.0.3.1')))
      const refused = answers.filter(({ status }) => status === 429)
      expect(refused.length).toBeGreaterThan(10)
      expect(answers.length - refused.length).toBeGreaterThan(40)
      for (const answer of refused) {
        expect(parse(answer.body)).toMatchObject({ status: 'error', code: 429 })
        expect(Number(headerOf(answer, 'retry-after'))).toBeGreaterThan(0)
      }
      expect((await guess('127.0.3.2')).status).toBe(400)
      expect((await call('GET /health', [], '', '127.0.3.1')).status).toBe(200)
    })

  it('while the server is away, callers hear it in the documented shape', async () => {
    await server.stop()
    const answer = await eventually('a refusal', async () => {
      const one = await call('GET /health', [])
      return one.status === 503 ? one : undefined
    })
    expect(parse(answer.body)).toMatchObject({ status: 'error', code: 503, error: 'overloaded' })
    expect(Number(headerOf(answer, 'retry-after'))).toBeGreaterThan(0)
  })
})
