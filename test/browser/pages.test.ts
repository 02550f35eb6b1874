// The pages as HTTP: C097, what may be kept, what is not served, and who may read them from elsewhere.
import { describe, expect, test } from 'bun:test'
import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { join } from '../support/accounts.ts'
import { eventually } from '../support/eventually.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { send } from '../support/http.ts'
import { useServer, withServer } from '../support/server.ts'

const HTML = 'text/html; charset=utf-8'
/** Those with a form, whose address may hold a token. */
const forms: readonly string[] = [
  '/setup',
  '/reset',
  '/invitation',
  '/verify',
  '/revert',
  '/release',
  '/sign-in-link',
  '/sign-up/confirm',
  '/not-me',
  '/sign-in',
  '/sign-in/mail',
  '/sign-up',
  '/forgot',
  '/recovery/ask',
  '/recovery',
  '/recovery/begin',
  '/recovery/freeze',
  '/recovery/cancel',
  '/recovery/vouch',
]
const pages = ['/docs', '/redoc', ...forms]
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
      expect(of('referrer-policy')).toBe(forms.includes(path) ? 'same-origin' : 'no-referrer')
      expect(of('x-request-id')).toMatch(/^[\w.-]{1,64}$/)
      expect(of('set-cookie')).toBeNull()
      expect(of('cache-control')).toBe(forms.includes(path) ? 'no-store' : 'no-cache')
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
    expect(answer.headers.get('allow')).toBe(forms.includes(path) ? 'GET, HEAD, POST' : 'GET, HEAD')
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
      expect([path, etag]).toEqual([path, expect.stringMatching(/^"[\w-]{22}(?:\.gz)?"$/)])
      const again = await send(server, `GET ${path}`, { headers: { 'if-none-match': etag } })
      expect([path, again.status, again.text]).toEqual([path, 304, ''])
      const other = await send(server, `GET ${path}`, { headers: { 'if-none-match': '"other"' } })
      expect([path, other.status]).toEqual([path, 200])
    }
  })

  test.each([
    ['/docs/swagger-ui-bundle.js', 'e6a898692f2d768e807c3ba4626068a69a2c5dd960dd6c76f3e4d3a3de180af2'],
    ['/docs/swagger-ui.css', '5ed08757e53da3e026d6cbecc61fe5d43585c9560b302d534ad56692519a273d'],
  ])('%s is what npm has', async (path, expected) => {
    const { text } = await send(server, `GET ${path}`)
    expect(createHash('sha256').update(text).digest('hex')).toBe(expected)
  })

  test('ReDoc is what npm has, but for the one picture that another server would send', async () => {
    const { text } = await send(server, 'GET /redoc/redoc.standalone.js')
    expect(text).not.toContain('cdn.redoc.ly')
    const [before, after, ...more] = text.split(
      "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E",
    )
    expect(more).toEqual([])
    const original = `${before}https://cdn.redoc.ly/redoc/logo-mini.svg${after}`
    const digest = createHash('sha256').update(original).digest('hex')
    expect(digest).toBe('dcaf76612bc4a3fbcc923a8966dee2f6146a5f32e5ce1b6f02dd60cbbf89500b')
  })

  const large = ['/docs/swagger-ui.css', '/docs/swagger-ui-bundle.js', '/redoc/redoc.standalone.js']
  test.each(large)('%s is sent packed to whoever reads that, and otherwise as it is', async (path) => {
    const get = async (accepted: string, name?: string) => {
      const headers = {
        'accept-encoding': accepted,
        ...(name === undefined ? {} : { 'if-none-match': name }),
      }
      const answer = await fetch(server.url + path, { headers, decompress: false })
      const of = (field: string) => answer.headers.get(field)
      return {
        status: answer.status,
        encoding: of('content-encoding'),
        length: Number(of('content-length')),
        etag: of('etag') ?? '',
        vary: of('vary'),
        bytes: Buffer.from(await answer.arrayBuffer()),
      }
    }
    const plain = await get('identity')
    const packed = await get('gzip, deflate, br')
    expect([plain.status, plain.encoding, plain.length]).toEqual([200, null, plain.bytes.length])
    expect([packed.status, packed.encoding, packed.length]).toEqual([200, 'gzip', packed.bytes.length])
    expect(packed.length).toBeLessThan(plain.length / 2.5)
    expect(gunzipSync(packed.bytes).equals(plain.bytes)).toBe(true)
    // A cache in between keeps both, and mixes them up by no name.
    expect([plain.vary, packed.vary]).toEqual(['Accept, Accept-Encoding', 'Accept, Accept-Encoding'])
    expect(packed.etag).not.toBe(plain.etag)
    for (const [accepted, name, status] of [
      ['gzip', packed.etag, 304],
      ['gzip', plain.etag, 200],
      ['identity', plain.etag, 304],
      ['identity', packed.etag, 200],
    ] as const) {
      expect([accepted, name, (await get(accepted, name)).status]).toEqual([accepted, name, status])
    }
    const again = await Promise.all(['gzip;q=0', 'br', '', 'identity'].map((accepted) => get(accepted)))
    for (const { bytes, encoding } of again) {
      expect([encoding, bytes.equals(plain.bytes)]).toEqual([null, true])
    }
  })

  test.each([
    ['/setup', 401],
    ['/reset', 400],
    ['/verify', 400],
    ['/revert', 400],
    ['/release', 400],
    ['/sign-in-link', 400],
    ['/sign-up/confirm', 400],
    ['/not-me', 400],
    ['/recovery', 400],
    ['/recovery/begin', 400],
    ['/recovery/freeze', 400],
    ['/invitation', 400],
  ])('the log has a constant for %s, and no query', async (path, status) => {
    await send(server, `GET ${path}?token=a-token-that-is-wrong`)
    await eventually('its line', () =>
      server.log.find((line) => line.route === path && line.status === status),
    )
    expect(server.log.filter((line) => line.route === path && line.status === status)).toHaveLength(1)
    expect(server.written.join('\n')).not.toContain('a-token-that-is-wrong')
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
