// The form of /setup as HTTP: C050, what is escaped, and that the API at the same path stays itself.
import { beforeAll, describe, expect, test } from 'bun:test'
import { setupToken } from '../conformance/setup-token.ts'
import { count, isAdministrator, person, signIn } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { type Answer, type Ask, send } from '../support/http.ts'
import { useServer, withServer } from '../support/server.ts'

const HTML = 'text/html; charset=utf-8'

describe('C050 the form of /setup', () => {
  const server = useServer()
  let token = ''
  beforeAll(async () => {
    token = await setupToken(server)
  })
  const post = async (given: object, headers: Record<string, string> = {}, more: Ask = {}): Promise<Answer> =>
    await send(server, 'POST /setup', {
      form: { setup_token: token, ...person(), ...given },
      headers,
      ...more,
    })

  test.each<[string, Record<string, string>]>([
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['the Origin of another port', { origin: 'http://localhost:1' }],
    ['Origin: null', { origin: 'null' }],
    ['a cross-site page', { 'sec-fetch-site': 'cross-site' }],
    ['a page of the same site', { 'sec-fetch-site': 'same-site' }],
    [
      'a foreign Origin that says same-origin',
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    ],
  ])('from %s is refused, with the right token', async (_, headers) => {
    const answer = await post({}, headers)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([403, HTML])
    expect(answer.text).toContain('from a page of another address')
  })

  test('what was typed comes back escaped, and the password never', async () => {
    const full_name = `"><script>alert('x')</script>\u202e`
    const answer = await post({ full_name, password: 'a-secret-of-mine' })
    expect(answer.status).toBe(400)
    expect(answer.text).not.toMatch(/<script(?! type="module" src="\/assets\/pages\.)/)
    expect(answer.text).toContain('&#34;&#62;&#60;script&#62;')
    expect(answer.text).toContain('Full name must not have control characters.')
    expect(answer.text).not.toContain('a-secret-of-mine')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test.each<[number, object, RegExp]>([
    [400, { username: 'x' }, /Username must have at least 3 characters/],
    [400, { email: 'nowhere' }, /Enter one email address/],
    [400, { roles: 'admin' }, /roles is not a field here/],
    [400, { password: 'short' }, /Password must have at least 8 characters/],
    [401, { setup_token: 'A'.repeat(43) }, /This setup link does not work/],
    [400, { setup_token: '' }, /Fill this in\./],
  ])('%p for %p', async (status, given, words) => {
    const answer = await post(given)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, HTML])
    expect(answer.text).toMatch(words)
  })

  test('a form that cannot be read, is too large or in another charset is refused as a page', async () => {
    const type = 'application/x-www-form-urlencoded'
    const rows: [number, Ask][] = [
      [400, { body: 'a=%ff', type }],
      [400, { body: 'username=a&username=b', type }],
      [413, { body: `a=${'x'.repeat(70_000)}`, type }],
      [415, { body: 'a=b', type: `${type}; charset=utf-16` }],
    ]
    for (const [status, ask] of rows) {
      const answer = await send(server, 'POST /setup', ask)
      expect([status, answer.status, answer.headers.get('content-type')]).toEqual([status, status, HTML])
    }
  })

  test('the API at the same path refuses as before', async () => {
    const json = { setup_token: 'x', ...person() }
    expectRefusal(await send(server, 'POST /setup', { json }), 401, 'invalid_setup_token')
    expectRefusal(await send(server, 'POST /setup', { json: {} }), 400, 'validation_failed')
    for (const type of [
      undefined,
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencodedx',
    ]) {
      const answer = await send(server, 'POST /setup', { body: '{}', type })
      expectRefusal(answer, 415, 'unsupported_media_type')
    }
  })

  test('nothing of all this made anybody; the right form does, once', async () => {
    const who = person()
    const made = await post(who, { origin: server.url, 'sec-fetch-site': 'same-origin' })
    expect([made.status, made.headers.get('content-type')]).toEqual([200, HTML])
    const admin = { ...who, id: 1, token: await signIn(server, who) }
    expect(await isAdministrator(server, admin.token)).toBe(true)
    expect(await count(server, admin)).toBe(1)
    const again = await post({})
    expect([again.status, again.headers.get('content-type')]).toEqual([410, HTML])
    expect((await send(server, 'GET /setup')).status).toBe(410)
    expect(await count(server, admin)).toBe(1)
  })
})

test('C050 behind a proxy the public address counts as own', async () => {
  const origin = 'https://id.example.com'
  await withServer({ env: { LATCHKEY_PUBLIC_URL: origin } }, async (server) => {
    const form = { setup_token: await setupToken(server), ...person() }
    expect(
      (await send(server, 'POST /setup', { form, headers: { origin: 'https://id.example.org' } })).status,
    ).toBe(403)
    expect((await send(server, 'POST /setup', { form, headers: { origin } })).status).toBe(200)
  })
})
