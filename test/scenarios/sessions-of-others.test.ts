// What administrators see of the sessions of others, and end.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, create, join, setRoles, signIn } from '../support/accounts.ts'
import { expectInvalid, expectRefusal } from '../support/expect-answer.ts'
import { fieldsOf, itemsOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { partsOf } from '../support/tamper.ts'

const server = useServer({ dev: true })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

const sessionOf = (token: string) => String(partsOf(token).payload.sid)
const me = async (token: string) => (await send(server, 'GET /users/me', { token })).status
const list = (id: number, query = '') =>
  send(server, `GET /users/${id}/sessions${query}`, { token: admin.token })
const idsOf = async (who: Account) => itemsOf(await list(who.id)).map(({ id }) => String(id))
const end = (id: number, session = '', token = admin.token) =>
  send(server, `DELETE /users/${id}/sessions${session && `/${session}`}`, { token })

describe('GET /users/{id}/sessions', () => {
  test('gives each session once, page after page, the youngest first', async () => {
    const who = await join(server)
    const begun = [who.token]
    for (let i = 0; i < 4; i++) begun.push(await signIn(server, who))
    const seen: string[] = []
    const instants: string[] = []
    const sizes: number[] = []
    let cursor = ''
    do {
      const answer = await list(who.id, `?limit=2${cursor && `&cursor=${cursor}`}`)
      expect(answer.status).toBe(200)
      sizes.push(itemsOf(answer).length)
      seen.push(...itemsOf(answer).map(({ id }) => String(id)))
      instants.push(...itemsOf(answer).map((item) => String(item.created_at)))
      cursor = String(fieldsOf(answer).next_cursor ?? '')
    } while (cursor !== '')
    expect(sizes).toEqual([2, 2, 1])
    expect(seen.toSorted()).toEqual(begun.map(sessionOf).sort())
    expect(instants).toEqual(instants.toSorted().reverse())
  })

  test('tells where each began, and nothing that would continue it', async () => {
    const who = await join(server)
    const answer = await list(who.id)
    expect(itemsOf(answer)).toEqual([
      {
        id: sessionOf(who.token),
        created_at: expect.any(String),
        last_used_at: expect.any(String),
        expires_at: expect.any(String),
        proved_by: 'password',
        source_address: expect.stringMatching(/^(?:127\.0\.0\.1|::1)$/),
        device: expect.any(String),
        user_agent: expect.any(String),
      },
    ])
    expect(fieldsOf(answer).next_cursor).toBeNull()
    expect(answer.text).not.toContain(partsOf(who.token).signature)
  })

  test.each(['nonsense', '', '..', Buffer.from("1 ses_' or 1=1").toString('base64url')])(
    'refuses %p, which is no cursor',
    async (cursor) => expectInvalid(await list(admin.id, `?cursor=${cursor}`), 'cursor'),
  )

  test.each(['0', '101', '-1', '1.5', 'x'])('refuses %p at once', async (limit) =>
    expectInvalid(await list(admin.id, `?limit=${limit}`), 'limit'),
  )

  test('knows nobody who is not there', async () =>
    expectRefusal(await list(999_999_999), 404, 'user_not_found'))
})

describe('C039 ending a session of somebody', () => {
  test('counts in the very next request, and for that session alone', async () => {
    const who = await join(server)
    const other = await signIn(server, who)
    expect([await me(who.token), await me(other)]).toEqual([200, 200])
    const ended = await end(who.id, sessionOf(who.token))
    expect([ended.status, ended.json]).toEqual([200, { message: 'Session ended' }])
    expect([await me(who.token), await me(other)]).toEqual([401, 200])
    expect(await idsOf(who)).toEqual([sessionOf(other)])
    expectRefusal(await end(who.id, sessionOf(who.token)), 404, 'session_not_found')
  })

  test('is not done by the id of somebody else', async () => {
    const [one, two] = [await join(server), await join(server)]
    expectRefusal(await end(two.id, sessionOf(one.token)), 404, 'session_not_found')
    expectRefusal(await end(999_999_999, sessionOf(one.token)), 404, 'user_not_found')
    expect([await me(one.token), await me(two.token)]).toEqual([200, 200])
  })

  test('all of them at once, however many there are, and nobody else’s', async () => {
    const [who, bystander] = [await join(server), await join(server)]
    const tokens = [who.token, await signIn(server, who), await signIn(server, who)]
    for (const token of tokens) expect(await me(token)).toBe(200)
    const answer = await end(who.id)
    expect([answer.status, answer.json]).toEqual([200, { ended: 3 }])
    for (const token of tokens) expect(await me(token)).toBe(401)
    expect(await idsOf(who)).toEqual([])
    expect([await me(bystander.token), await me(admin.token)]).toEqual([200, 200])
    // What ended is the sessions, not the account.
    expect(await me(await signIn(server, who))).toBe(200)
    expect((await end(bystander.id)).json).toEqual({ ended: 1 })
    expect((await end(bystander.id)).json).toEqual({ ended: 0 })
  })

  test('is nobody’s who was demoted meanwhile', async () => {
    const [second, who] = [await create(server, admin, {}, ['user', 'admin']), await join(server)]
    expect((await setRoles(server, admin, second.id, ['user'])).status).toBe(200)
    expectRefusal(await end(who.id, '', second.token), 403, 'forbidden')
    expectRefusal(await end(who.id, sessionOf(who.token), second.token), 403, 'forbidden')
    expect(await me(who.token)).toBe(200)
  })
})

describe('GET /users/lookup', () => {
  const lookup = (identifier: string) =>
    send(server, `GET /users/lookup?identifier=${encodeURIComponent(identifier)}`, { token: admin.token })

  test('finds by name and by address, however they are written', async () => {
    const who = await join(server)
    for (const identifier of [who.username, who.username.toUpperCase(), who.email.toUpperCase()]) {
      const answer = await lookup(identifier)
      expect([answer.status, fieldsOf(answer).id]).toEqual([200, who.id])
      expect(answer.text).not.toContain('argon2')
    }
  })

  test('finds nobody by a part, a pattern or a name that was given up', async () => {
    const who = await join(server, { username: 'looked.for' })
    const { username } = who
    for (const identifier of [username.slice(0, -1), `${username.slice(0, -1)}_`, '%', `${username}x`]) {
      expectRefusal(await lookup(identifier), 404, 'user_not_found')
    }
    expect((await send(server, `DELETE /users/${who.id}`, { token: admin.token })).status).toBe(200)
    for (const identifier of [username, who.email]) {
      expectRefusal(await lookup(identifier), 404, 'user_not_found')
    }
  })
})
