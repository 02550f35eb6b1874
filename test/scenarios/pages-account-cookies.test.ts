// C048, C049, C051: the cookie that a browser is known by, where and how long it counts, and what it is worth elsewhere.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Account, join, person } from '../support/accounts.ts'
import { auditOf, factOf } from '../support/audit.ts'
import { itemsOf, send } from '../support/http.ts'
import { type InProcess, openInProcess } from '../support/in-process.ts'
import { codeOf, enrol } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { keptIn, type Sender, Visitor, visitorOf } from '../support/visitor.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const isIn = async (visitor: Visitor) => (await visitor.get('/account')).status === 200

describe('over http', () => {
  const server = useServer({ dev: true, env: { ...unthrottled } })
  let admin: Account
  let user: Account
  let visitor: Visitor
  beforeAll(async () => {
    admin = await join(server)
  })
  beforeEach(async () => {
    user = await join(server)
    visitor = await visitorOf(server, user)
  })
  /** A browser that has what this one had. */
  const copyOf = (one: Visitor) => {
    const copy = new Visitor(server)
    for (const [name, value] of one.cookies) copy.cookies.set(name, value)
    return copy
  }

  test('C048 a new value after each sign-in, and the value that was planted before is worth nothing', async () => {
    const planted = new Visitor(server)
    const value = 'A'.repeat(43)
    planted.cookies.set('latchkey', value)
    await planted.signIn(user)
    expect(planted.cookies.get('latchkey')).not.toBe(value)
    const attacker = new Visitor(server)
    attacker.cookies.set('latchkey', value)
    expect(await isIn(attacker)).toBe(false)
    expect(await isIn(planted)).toBe(true)
  })

  test('C048 a second cookie of the same name, in either order: nobody is anybody', async () => {
    const other = await visitorOf(server, admin)
    for (const cookie of [`${visitor.header}; ${other.header}`, `${other.header}; ${visitor.header}`]) {
      const answer = await send(server, 'GET /account', { headers: { cookie } })
      expect([answer.status, answer.text]).toEqual([303, ''])
    }
  })

  test('C048 a new value after the second factor; half a sign-in gives none', async () => {
    const { secret } = await enrol(server, user)
    const half = new Visitor(server)
    const { username, password } = user
    const asked = await half.post('/sign-in', { username, password, next: '/account' })
    const given = asked.headers.getSetCookie()
    // What the browser is known by meanwhile, and no session.
    expect([given.length, given[0]]).toEqual([
      1,
      expect.stringMatching(/^latchkey-half=[\w-]{22}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/),
    ])
    expect(await isIn(half)).toBe(false)
    const done = await half.post('/sign-in/code', { ...keptIn(asked.text), code: codeOf(secret) })
    expect([done.status, await isIn(half)]).toEqual([303, true])
  })

  test('C048 a new value after a proof, and the one of before is worth nothing', async () => {
    const before = copyOf(visitor)
    const wrong = await visitor.post('/account/prove', { password: 'not it', next: '/account/data' })
    expect([wrong.status, wrong.headers.getSetCookie()]).toEqual([403, []])
    expect(await isIn(before)).toBe(true)
    const done = await visitor.post('/account/prove', { password: user.password, next: '/account/data' })
    expect([done.status, done.location]).toEqual([303, '/account/data'])
    expect([await isIn(visitor), await isIn(before)]).toEqual([true, false])
  })

  describe('C048 somebody gets in where somebody is signed in: that session is over, as after a sign-out', () => {
    const sessionsOf = async (one: Account) =>
      itemsOf(await send(server, 'GET /sessions', { token: one.token })).map(({ id }) => String(id))
    const ended = async (session: string) =>
      (await auditOf(server, admin.token, `&action=session.ended&subject=${user.id}`)).filter(
        (entry) => factOf(entry, 'session') === session,
      )
    let own: string
    beforeEach(async () => {
      const all = itemsOf(await send(server, 'GET /sessions', { token: user.token }))
      own = String(all.find(({ is_current }) => is_current !== true)?.['id'])
      expect(all).toHaveLength(2)
    })
    const expectOver = async (before: Visitor) => {
      expect([await isIn(visitor), await isIn(before)]).toEqual([true, false])
      expect(await sessionsOf(user)).not.toContain(own)
      expect((await ended(own)).map((entry) => [entry.actor_id, entry.subject_id])).toEqual([
        [user.id, user.id],
      ])
    }

    test('by a password: the same person, and another', async () => {
      const before = copyOf(visitor)
      await visitor.signIn(user)
      await expectOver(before)
      const again = copyOf(visitor)
      const other = await join(server)
      await visitor.signIn(other)
      expect([await isIn(visitor), await isIn(again)]).toEqual([true, false])
      expect((await visitor.get('/account/profile')).text).toContain(other.username)
      // What is no session of this browser goes on.
      expect([(await sessionsOf(user)).length, (await sessionsOf(other)).length]).toEqual([1, 2])
    })

    test('by a second factor, and not before it', async () => {
      const before = copyOf(visitor)
      const other = await join(server)
      const { secret } = await enrol(server, other)
      const { username, password } = other
      const asked = await visitor.post('/sign-in', { username, password, next: '/account' })
      expect([asked.status, await isIn(before)]).toEqual([401, true])
      await visitor.post('/sign-in/code', { ...keptIn(asked.text), code: codeOf(secret) })
      await expectOver(before)
    })

    test('by a new account', async () => {
      const before = copyOf(visitor)
      expect((await visitor.post('/sign-up', { ...person(), next: '/account' })).status).toBe(303)
      await expectOver(before)
    })

    test('a refused sign-in ends nothing, nor does what is nobody’s', async () => {
      const { username } = user
      expect((await visitor.post('/sign-in', { username, password: 'not it' })).status).toBe(401)
      expect(await isIn(visitor)).toBe(true)
      const planted = new Visitor(server)
      planted.cookies.set('latchkey', 'A'.repeat(43))
      await planted.signIn(user)
      expect([await isIn(visitor), await isIn(planted)]).toEqual([true, true])
    })
  })

  test('C101 after a proof nobody is sent anywhere else', async () => {
    const places = [
      '//evil',
      '/\\evil',
      'https://evil',
      '/account/../x',
      'javascript:alert(1)',
      '/sign-out',
      '/account?x=1',
    ]
    for (const next of places) {
      const { location } = await visitor.post('/account/prove', { password: user.password, next })
      expect([next, location]).toEqual([next, '/account'])
    }
  })

  test('one browser is one person: the other’s pages show and change the other', async () => {
    const other = await join(server)
    const theirs = await visitorOf(server, other)
    await theirs.post('/account/profile/name', { full_name: 'Only Theirs' })
    expect((await visitor.get('/account')).text).not.toContain('Only Theirs')
    const [, session = ''] =
      /name="session_id" value="([^"]+)"/.exec((await visitor.get('/account/sessions')).text) ?? []
    expect((await theirs.post('/account/sessions/end', { session_id: session })).status).toBe(403)
    expect(await isIn(visitor)).toBe(true)
  })

  const ends: [string, () => Promise<unknown>][] = [
    ['a sign-out in this browser', () => copyOf(visitor).post('/sign-out')],
    ['the end of all sessions', () => send(server, 'POST /auth/logout-all', { token: user.token })],
    [
      'another password',
      () =>
        send(server, 'POST /auth/change-password', {
          token: user.token,
          json: { current_password: user.password, new_password: 'heron-lantern-51-meadow' },
        }),
    ],
    ['a disabled account', () => send(server, `POST /users/${user.id}/disable`, { token: admin.token })],
    ['a deleted account', () => send(server, `DELETE /users/${user.id}`, { token: user.token })],
  ]
  test.each(ends)('after %s the cookie is nobody’s', async (_, end) => {
    expect(await isIn(visitor)).toBe(true)
    await end()
    expect(await isIn(visitor)).toBe(false)
    expect((await visitor.post('/account/language', { language: 'de' })).status).toBe(303)
  })

  test('C049 no answer of the API sets a cookie, and none is taken for a token', async () => {
    const { username, password } = user
    const headers = { cookie: visitor.header }
    const lines: [string, object?][] = [
      ['POST /auth/login', { username, password }],
      ['GET /users/me'],
      ['GET /sessions'],
      ['DELETE /sessions'],
      ['POST /auth/logout', {}],
      [`DELETE /users/${user.id}`],
    ]
    for (const [line, json] of lines) {
      const answer = await send(server, line, { headers, ...(json ? { json } : {}) })
      expect([line, answer.status]).toEqual([line, line === 'POST /auth/login' ? 200 : 401])
      expect(answer.headers.getSetCookie()).toEqual([])
    }
    expect(await isIn(visitor)).toBe(true)
    // Nor is the value a token in any other place.
    const value = visitor.cookies.get('latchkey')
    expect((await send(server, 'GET /users/me', { token: value })).status).toBe(401)
  })
})

describe('by https, and by the clock', () => {
  let server: InProcess
  let visitor: Visitor
  const who = person()
  beforeAll(async () => {
    server = await openInProcess({ env: { ...unthrottled, LATCHKEY_PUBLIC_URL: 'https://id.example.com' } })
    await server.ask('POST /auth/register', { json: who, headers })
  })
  afterAll(() => server.close())
  const headers = { host: 'id.example.com' }
  const sender: Sender = (line, { form, headers: more }) =>
    server.ask(line, { ...(form ? { form } : {}), headers: { ...headers, ...more } })
  beforeEach(async () => {
    visitor = new Visitor(sender)
    await visitor.signIn(who)
  })

  test('C049 the cookie is this host’s alone, by https, and out of reach of scripts', async () => {
    const { username, password } = who
    const answer = await sender('POST /sign-in', { form: { username, password } })
    const [cookie = '', ...others] = answer.headers.getSetCookie()
    expect(others).toEqual([])
    const [pair = '', ...attributes] = cookie.split('; ')
    expect(pair).toMatch(/^__Host-latchkey=[A-Za-z0-9_-]{43}$/)
    expect(attributes.filter((one) => !one.startsWith('Max-Age=')).sort()).toEqual([
      'HttpOnly',
      'Path=/',
      'SameSite=Lax',
      'Secure',
    ])
    // By its bare name it is nobody’s: any host of the domain could have set that.
    const bare = { cookie: pair.replace('__Host-', '') }
    expect((await sender('GET /account', { headers: bare })).status).toBe(303)
    expect((await sender('GET /account', { headers: { cookie: pair } })).status).toBe(200)
  })

  test('C050 a page of the public name that came by plain http is a page of another address', async () => {
    const { username, password } = who
    const rows: [string, string, number][] = [
      ['id.example.com', 'https://id.example.com', 303],
      ['id.example.com', 'http://id.example.com', 403],
      ['ID.Example.com', 'http://id.example.com', 403],
      ['ID.Example.com', 'http://ID.Example.com', 403],
      // Behind a proxy that does not hand the name on, and on the machine itself.
      ['localhost:8000', 'https://id.example.com', 303],
      ['localhost:8000', 'http://id.example.com', 403],
      ['localhost:8000', 'http://localhost:8000', 303],
    ]
    for (const [host, origin, status] of rows) {
      const answer = await sender('POST /sign-in', {
        form: { username, password },
        headers: { host, origin },
      })
      expect([host, origin, answer.status]).toEqual([host, origin, status])
    }
  })

  test('C051 a browser that comes back in time goes on; one that does not is out', async () => {
    for (const _ of [1, 2, 3]) {
      server.time.now += 13 * DAY
      expect(await isIn(visitor)).toBe(true)
    }
    server.time.now += 14 * DAY
    expect(await isIn(visitor)).toBe(false)
  })

  test('C051 after 90 days it is over, however it was used', async () => {
    const began = server.time.now
    while (server.time.now < began + 84 * DAY) {
      server.time.now += 7 * DAY
      expect(await isIn(visitor)).toBe(true)
    }
    server.time.now = began + 90 * DAY - 1
    expect(await isIn(visitor)).toBe(true)
    server.time.now = began + 90 * DAY
    expect(await isIn(visitor)).toBe(false)
  })

  test('C062 a proof is of ten minutes: then what was typed waits for another one, and is done with it', async () => {
    server.time.now += 10 * 60_000
    const form = { name: 'Nightly report', 'scope self:read': 'on', expires: '30' }
    const before = visitor.header
    expect((await visitor.get('/account/data/download')).location).toBe(
      '/account/prove?next=%2Faccount%2Fdata',
    )
    const asked = await visitor.post('/account/contacts/offer', {})
    expect([asked.status, asked.text.includes('/account/contacts/accept?token=')]).toEqual([403, false])
    // What is said of the ten minutes is so: a deletion is proved anew, each time.
    const counts = 'not be asked again for ten minutes'
    const deletion = await visitor.post('/account/delete', { username: who.username })
    expect([asked, deletion].map(({ text }) => text.includes(counts))).toEqual([true, false])
    const done = await visitor.follow(await visitor.prove(asked, { password: who.password }))
    expect([done.status, done.text.includes('/account/contacts/accept?token=')]).toEqual([200, true])
    expect(visitor.header).not.toBe(before)
    expect((await visitor.post('/account/api-keys/make', form)).location).toBe('/account/api-keys/made')
  })

  test('C062 C080 nor is anything linked or removed without one: it goes on to the provider, with both cookies', async () => {
    const { password, username } = who
    await server.change(`insert into user_roles (user_id, role) select id, 'admin' from users`)
    const login = await server.ask('POST /auth/login', { json: { username, password }, headers })
    const token = String(login.json['access_token'])
    const github = { kind: 'github', client_id: 'latchkey', client_secret: 'cedar-lantern-meadow' }
    expect((await server.ask('POST /providers', { token, json: github, headers })).status).toBe(200)
    server.time.now += 10 * 60_000
    const before = visitor.header
    const asked = await visitor.post('/account/identities/link', { provider: 'github' })
    expect([asked.status, asked.headers.get('refresh')]).toEqual([403, null])
    const gone = await visitor.prove(asked, { password })
    expect([gone.status, gone.headers.get('refresh')]).toEqual([
      200,
      expect.stringContaining('0; url=https://github.com/login/oauth/authorize?'),
    ])
    expect([...visitor.cookies.keys()]).toEqual(['__Host-latchkey', '__Host-latchkey-with'])
    expect(visitor.header).not.toContain(before)
    expect(await isIn(visitor)).toBe(true)
    server.time.now += 10 * 60_000
    const removing = await visitor.post('/account/identities/remove', { identity_id: 'idn_nobodys' })
    expect(removing.status).toBe(403)
    expect((await visitor.prove(removing, { password })).status).toBe(404)
  })

  test('what proves asks for nothing but what a page of the account does', async () => {
    const [owner] = await server.rows<{ id: number }>('select id from users')
    const form = { account: String(owner?.id), password: who.password }
    for (const deed of ['/sign-out', '/account/prove', 'https://evil', '/setup']) {
      const { status, location } = await visitor.post('/account/prove', { ...form, deed, typed: 'x=1' })
      expect([deed, status, location]).toEqual([deed, 303, '/account'])
    }
    // What was typed is held against what the endpoint takes, as ever.
    const typed = new URLSearchParams({ session_id: '../x' }).toString()
    const answer = await visitor.post('/account/prove', { ...form, deed: '/account/sessions/end', typed })
    expect(answer.status).toBe(400)
    expect(await isIn(visitor)).toBe(true)
  })
})
