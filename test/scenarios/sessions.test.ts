// C052, C039, C056: people see where they are signed in, end what they like of it, and nobody else's.
import { beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Account, join, signIn } from '../support/accounts.ts'
import { expectAlike, expectRefusal } from '../support/expect-answer.ts'
import { fieldsOf, itemsOf, send } from '../support/http.ts'
import { refresh, sessionOf, sessionsOf, signInToStay, statusOf } from '../support/refreshing.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:135.0) Gecko/20100101 Firefox/135.0'
let admin: Account
let other: Account
let user: Account
beforeAll(async () => {
  admin = await join(server)
  other = await join(server)
})
beforeEach(async () => {
  user = await join(server)
})

const list = async (token: string, query = '') => await send(server, `GET /sessions${query}`, { token })

describe('GET /sessions', () => {
  test('C052 C056 shows the device, the address and the times, and no token or digest', async () => {
    const agent = { headers: { 'user-agent': FIREFOX } }
    const { token, refresh: secret, session } = await signInToStay(server, user, agent)
    const answer = await list(token)
    expect(Object.keys(fieldsOf(answer)).sort()).toEqual(['items', 'next_cursor'])
    const items = itemsOf(answer)
    expect(items).toHaveLength(2)
    const keys = ['created_at', 'device', 'expires_at', 'id', 'is_current', 'last_used_at', 'proved_by']
    for (const item of items)
      expect(Object.keys(item).sort()).toEqual([...keys, 'source_address', 'user_agent'])
    expect(items[0]).toMatchObject({
      id: session,
      proved_by: 'password',
      device: 'Firefox on Windows',
      user_agent: FIREFOX,
      is_current: true,
    })
    expect(['127.0.0.1', '::1']).toContain(String(items[0]?.source_address))
    for (const name of ['created_at', 'last_used_at', 'expires_at'])
      expect(String(items[0]?.[name])).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    const [created, used, expires] = ['created_at', 'last_used_at', 'expires_at'].map((name) =>
      Date.parse(String(items[0]?.[name])),
    )
    expect(used).toBeGreaterThanOrEqual(created ?? Number.NaN)
    expect(expires).toBeGreaterThan(used ?? Number.NaN)
    expect(items[1]).toMatchObject({ id: sessionOf(user.token), is_current: false })
    for (const piece of [secret, secret.slice(4, 30), token.split('.')[2] ?? token, user.password])
      expect(answer.text).not.toContain(piece)
  })

  test('shows the caller its own only, whoever that is', async () => {
    expect(await sessionsOf(server, user.token)).toEqual([sessionOf(user.token)])
    expect(await sessionsOf(server, admin.token)).not.toContain(sessionOf(user.token))
    expect((await list(user.token, '?user_id=1')).status).toBe(400)
  })

  test('pages, the youngest first, each once', async () => {
    const made = [sessionOf(user.token)]
    for (let i = 0; i < 4; i += 1) made.unshift(sessionOf(await signIn(server, user)))
    const seen: unknown[] = []
    let cursor: unknown = ''
    for (let page = 0; page < 4 && cursor !== null; page += 1) {
      const answer = await list(user.token, `?limit=2${cursor === '' ? '' : `&cursor=${String(cursor)}`}`)
      expect(answer.status).toBe(200)
      seen.push(...itemsOf(answer).map(({ id }) => id))
      cursor = fieldsOf(answer).next_cursor
    }
    expect(cursor).toBeNull()
    expect(new Set(seen).size).toBe(5)
    expect([...seen].sort()).toEqual([...made].sort())
  })

  test('a cursor of somebody else, or of nobody, shows nothing of anybody else', async () => {
    for (let i = 0; i < 2; i += 1) await signIn(server, user)
    const foreign = fieldsOf(await list(user.token, '?limit=1')).next_cursor
    for (const cursor of [foreign, 'x', '..', "'%20or%201=1--", 'ses_x', '0', '%00', 'AAAA', '1e400', '-1']) {
      const answer = await list(other.token, `?cursor=${String(cursor)}`)
      expect([200, 400]).toContain(answer.status)
      if (answer.status === 200) {
        for (const { id } of itemsOf(answer)) expect(id).toBe(sessionOf(other.token))
      }
    }
  })

  test('what has ended is not shown', async () => {
    const gone = await signIn(server, user)
    await send(server, 'POST /auth/logout', { token: gone })
    expect(await sessionsOf(server, user.token)).toEqual([sessionOf(user.token)])
  })
})

describe('C048 every sign-in is a session of its own', () => {
  test('no name of a session that a caller brings along is taken over', async () => {
    const { username, password } = user
    const planted = sessionOf(user.token)
    const headers = { cookie: `sid=${planted}; session=${planted}; __Host-session=${planted}` }
    const before = await sessionsOf(server, user.token)
    const answers = [
      await send(server, 'POST /auth/login', { json: { username, password }, headers }),
      await send(server, 'POST /auth/login', { json: { username, password }, token: user.token }),
      await send(server, 'POST /auth/login', {
        form: { username, password, session: planted, sid: planted, session_id: planted },
      }),
    ]
    for (const answer of answers) {
      if (answer.status === 400) continue
      expect(answer.status).toBe(200)
      expect(answer.headers.get('set-cookie')).toBeNull()
      expect(before).not.toContain(sessionOf(String(fieldsOf(answer).access_token)))
    }
    for (const field of ['sid', 'session_id', 'session', 'refresh_token']) {
      const json = { username, password, [field]: planted }
      expectRefusal(await send(server, 'POST /auth/login', { json }), 400, 'validation_failed')
    }
    expect(await statusOf(server, user.token)).toBe(200)
  })
})

describe('DELETE /sessions/{id}', () => {
  const end = async (token: string, id: string) => await send(server, `DELETE /sessions/${id}`, { token })

  test('C039 V52 ends it from the very next request on, and its refresh token with it', async () => {
    const gone = await signInToStay(server, user)
    const kept = await signInToStay(server, user)
    expect(await statusOf(server, gone.token)).toBe(200)
    const answer = await end(user.token, gone.session)
    expect([answer.status, answer.json]).toEqual([200, { message: 'Session ended' }])
    expectRefusal(await send(server, 'GET /users/me', { token: gone.token }), 401, 'invalid_token')
    expectRefusal(await refresh(server, gone.refresh), 400, 'invalid_grant')
    expect(await statusOf(server, user.token)).toBe(200)
    expect((await refresh(server, kept.refresh)).status).toBe(200)
    expect(await sessionsOf(server, user.token)).not.toContain(gone.session)
  })

  test('ends the one by which it was asked', async () => {
    expect((await end(user.token, sessionOf(user.token))).status).toBe(200)
    expectRefusal(await end(user.token, sessionOf(user.token)), 401, 'invalid_token')
  })

  test('C052 somebody else’s and one that never was are the same bytes, for administrators too', async () => {
    const theirs = await signInToStay(server, other)
    const ended = await signIn(server, user)
    await end(user.token, sessionOf(ended))
    const of = sessionOf(other.token)
    const names = [theirs.session, of, sessionOf(ended), 'ses_nobodys', of.toLowerCase(), `${of}x`]
    for (const token of [user.token, admin.token]) {
      expectAlike(await Promise.all(names.map((id) => end(token, id))), 403, 'forbidden')
    }
    expect(await statusOf(server, theirs.token)).toBe(200)
    expect(await statusOf(server, other.token)).toBe(200)
    expect((await refresh(server, theirs.refresh)).status).toBe(200)
  })

  test('a malformed name is 400 for everybody who is signed in, and 401 for who is not', async () => {
    for (const id of ['1', 'ses_', 'SES_x', `ses_${'x'.repeat(65)}`, 'ses_%27', 'ses_a%00', 'ses_a%2fb']) {
      expectRefusal(await end(user.token, id), 400)
      expectRefusal(await end('x.y.z', id), 401, 'invalid_token')
    }
  })
})

describe('signing out', () => {
  test('C039 V52 CVE-2025-4643 POST /auth/logout ends the one session at once, on every route', async () => {
    const here = await signInToStay(server, user)
    const there = await signInToStay(server, user)
    const answer = await send(server, 'POST /auth/logout', { token: here.token })
    expect([answer.status, answer.json]).toEqual([200, { message: 'Signed out' }])
    const lines = ['GET /users/me', 'GET /users', 'GET /sessions', 'GET /users/me/notices']
    for (const line of [
      ...lines,
      `DELETE /sessions/${here.session}`,
      'POST /auth/logout',
      'POST /auth/logout-all',
    ])
      expectRefusal(await send(server, line, { token: here.token }), 401, 'invalid_token')
    expectRefusal(await refresh(server, here.refresh), 400, 'invalid_grant')
    expect(await statusOf(server, there.token)).toBe(200)
    expect((await refresh(server, there.refresh)).status).toBe(200)
  })

  test('C039 POST /auth/logout-all ends every session of the caller and nobody else’s', async () => {
    const stays = await Promise.all([1, 2, 3].map(() => signInToStay(server, user)))
    const theirs = await signInToStay(server, other)
    const answer = await send(server, 'POST /auth/logout-all', { token: user.token })
    expect([answer.status, answer.json]).toEqual([200, { ended: 4 }])
    expect(await statusOf(server, user.token)).toBe(401)
    for (const { token, refresh: secret } of stays) {
      expect(await statusOf(server, token)).toBe(401)
      expectRefusal(await refresh(server, secret), 400, 'invalid_grant')
    }
    expect(await statusOf(server, theirs.token)).toBe(200)
    expect((await refresh(server, theirs.refresh)).status).toBe(200)
    // Whoever is signed out may sign in again.
    expect(await statusOf(server, await signIn(server, user))).toBe(200)
  })

  test('without a token nobody is signed out', async () => {
    for (const line of ['POST /auth/logout', 'POST /auth/logout-all'])
      expectRefusal(await send(server, line), 401, 'unauthenticated')
    expect(await statusOf(server, user.token)).toBe(200)
  })

  test('V29 CVE-2025-29928 V52 CVE-2025-4643 stays so after a restart and after kill -9', async () => {
    const [one, two, three] = await Promise.all([1, 2, 3].map(() => signInToStay(server, user)))
    if (one === undefined || two === undefined || three === undefined) throw new Error('three were made')
    await send(server, 'POST /auth/logout', { token: one.token })
    await send(server, `DELETE /sessions/${two.session}`, { token: user.token })
    const check = async () => {
      for (const { token, refresh: secret } of [one, two]) {
        expect(await statusOf(server, token)).toBe(401)
        expectRefusal(await refresh(server, secret), 400, 'invalid_grant')
      }
      expect(await statusOf(server, three.token)).toBe(200)
    }
    await check()
    await server.restart()
    await check()
    await server.kill()
    await server.start()
    await check()
    expect((await refresh(server, three.refresh)).status).toBe(200)
  })
})
