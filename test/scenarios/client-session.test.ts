import { describe, expect, test } from 'bun:test'
import { type Client, createClient, LatchkeyError, memorySession, type SessionStore } from '@latchkey/client'
import { join, type Person } from '../support/accounts.ts'
import { useServer } from '../support/server.ts'

// Not a second use of any refresh token is forgiven here: a client that refreshes twice loses its session.
const server = useServer({ dev: true, env: { LATCHKEY_REFRESH_GRACE_SECONDS: '0' } })

/** A client, what it sent, and a clock that can be moved. */
function made(store: SessionStore = memorySession()) {
  const sent: string[] = []
  const time = { now: Date.now() }
  const client = createClient({
    baseUrl: server.url,
    session: store,
    now: () => time.now,
    fetch: async (request) => {
      sent.push(`${request.method} ${new URL(request.url).pathname}`)
      return fetch(request)
    },
  })
  return { client, sent, time, store }
}

const HALF_AN_HOUR = 1_800_000
const refreshes = (sent: readonly string[]) => sent.filter((line) => line === 'POST /auth/refresh').length
const signedIn = async (client: Client): Promise<Person> => {
  const who = await join(server)
  await client.signIn({ username: who.username, password: who.password })
  return who
}

describe('a client that keeps a session', () => {
  test('goes on when its access token ends, for however long', async () => {
    const { client, sent, time } = made()
    const { username } = await signedIn(client)
    for (let i = 0; i < 4; i++) {
      expect((await client.users.me()).username).toBe(username)
      time.now += HALF_AN_HOUR
    }
    expect(refreshes(sent)).toBe(3)
  })

  test('C046 refreshes once, however many calls find that the token has ended', async () => {
    const { client, sent, time } = made()
    await signedIn(client)
    time.now += HALF_AN_HOUR
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.users.me()))
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    expect(refreshes(sent)).toBe(1)
  })

  test('tries again with a new token when the server refuses the old one before its time', async () => {
    const { client, sent, store } = made()
    const { username } = await signedIn(client)
    const session = await store.load()
    if (session) await store.save({ ...session, accessToken: `${session.accessToken}x` })
    expect((await client.users.me()).username).toBe(username)
    expect(sent.slice(-3)).toEqual(['GET /users/me', 'POST /auth/refresh', 'GET /users/me'])
  })

  test('is signed out when the session has ended, and asks nobody any more', async () => {
    const one = made()
    const who = await signedIn(one.client)
    const { access_token: token } = await one.client.sessions.login({
      body: { username: who.username, password: who.password },
    })
    await createClient({ baseUrl: server.url, token }).sessions.logoutAll()
    const refused = await one.client.users.me().catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(LatchkeyError)
    expect((refused as LatchkeyError).code).toBe('invalid_token')
    expect(await one.store.load()).toBeUndefined()
  })

  test('keeps its session when the server cannot be reached', async () => {
    const { client, time, store } = made()
    await signedIn(client)
    const offline = createClient({
      baseUrl: server.url,
      session: store,
      now: () => time.now,
      fetch: () => Promise.reject(new TypeError('no network')),
    })
    time.now += HALF_AN_HOUR
    await expect(offline.users.me()).rejects.toThrow('no network')
    expect(await store.load()).toBeDefined()
    expect((await client.users.me()).id).toBeGreaterThan(0)
  })

  test('signs out here and there, also when it was signed out already', async () => {
    const { client, store } = made()
    await signedIn(client)
    const token = (await store.load())?.accessToken ?? ''
    await client.signOut()
    expect(await store.load()).toBeUndefined()
    const again = await createClient({ baseUrl: server.url, token }).try.users.me()
    expect(again.ok).toBe(false)
    await client.signOut()
  })

  test('says what it lacks when there is nowhere to keep a session', async () => {
    const client = createClient({ baseUrl: server.url })
    await expect(client.signIn({ username: 'x', password: 'y' })).rejects.toThrow('memorySession()')
  })
})

test('try tells a refusal by the codes that the endpoint has', async () => {
  const { client } = made()
  const who = await join(server)
  const outcome = await client.try.users.register({
    body: { ...who, id: undefined, token: undefined } as never,
  })
  if (outcome.ok) throw new Error('the name was taken')
  // Does not compile when `username_taken` is none of the endpoint's.
  expect(outcome.error.code === 'username_taken' || outcome.error.code === 'email_taken').toBe(true)
  const fine = await client.try.health.check()
  expect(fine).toEqual({ ok: true, value: { status: 'ok' } })
})

test('is small, and stands alone: below 8 kB compressed, and imports nothing', async () => {
  const built = await Bun.build({
    entrypoints: [Bun.fileURLToPath(import.meta.resolve('@latchkey/client'))],
    minify: true,
    target: 'browser',
  })
  const text = await built.outputs[0]?.text()
  if (text === undefined) throw new Error('nothing was built')
  expect(Bun.gzipSync(Buffer.from(text)).length).toBeLessThan(8 * 1024)
  expect(text).not.toMatch(/\b(?:import|require)\s*\(?["']/)
})
