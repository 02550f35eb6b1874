// Attacks on the setup page, which a browser opens and a token decides.
import { beforeAll, describe, expect, test } from 'bun:test'
import { login, person, register } from '../support/accounts.ts'
import { numberOf, send } from '../support/http.ts'
import { setupToken } from '../support/program.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let token = ''
beforeAll(async () => {
  await server.stop()
  token = await setupToken(server.folder)
  await server.start()
})

const post = async (form: Record<string, string>, headers: Record<string, string> = {}) =>
  await send(server, 'POST /setup', { form, headers })

describe('C050 a form that another page sent', () => {
  const rows: [string, () => Record<string, string>][] = [
    ['another origin', () => ({ origin: 'https://evil.example' })],
    ['no origin to speak of', () => ({ origin: 'null' })],
    ['another port', () => ({ origin: 'http://localhost' })],
    ['an origin that begins like ours', () => ({ origin: `${server.url}.evil.example` })],
    ['another site', () => ({ 'sec-fetch-site': 'cross-site' })],
    ['a sibling', () => ({ 'sec-fetch-site': 'same-site' })],
    ['our origin, another site', () => ({ origin: server.url, 'sec-fetch-site': 'cross-site' })],
    ['a site nobody knows', () => ({ 'sec-fetch-site': 'anything' })],
  ]
  test('makes nobody an administrator', async () => {
    for (const [name, headers] of rows) {
      const who = person()
      const answer = await post({ setup_token: token, ...who }, headers())
      expect([name, answer.status]).toEqual([name, 403])
      expect(answer.text).not.toContain(token)
      expect((await login(server, who.username, who.password)).status).toBe(401)
    }
  })
})

test('C090 what is typed comes back inert, the password not at all, and no script could run', async () => {
  const markup = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`
  for (const setup_token of [token, markup]) {
    const typed = {
      setup_token,
      username: markup,
      email: markup,
      full_name: markup,
      password: `short ${markup}`,
    }
    const answer = await post(typed)
    expect([400, 401]).toContain(answer.status)
    expect(answer.text).not.toMatch(
      /<script(?! type="module" src="\/assets\/pages\.)|<img|onerror=alert\(1\)>|short/,
    )
    // Only the pages' own module, by the nonce of this answer.
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'nonce-[\w+/=]{24}'; script-src 'nonce-[\w+/=]{24}'; connect-src 'self';/,
    )
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(answer.headers.get('cache-control')).toBe('no-store')
  }
  const asked = await send(server, `GET /setup?token=${encodeURIComponent(markup)}`)
  expect(asked.status).toBe(401)
  expect(asked.text).not.toContain('<script')
})

test('opening the link spends nothing and leaks nothing: no storing, no referrer elsewhere', async () => {
  for (let again = 0; again < 3; again += 1) {
    const { status, headers } = await send(server, `GET /setup?token=${token}`)
    expect([status, headers.get('cache-control'), headers.get('referrer-policy')]).toEqual([
      200,
      'no-store',
      'same-origin',
    ])
  }
  expect((await send(server, `GET /setup?token=wrong&token=${token}`)).status).toBe(401)
  expect((await send(server, `HEAD /setup?token=${token}`)).status).toBe(200)
})

test('a name that is taken does not use the token up', async () => {
  const who = person()
  expect((await register(server, who)).status).toBe(200)
  expect((await post({ setup_token: token, ...who })).status).toBe(409)
  expect((await send(server, `GET /setup?token=${token}`)).status).toBe(200)
})

test('R17 of forms and requests with the right token at once, one makes an administrator', async () => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const who = person()
      if (index % 2 === 0) return await post({ setup_token: token, ...who })
      return await send(server, 'POST /setup', { json: { setup_token: token, ...who } })
    }),
  )
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
  for (const { status } of answers) expect([200, 410, 503]).toContain(status)
  expect((await post({ setup_token: token, ...person() })).status).toBe(410)
  expect((await send(server, `GET /setup?token=${token}`)).status).toBe(410)
  // One was registered above, one was set up: the next is the third.
  expect(numberOf(await register(server, person()), 'id')).toBe(3)
  expect(server.written.join('\n')).not.toContain(token)
})
