// C059 and clause 10: who may become the first administrator, and that nobody else ever does.
import { describe, expect, test } from 'bun:test'
import {
  type Account,
  count,
  isAdministrator,
  join,
  login,
  person,
  register,
  signIn,
} from '../support/accounts.ts'
import { browsing } from '../support/browsing.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { numberOf, send, type Target } from '../support/http.ts'
import { runToEnd, setupToken } from '../support/program.ts'
import { exchange, head } from '../support/raw.ts'
import { type Server, useServer, withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

/** Registers on an empty server with these headers; whether that made an administrator. */
async function firstIsAdministrator(server: Target, headers: Record<string, string>): Promise<boolean> {
  const who = person()
  const answer = await send(server, 'POST /auth/register', { json: who, headers })
  expect(answer.status).toBe(200)
  return await isAdministrator(server, await signIn(server, who))
}

describe('in development mode', () => {
  test('the first account is the administrator, the second is not, and no restart makes another', async () => {
    await withServer({ dev: true }, async (server) => {
      const first = await join(server)
      const second = await join(server)
      expect(await isAdministrator(server, first.token)).toBe(true)
      expect(await isAdministrator(server, second.token)).toBe(false)
      await server.restart()
      const third = await join(server)
      expect(await isAdministrator(server, third.token)).toBe(false)
      await server.kill()
      await server.start()
      expect(await isAdministrator(server, (await join(server)).token)).toBe(false)
    })
  })

  test('of 20 who register first at once, one is', async () => {
    await withServer({ dev: true }, async (server) => {
      const people = Array.from({ length: 20 }, () => person())
      const answers = await Promise.all(people.map(async (who) => await register(server, who)))
      expect(answers.map((answer) => answer.status)).toEqual(Array<number>(20).fill(200))
      const verdicts: boolean[] = []
      for (const who of people) verdicts.push(await isAdministrator(server, await signIn(server, who)))
      expect(verdicts.filter((verdict) => verdict)).toHaveLength(1)
    })
  })

  test.each<[string, (server: Server) => Record<string, string>]>([
    ['nothing unusual', () => ({})],
    ['its own Origin', (server) => ({ origin: server.url })],
    ['Sec-Fetch-Site: same-origin', (server) => ({ origin: server.url, 'sec-fetch-site': 'same-origin' })],
    ['Sec-Fetch-Site: none', () => ({ 'sec-fetch-site': 'none' })],
  ])('%s is no hindrance', async (_, headers) => {
    await withServer({ dev: true }, async (server) => {
      expect(await firstIsAdministrator(server, headers(server))).toBe(true)
    })
  })

  test.each<[string, Record<string, string>]>([
    ['X-Forwarded-For', { 'x-forwarded-for': '127.0.0.1' }],
    ['X-Forwarded-Host', { 'x-forwarded-host': 'localhost' }],
    ['X-Forwarded-Proto', { 'x-forwarded-proto': 'https' }],
    ['X-Real-IP', { 'x-real-ip': '127.0.0.1' }],
    ['Forwarded', { forwarded: 'for=127.0.0.1' }],
    ['Via', { via: '1.1 proxy' }],
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['the Origin of another port', { origin: 'http://localhost:1' }],
    ['Origin: null', { origin: 'null' }],
    ['an Origin that only begins like ours', { origin: 'http://localhost.evil.example' }],
    ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }],
  ])('%s is', async (_, headers) => {
    await withServer({ dev: true }, async (server) => {
      expect(await firstIsAdministrator(server, headers)).toBe(false)
    })
  })

  test('a foreign Host does not even register', async () => {
    await withServer({ dev: true }, async (server) => {
      const json = JSON.stringify(person())
      const lines = ['POST /auth/register HTTP/1.1', 'Host: evil.example', 'Content-Type: application/json']
      const { answers } = await exchange(
        server,
        head(...lines, `Content-Length: ${json.length}`, 'Connection: close') + json,
      )
      expect(answers.map((answer) => answer.status)).toEqual([421])
      expect(await count(server, await join(server))).toBe(1)
    })
  })

  test('an account refused before did not use it up', async () => {
    await withServer({ dev: true }, async (server) => {
      expectRefusal(await send(server, 'POST /auth/register', { json: { ...person(), password: 'x' } }), 400)
      expect(await firstIsAdministrator(server, {})).toBe(true)
    })
  })

  test.each(['0.0.0.0', '::', '192.0.2.1', 'latchkey.example'])('is refused on HOST=%s', async (host) => {
    const { code, stderr, stdout, listened } = await runToEnd(['serve', '--dev'], { HOST: host })
    expect(listened).toBe(false)
    expect(code).not.toBe(0)
    expect(stderr + stdout).toContain('--dev')
    expect(stderr + stdout).not.toMatch(/^\s+at /m)
  })
})

/** Where a browser is led from the address of the server. */
const startOf = async (server: Target) => (await send(server, 'GET /')).headers.get('location')

test('in a browser the address leads to where the first account is made, and then to the account', async () => {
  await withServer({ dev: true }, async (server) => {
    expect(await startOf(server)).toBe('/sign-up')
    const who = person()
    const browser = browsing(server)
    await browser.open('/')
    await browser.press('/sign-up', { ...who })
    expect(await isAdministrator(server, await signIn(server, who))).toBe(true)
    expect(await startOf(server)).toBe('/account')
    await browser.open('/')
    expect(browser.heading()).toBe(who.full_name)
  })
  await withServer({ dev: true, env: { LATCHKEY_REGISTRATION: 'closed' } }, async (server) => {
    expect(await startOf(server)).toBe('/setup')
  })
})

describe('without --dev', () => {
  const server = useServer({ env: unthrottled })

  test('nobody who registers is an administrator, before or after a restart', async () => {
    for (let round = 0; round < 3; round += 1) {
      const who = await join(server)
      expect(await isAdministrator(server, who.token)).toBe(false)
      expectRefusal(await send(server, 'POST /users', { token: who.token, json: person() }), 403, 'forbidden')
      expectRefusal(
        await send(server, `PUT /users/${who.id}/roles`, { token: who.token, json: { roles: ['admin'] } }),
        403,
        'forbidden',
      )
      if (round === 1) await server.restart()
    }
  })

  test('nor is the first to register after development mode is switched on later', async () => {
    await server.restart({ dev: true })
    expect(await isAdministrator(server, (await join(server)).token)).toBe(false)
    await server.restart({ env: unthrottled })
  })

  test('C059 there is no default account', async () => {
    const passwords = ['admin', 'password', 'changeme', 'latchkey', 'secret', 'root', '']
    for (const username of [
      'admin',
      'administrator',
      'root',
      'latchkey',
      'admin@example.com',
      'admin@localhost',
    ]) {
      for (const password of passwords) {
        const answer = await login(server, username, password)
        expect([username, password, [400, 401].includes(answer.status)]).toEqual([username, password, true])
      }
    }
  })
})

describe('C059 the setup token', () => {
  const server = useServer()
  const setup = async (setup_token: unknown, given = person()) =>
    await send(server, 'POST /setup', { json: { setup_token, ...given } })
  let admin: Account
  let token = ''

  test('without the right one nothing is made', async () => {
    const user = await join(server)
    for (const guess of ['', 'x', 'setup', '0'.repeat(64), user.token]) {
      const answer = await setup(guess)
      expect([guess, [400, 401].includes(answer.status)]).toEqual([guess, true])
    }
    expectRefusal(await setup('A'.repeat(43)), 401)
    for (const guess of [null, 1, {}, ['x'], true]) expectRefusal(await setup(guess), 400)
    const { username, email, full_name, password } = person()
    for (const json of [{}, { username, email, full_name, password }]) {
      expectRefusal(await send(server, 'POST /setup', { json }), 400, 'validation_failed')
    }
    expect(await startOf(server)).toBe('/setup')
    const { status, headers } = await send(server, 'GET /setup')
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    const again = await register(server, person())
    expect(numberOf(again, 'id')).toBe(user.id + 1)
  })

  test('the operator learns it from the command line, and nobody from the log', async () => {
    await server.stop()
    token = await setupToken(server.folder)
    await server.start()
    expect(server.written.join('\n')).not.toContain(token)
  })

  test('of 50 calls at once with the right one, one makes an administrator', async () => {
    const people = Array.from({ length: 50 }, () => person())
    const answers = await Promise.all(people.map(async (who) => await setup(token, who)))
    for (const answer of answers) expect([200, 401, 410, 503]).toContain(answer.status)
    const winners = answers.flatMap((answer, index) => {
      const who = people[index]
      return answer.status === 200 && who !== undefined ? [{ ...who, id: numberOf(answer, 'id') }] : []
    })
    expect(winners).toHaveLength(1)
    for (const who of winners) admin = { ...who, token: await signIn(server, who) }
    expect(await isAdministrator(server, admin.token)).toBe(true)
    expect(await count(server, admin)).toBe(3)
    expect(await startOf(server)).toBe('/account')
  })

  test('V66 afterwards it is gone for ever, whatever is sent, also after restarts', async () => {
    const check = async () => {
      for (const guess of [token, 'x', 'A'.repeat(43)])
        expectRefusal(await setup(guess), 410, 'setup_completed')
      expect(await count(server, admin)).toBe(3)
    }
    await check()
    await server.restart()
    await check()
    await server.kill()
    await server.start()
    await check()
    await server.restart({ dev: true })
    await check()
  })
})

test('C059 setup is over once development mode has made the administrator', async () => {
  await withServer({ dev: true }, async (server) => {
    const admin = await join(server)
    for (const setup_token of ['x', 'A'.repeat(43)]) {
      expectRefusal(
        await send(server, 'POST /setup', { json: { setup_token, ...person() } }),
        410,
        'setup_completed',
      )
    }
    expect(await count(server, admin)).toBe(1)
  })
})
