// The back end of an application signs people in, and says for whom: only by a key that was made for it.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, create, join, setRoles } from '../support/accounts.ts'
import { makeKey } from '../support/api-keys.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { fieldsOf, itemsOf, send, textOf } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
let key: string
beforeAll(async () => {
  admin = await join(server)
  key = (await makeKey(server, admin, 'signin:on-behalf')).key
})

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const said = { 'x-latchkey-client-address': '203.0.113.9', 'x-latchkey-user-agent': FIREFOX }
const OWN = /^(?:127\.0\.0\.1|::1)$/

/** Signs in, and says what is known of the session that began. */
async function begun(who: Account, headers: Record<string, string>, token?: string) {
  const { username, password } = who
  const answer = await send(server, 'POST /auth/login', { json: { username, password }, headers, token })
  expect(answer.status).toBe(200)
  const access = textOf(answer, 'access_token')
  const sessions = itemsOf(await send(server, 'GET /sessions', { token: access }))
  return sessions.find(({ is_current }) => is_current === true) ?? {}
}

describe('C029 a sign-in on behalf of a person', () => {
  test('is remembered as from the person’s address and program', async () => {
    const session = await begun(await join(server), said, key)
    expect(session).toMatchObject({
      source_address: '203.0.113.9',
      user_agent: FIREFOX,
      device: 'Firefox on Linux',
    })
  })

  test.each([
    ['2001:DB8::0001', '2001:db8::1'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
  ])('has the one spelling of %p', async (address, expected) => {
    const session = await begun(await join(server), { 'x-latchkey-client-address': address }, key)
    expect(session.source_address).toBe(expected)
  })

  test.each(['', 'nobody', '203.0.113.9, 203.0.113.10', '203.0.113.9:80', '[::1]', '1.2.3', '"><script>'])(
    'from %p, which is no address, is from where it came',
    async (address) => {
      const session = await begun(await join(server), { 'x-latchkey-client-address': address }, key)
      expect(session.source_address).toMatch(OWN)
    },
  )

  test('remembers no more of the program than of any other', async () => {
    const session = await begun(await join(server), { 'x-latchkey-user-agent': 'x'.repeat(1_000) }, key)
    expect(session.user_agent).toBe('x'.repeat(256))
  })
})

describe('C029 whoever has no say in it is remembered as what it is', () => {
  test('whatever stands in Authorization, and nobody is refused for it', async () => {
    const who = await join(server)
    const { key: own } = await makeKey(server, who, 'self:read', 'self:write')
    const { key: other } = await makeKey(server, admin, 'users:read', 'self:read')
    const { id, key: revoked } = await makeKey(server, admin, 'signin:on-behalf')
    await send(server, `DELETE /api-keys/${id}`, { token: admin.token })
    const broken = [`${key}A`, key.slice(0, -1), 'lk_', 'x', `${key}, Bearer ${key}`]
    for (const token of [undefined, own, other, revoked, admin.token, who.token, ...broken]) {
      const session = await begun(who, said, token)
      expect([token, session.source_address]).toEqual([token, expect.stringMatching(OWN)])
      expect([token, session.user_agent]).not.toEqual([token, FIREFOX])
    }
  })

  test('a key whose owner was demoted says nothing any more, from the very next sign-in on', async () => {
    const [second, who] = [await create(server, admin, {}, ['user', 'admin']), await join(server)]
    const { key: theirs } = await makeKey(server, second, 'signin:on-behalf')
    expect((await begun(who, said, theirs)).source_address).toBe('203.0.113.9')
    await setRoles(server, admin, second.id, ['user'])
    expect((await begun(who, said, theirs)).source_address).toMatch(OWN)
  })

  test('nobody makes such a key who may not do it', async () => {
    const who = await join(server)
    const json = { name: 'Front', scopes: ['signin:on-behalf'] }
    expectRefusal(await send(server, 'POST /api-keys', { token: who.token, json }), 403, 'forbidden')
  })

  test('nor does the key open anything else, or anybody’s account', async () => {
    const who = await join(server)
    for (const line of ['GET /users/me', 'GET /users', `GET /users/${who.id}`, 'GET /sessions'])
      expectRefusal(await send(server, line, { token: key, headers: said }), 403, 'forbidden')
    const json = { username: who.username, password: 'not this one' }
    expectRefusal(
      await send(server, 'POST /auth/login', { json, token: key, headers: said }),
      401,
      'invalid_credentials',
    )
  })
})

test('C046 a spent refresh token is told of with the person’s address', async () => {
  // Without the grace: the first second use is one too many.
  await server.restart({ dev: true, env: { LATCHKEY_REFRESH_GRACE_SECONDS: '0' } })
  const { username, password, token } = await join(server)
  const json = { username, password, refresh: true }
  const first = textOf(await send(server, 'POST /auth/login', { json }), 'refresh_token')
  const refresh = (refresh_token: string) =>
    send(server, 'POST /auth/refresh', { json: { refresh_token }, headers: said, token: key })
  const second = textOf(await refresh(first), 'refresh_token')
  const third = await refresh(second)
  expectRefusal(await refresh(first), 400, 'invalid_grant')
  expectRefusal(await refresh(textOf(third, 'refresh_token')), 400, 'invalid_grant')
  const [notice] = itemsOf(await send(server, 'GET /users/me/notices', { token }))
  expect([notice?.kind, notice?.source_address]).toEqual(['refresh_token_reused', '203.0.113.9'])
  expect(fieldsOf(third).access_token).toBeDefined()
})
