// The form of /reset as HTTP: C050, C069, what is escaped, and that opening the link spends nothing.
import { beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Account, join, login } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { type Answer, type Ask, send } from '../support/http.ts'
import { resetToken } from '../support/reset-links.ts'
import { useServer, withServer } from '../support/server.ts'

const HTML = 'text/html; charset=utf-8'
const NEW = 'heron-lantern-51-meadow'

describe('C050 the form of /reset', () => {
  const server = useServer({ dev: true })
  let admin: Account
  let user: Account
  let token = ''
  beforeAll(async () => {
    admin = await join(server)
  })
  beforeEach(async () => {
    user = await join(server)
    token = await resetToken(server, admin, user.id)
  })

  const post = async (given: object = {}, headers: Record<string, string> = {}): Promise<Answer> =>
    await send(server, 'POST /reset', { form: { token, password: NEW, ...given }, headers })
  const signsIn = async (password: string) => (await login(server, user.username, password)).status === 200
  const expectUnspent = async () => {
    expect([await signsIn(user.password), await signsIn(NEW)]).toEqual([true, false])
    expect((await send(server, `GET /reset?token=${token}`)).status).toBe(200)
  }

  test('C069 opening the link spends nothing and leaks nothing: no storing, no referrer elsewhere', async () => {
    for (const line of [
      `GET /reset?token=${token}`,
      `HEAD /reset?token=${token}`,
      `GET /reset?token=${token}`,
    ]) {
      const { status, headers } = await send(server, line)
      expect([status, headers.get('cache-control'), headers.get('referrer-policy')]).toEqual([
        200,
        'no-store',
        'same-origin',
      ])
    }
    await expectUnspent()
    expect((await post()).status).toBe(200)
    expect([await signsIn(user.password), await signsIn(NEW)]).toEqual([false, true])
  })

  test('the page has no script but its own, asks no other server for anything, and names nobody', async () => {
    const { text, headers } = await send(server, `GET /reset?token=${token}`)
    expect(text).not.toMatch(
      /<script(?! type="module" src="\/assets\/pages\.)|<link(?! rel="icon" href="data:| rel="stylesheet" href="\/assets\/)|<img|https?:\/\/(?!www\.w3\.org)/,
    )
    expect(text).not.toMatch(new RegExp(`${user.username}|${user.email}|${user.full_name}`))
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'nonce-[\w+/=]{24}'; script-src 'nonce-[\w+/=]{24}'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    )
  })

  test.each<[string, Record<string, string>]>([
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['the Origin of another port', { origin: 'http://localhost:1' }],
    ['Origin: null', { origin: 'null' }],
    ['a cross-site page', { 'sec-fetch-site': 'cross-site' }],
    ['a page of the same site', { 'sec-fetch-site': 'same-site' }],
  ])('from %s is refused, with the right token', async (_, headers) => {
    const answer = await post({}, headers)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([403, HTML])
    expect(answer.text).toContain('from a page of another address')
    await expectUnspent()
  })

  test.each<[number, object, RegExp]>([
    [400, { password: 'short' }, /New password must have at least 8 characters/],
    [400, { password: 'password1' }, /Many people use this password/],
    [400, { password: '' }, /Fill this in\./],
    [400, { token: '' }, /Fill this in\./],
    [400, { token: 'A'.repeat(43) }, /This link does not work/],
    [400, { token: 'x'.repeat(129) }, /Reset token must have at most 128 characters/],
    [400, { user_id: '1' }, /user_id is not a field here/],
  ])('%p for %p, and the link stays good', async (status, given, words) => {
    const answer = await post(given)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, HTML])
    expect(answer.text).toMatch(words)
    await expectUnspent()
  })

  test('C090 what is typed comes back inert, and the password never', async () => {
    const markup = `"'><script>alert(1)</script><img src=x onerror=alert(1)>${'x'.repeat(100)}`
    const answer = await post({ token: markup, password: 'a-secret-of-mine' })
    expect(answer.status).toBe(400)
    expect(answer.text).not.toMatch(/<script(?! type="module" src="\/assets\/pages\.)|<img|a-secret-of-mine/)
    expect(answer.text).toContain('&#34;&#39;&#62;&#60;script&#62;')
    const asked = await send(server, `GET /reset?token=${encodeURIComponent(markup)}`)
    expect([asked.status, asked.text.includes('<script')]).toEqual([400, false])
    await expectUnspent()
  })

  test('a form that cannot be read, is too large or in another charset is refused as a page', async () => {
    const type = 'application/x-www-form-urlencoded'
    const rows: [number, Ask][] = [
      [400, { body: 'a=%ff', type }],
      [400, { body: `token=${token}&token=${token}`, type }],
      [413, { body: `a=${'x'.repeat(70_000)}`, type }],
      [415, { body: 'a=b', type: `${type}; charset=utf-16` }],
      [415, { json: { token, password: NEW } }],
    ]
    for (const [status, ask] of rows) {
      const answer = await send(server, 'POST /reset', ask)
      expect([status, answer.status, answer.headers.get('content-type')]).toEqual([status, status, HTML])
    }
    await expectUnspent()
  })

  test('the API takes no form, and the page no second use', async () => {
    const form = { token, password: NEW }
    expectRefusal(await send(server, 'POST /auth/reset-password', { form }), 415, 'unsupported_media_type')
    expect((await post()).status).toBe(200)
    const again = await post()
    expect([again.status, /This link does not work/.test(again.text)]).toEqual([400, true])
    expect((await send(server, `GET /reset?token=${token}`)).status).toBe(400)
  })

  test('whoever reset a password is signed in nowhere: no cookie, no token', async () => {
    const answer = await post()
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null])
    expect(answer.text).not.toContain('eyJ')
    expectRefusal(await send(server, 'GET /users/me', { token: user.token }), 401, 'invalid_token')
  })
})

test('C050 behind a proxy the public address counts as own', async () => {
  const origin = 'https://id.example.com'
  await withServer({ dev: true }, async (server) => {
    const admin = await join(server)
    await server.restart({ env: { LATCHKEY_PUBLIC_URL: origin } })
    const form = { token: await resetToken(server, admin, admin.id), password: NEW }
    const postFrom = async (from: string) =>
      (await send(server, 'POST /reset', { form, headers: { origin: from } })).status
    expect(await postFrom('https://id.example.org')).toBe(403)
    expect(await postFrom(origin)).toBe(200)
  })
})
