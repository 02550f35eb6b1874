// The pages as HTTP: C050 and C097, what is escaped, what may be kept, and that the API at the same path stays itself.
import { beforeAll, describe, expect, test } from 'bun:test'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { setupToken } from '../conformance/setup-token.ts'
import { count, isAdministrator, join, person, signIn } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { type Answer, type Ask, send } from '../support/http.ts'
import { useServer, withServer } from '../support/server.ts'

const HTML = 'text/html; charset=utf-8'
const pages = ['/docs', '/redoc', '/setup'] as const
const assets = [
  ['/docs/page.css', 'text/css; charset=utf-8'],
  ['/docs/start.js', 'text/javascript; charset=utf-8'],
  ['/docs/swagger-ui.css', 'text/css; charset=utf-8'],
  ['/docs/swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['/redoc/page.css', 'text/css; charset=utf-8'],
  ['/redoc/start.js', 'text/javascript; charset=utf-8'],
  ['/redoc/redoc.standalone.js', 'text/javascript; charset=utf-8'],
] as const

describe('every page', () => {
  const server = useServer()

  test.each([...pages.map((path) => [path, HTML] as const), ...assets])(
    'C097 %s carries the headers',
    async (path, type) => {
      const answer = await send(server, `GET ${path}`, { token: 'nobody reads this' })
      const of = (name: string) => answer.headers.get(name)
      expect([answer.status, of('content-type'), of('x-content-type-options')]).toEqual([
        200,
        type,
        'nosniff',
      ])
      expect(of('cross-origin-opener-policy')).toBe('same-origin')
      expect(of('cross-origin-resource-policy')).toBe('same-origin')
      expect(of('referrer-policy')).toBe(path === '/setup' ? 'same-origin' : 'no-referrer')
      expect(of('x-request-id')).toMatch(/^[\w.-]{1,64}$/)
      expect(of('set-cookie')).toBeNull()
      expect(of('cache-control')).toBe(path === '/setup' ? 'no-store' : 'no-cache')
      const policy = of('content-security-policy') ?? ''
      expect(policy).toStartWith("default-src 'none'; ")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|https?:|\*/)
      const head = await send(server, `HEAD ${path}`)
      expect([head.status, head.text, head.headers.get('content-type')]).toEqual([200, '', type])
    },
  )

  test.each([...pages, ...assets.map(([path]) => path)])('%s is itself only', async (path) => {
    const foreign = await send(server, `GET ${path}`, { headers: { host: 'evil.example' } })
    expectRefusal(foreign, 421, 'misdirected_request')
    const answer = await send(server, `DELETE ${path}`)
    expectRefusal(answer, 405, 'method_not_allowed')
    expect(answer.headers.get('allow')).toBe(path === '/setup' ? 'GET, HEAD, POST' : 'GET, HEAD')
    expectRefusal(await send(server, `GET ${path}/`), 404, 'not_found')
  })

  test('a file that was not meant to be served is not', async () => {
    for (const path of [
      '/docs/index.html',
      '/docs/package.json',
      '/docs/..%2fpackage.json',
      '/redoc/LICENSE',
    ]) {
      expectRefusal(await send(server, `GET ${path}`), 404, 'not_found')
    }
  })

  test('what is the same for everybody is asked about and not sent again', async () => {
    for (const path of ['/docs', '/redoc', ...assets.map(([asset]) => asset)]) {
      const etag = (await send(server, `GET ${path}`)).headers.get('etag') ?? ''
      expect([path, etag]).toEqual([path, expect.stringMatching(/^"[\w-]{22}"$/)])
      const again = await send(server, `GET ${path}`, { headers: { 'if-none-match': etag } })
      expect([path, again.status, again.text]).toEqual([path, 304, ''])
      const other = await send(server, `GET ${path}`, { headers: { 'if-none-match': '"other"' } })
      expect([path, other.status]).toEqual([path, 200])
    }
  })

  test('ReDoc is what npm has, but for the one picture that another server would send', async () => {
    const file = new URL('../../packages/server/src/pages/redoc/redoc.standalone.js.gz', import.meta.url)
    const bundle = gunzipSync(await readFile(file))
    const digest = createHash('sha256').update(bundle).digest('hex')
    expect(digest).toBe('dcaf76612bc4a3fbcc923a8966dee2f6146a5f32e5ce1b6f02dd60cbbf89500b')
    const { text } = await send(server, 'GET /redoc/redoc.standalone.js')
    expect(text).not.toContain('cdn.redoc.ly')
    expect(bundle.toString()).toContain('https://cdn.redoc.ly/redoc/logo-mini.svg')
  })

  test('the log has a constant for each, and no query', async () => {
    await send(server, 'GET /setup?token=a-token-that-is-wrong')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(server.log.filter((line) => line.route === '/setup' && line.status === 401)).toHaveLength(1)
    expect(server.written.join('\n')).not.toContain('a-token-that-is-wrong')
  })
})

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
    expect(answer.text).not.toContain('<script')
    expect(answer.text).toContain('&#34;&#62;&#60;script&#62;')
    expect(answer.text).toContain('Full name must not have control characters.')
    expect(answer.text).not.toContain('a-secret-of-mine')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test.each<[number, object, RegExp]>([
    [400, { username: 'x' }, /Username must have at least 3 characters/],
    [400, { email: 'nowhere' }, /E-mail address must be one e-mail address/],
    [400, { roles: 'admin' }, /roles is not a field here/],
    [400, { password: 'short' }, /Password must have at least 8 characters/],
    [401, { setup_token: 'A'.repeat(43) }, /This setup link does not work/],
    [400, { setup_token: '' }, /Setup token must have at least 1 characters/],
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

test('C098 the document is shared with the allowed origins, the pages are not', async () => {
  const origin = 'https://app.example.com'
  await withServer({ dev: true, env: { LATCHKEY_CORS_ORIGINS: origin } }, async (server) => {
    await join(server)
    const allowedFor = async (path: string, from: string) =>
      (await send(server, `GET ${path}`, { headers: { origin: from } })).headers.get(
        'access-control-allow-origin',
      )
    expect(await allowedFor('/openapi.json', origin)).toBe(origin)
    expect(await allowedFor('/openapi.json', 'https://evil.example')).toBeNull()
    for (const path of pages) expect([path, await allowedFor(path, origin)]).toEqual([path, null])
  })
})
