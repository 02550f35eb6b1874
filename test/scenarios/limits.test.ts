// How often anybody may ask at all, by class of routes (C033), with limits that a test can reach.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, login, person } from '../support/accounts.ts'
import { makeKey } from '../support/api-keys.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { believing, from, newSource } from '../support/guessing.ts'
import { fieldsOf, send, textOf } from '../support/http.ts'
import { useServer, withServer } from '../support/server.ts'

const server = useServer({
  dev: true,
  env: {
    ...believing,
    LATCHKEY_LIMIT_READ: '20',
    LATCHKEY_LIMIT_WRITE: '10',
    LATCHKEY_LIMIT_SIGN_IN: '30',
    LATCHKEY_LIMIT_REGISTER: '30',
  },
})

let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

/** How many of so many were not refused. */
async function admitted(count: number, ask: () => Promise<{ status: number }>): Promise<number> {
  let passed = 0
  for (let i = 0; i < count; i++) if ((await ask()).status !== 429) passed += 1
  return passed
}

describe('C033 a limit of requests', () => {
  test('is of a user, with all sessions and keys together, and not of the address', async () => {
    const who = await join(server)
    const second = textOf(await login(server, who.username, who.password), 'access_token')
    const { key } = await makeKey(server, who, 'self:read', 'self:write')
    const ask = (token: string) => () => send(server, 'GET /users/me', { token, headers: from(newSource()) })
    const tokens = [who.token, second, key]
    let passed = 0
    for (let i = 0; i < 15; i++) for (const token of tokens) passed += await admitted(1, ask(token))
    // One more may have come back while they were asked.
    expect(passed).toBeGreaterThanOrEqual(20)
    expect(passed).toBeLessThanOrEqual(22)
    const refused = await send(server, 'GET /users/me', { token: who.token })
    expectRefusal(refused, 429, 'too_many_requests')
    expect(refused.headers.get('ratelimit-policy')).toBe('"read";q=20;w=60')
    expect(refused.headers.get('ratelimit')).toBe(`"read";r=0;t=${refused.headers.get('retry-after')}`)
    expect(fieldsOf(refused).reference).toBeUndefined()
    // What reads is one class, and what writes another; and nobody else is counted.
    const json = { full_name: 'Robin Again' }
    expect((await send(server, `PUT /users/${who.id}`, { token: who.token, json })).status).toBe(200)
    const other = await join(server)
    expect((await send(server, 'GET /users/me', { token: other.token })).status).toBe(200)
  })

  test('is not begun anew by changing something', async () => {
    const who = await join(server)
    const change = () => {
      const json = { full_name: `Robin ${crypto.randomUUID()}` }
      return send(server, `PUT /users/${who.id}`, { token: who.token, json })
    }
    expect(await admitted(25, change)).toBeLessThanOrEqual(12)
    const again = await send(server, `PUT /users/${who.id}`, { token: who.token, json: {} })
    expectRefusal(again, 429, 'too_many_requests')
    expect(again.headers.get('ratelimit-policy')).toBe('"write";q=10;w=60')
  })

  test('is of the source where nobody is signed in', async () => {
    const source = newSource()
    const headers = from(source)
    const refresh = () =>
      send(server, 'POST /auth/refresh', { json: { refresh_token: 'lkr_nobodys' }, headers })
    const passed = await admitted(40, refresh)
    expect(passed).toBeGreaterThanOrEqual(30)
    expect(passed).toBeLessThanOrEqual(33)
    expectRefusal(await refresh(), 429, 'too_many_requests')
    const other = await send(server, 'POST /auth/refresh', {
      json: { refresh_token: 'lkr_nobodys' },
      headers: from(newSource()),
    })
    expectRefusal(other, 400, 'invalid_grant')
    // Nor is it another class’s: the same source may register.
    expect((await send(server, 'POST /auth/register', { json: person(), headers })).status).toBe(200)
    expect(
      await admitted(40, () => send(server, 'GET /.well-known/jwks.json', { headers })),
    ).toBeLessThanOrEqual(22)
  })

  test('of requests on behalf is the person’s, and not the back end’s', async () => {
    const { key } = await makeKey(server, admin, 'signin:on-behalf')
    const { key: other } = await makeKey(server, admin, 'self:read')
    const ask = (token: string, source: string, person: () => string) => () =>
      send(server, 'POST /auth/refresh', {
        token,
        json: { refresh_token: 'lkr_nobodys' },
        headers: { ...from(source), 'x-latchkey-client-address': person() },
      })
    // The back end, for ever others; the back end, for one; and a key that has no say in it.
    expect(await admitted(60, ask(key, newSource(), newSource))).toBe(60)
    const person = newSource()
    expect(
      await admitted(
        60,
        ask(key, newSource(), () => person),
      ),
    ).toBeLessThanOrEqual(33)
    expect(await admitted(60, ask(other, newSource(), newSource))).toBeLessThanOrEqual(33)
  })

  test('is of what cannot be read, too', async () => {
    const headers = from(newSource())
    const junk = { body: '{', type: 'application/json', headers }
    expect(await admitted(40, () => send(server, 'POST /auth/login', junk))).toBeLessThanOrEqual(33)
  })

  test('is not asked of whoever watches the server', async () => {
    const headers = from(newSource())
    for (const path of ['/health', '/health/live', '/health/ready'])
      expect(await admitted(50, () => send(server, `GET ${path}`, { headers }))).toBe(50)
  })
})

test('the defaults are generous to one client, and are shown', async () => {
  await withServer({ dev: true }, async (usual) => {
    const admin = await join(usual)
    const ask = () => send(usual, 'GET /users/me', { token: admin.token })
    expect(await admitted(1_000, ask)).toBe(1_000)
    const { json } = await send(usual, 'GET /server/settings', { token: admin.token })
    const items = fieldsOf({ json }).items as { name: string; value: string }[]
    const shown = Object.fromEntries(items.map(({ name, value }) => [name, value]))
    expect(shown).toMatchObject({
      LATCHKEY_LIMIT_READ: '12000',
      LATCHKEY_LIMIT_WRITE: '3000',
      LATCHKEY_LIMIT_SIGN_IN: '12000',
      LATCHKEY_LIMIT_REGISTER: '6000',
      LATCHKEY_GUARD_ACCOUNT_BURST: '4',
      LATCHKEY_GUARD_ACCOUNT_PER_DAY: '100',
      LATCHKEY_GUARD_KNOWN_BURST: '20',
    })
  })
})

test('0 is no limit', async () => {
  await withServer(
    { dev: true, env: { LATCHKEY_LIMIT_READ: '0', LATCHKEY_LIMIT_WRITE: '1' } },
    async (open) => {
      const admin = await join(open)
      expect(await admitted(30, () => send(open, 'GET /users/me', { token: admin.token }))).toBe(30)
    },
  )
})
