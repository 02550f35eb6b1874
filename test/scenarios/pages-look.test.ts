// How the pages look is the operator's: name, logo, colour, style; in which language is the reader's. What cannot be used is said at the start.
import { describe, expect, test } from 'bun:test'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join as pathOf } from 'node:path'
import { join } from '../support/accounts.ts'
import { type Answer, send } from '../support/http.ts'
import { useServer, withServer } from '../support/server.ts'

const FOR_EVER = 'public, max-age=31536000, immutable'
const SVG =
  '<?xml version="1.0"?>\n<!-- ours -->\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>'

/** Anything but the one module of the pages. */
const OTHER_SCRIPT =
  /<script(?! type="module" src="\/assets\/pages\.[\w-]{16}\.js" nonce="[^"]+" data-words="[^"]*"><\/script>)/

const styleOf = ({ text }: Answer): string => /<link rel="stylesheet" href="([^"]+)"/.exec(text)?.[1] ?? ''
const langOf = ({ text }: Answer): string => /<html lang="(\w+)" dir="\w+">/.exec(text)?.[1] ?? ''

async function withFiles<T>(
  files: Record<string, string | Buffer>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(pathOf(tmpdir(), 'latchkey-look-'))
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(pathOf(folder, name), content)
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('the pages of the house', () => {
  const server = useServer({ dev: true })

  test('C097 load one style sheet, whose address is its hash, and which is kept for ever', async () => {
    await join(server)
    const page = await send(server, 'GET /sign-in')
    expect(page.text.match(/<link rel="stylesheet"/g)).toHaveLength(1)
    expect(page.text).not.toMatch(/<style|style="/)
    expect(page.text).not.toMatch(OTHER_SCRIPT)
    const style = styleOf(page)
    expect(style).toMatch(/^\/assets\/pages\.[\w-]{16}\.css$/)
    const sheet = await send(server, `GET ${style}`)
    expect([sheet.status, sheet.headers.get('content-type'), sheet.headers.get('cache-control')]).toEqual([
      200,
      'text/css; charset=utf-8',
      FOR_EVER,
    ])
    const packed = await fetch(server.url + style, {
      headers: { 'accept-encoding': 'gzip' },
      decompress: false,
    })
    expect([packed.headers.get('content-encoding'), packed.headers.get('cache-control')]).toEqual([
      'gzip',
      FOR_EVER,
    ])
    expect(Number(packed.headers.get('content-length'))).toBeLessThan(6_000)
    expect((await send(server, 'GET /assets/pages.0000000000000000.css')).status).toBe(404)
  })

  test('C097 each answer has a nonce of its own, and only what carries it counts', async () => {
    const nonces = new Set<string>()
    for (let i = 0; i < 20; i++) {
      const { text, headers } = await send(server, 'GET /sign-in')
      const [, nonce = ''] =
        /style-src 'nonce-([\w+/=]{24})'/.exec(headers.get('content-security-policy') ?? '') ?? []
      expect(text).toContain(`.css" nonce="${nonce}"`)
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(20)
  })

  test('are in the language that the address asks for, then in the one chosen before, then in the browser’s', async () => {
    const german = await send(server, 'GET /reset?token=&lang=de', { headers: { 'accept-language': 'fr' } })
    expect(langOf(german)).toBe('de')
    const cookie = german.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^latchkey-language=de; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)
    const kept = { cookie: cookie.split(';')[0] ?? '', 'accept-language': 'fr' }
    expect(langOf(await send(server, 'GET /sign-in', { headers: kept }))).toBe('de')
    expect(langOf(await send(server, 'GET /sign-in', { headers: { 'accept-language': 'fr' } }))).toBe('fr')
    expect(langOf(await send(server, 'GET /sign-in?lang=xx'))).toBe('en')
    const form = { username: 'nobody', password: 'not-a-password', next: '' }
    const refused = await send(server, 'POST /sign-in', { form, headers: kept })
    expect([refused.status, langOf(refused)]).toEqual([401, 'de'])
    expect(refused.text).toContain('Benutzername oder Passwort ist falsch.')
  })

  test('C090 lead to the other languages with all that the address said, inert', async () => {
    const { text } = await send(server, `GET /sign-in?next=${encodeURIComponent('"><script>')}&lang=ar`)
    expect(text).toContain('<html lang="ar" dir="rtl">')
    expect(text).toContain('href="/sign-in?next=%22%3E%3Cscript%3E&#38;lang=de"')
    expect(text).not.toMatch(OTHER_SCRIPT)
  })
})

describe('the look', () => {
  test('is the operator’s: name, logo, colour and style', async () => {
    await withFiles({ 'logo.svg': SVG, 'own.css': 'h1 { color: rebeccapurple }' }, async (folder) => {
      const env = {
        LATCHKEY_PAGES_NAME: 'Müller & Söhne',
        LATCHKEY_PAGES_LOGO: pathOf(folder, 'logo.svg'),
        LATCHKEY_PAGES_COLOR: '#FFcc00',
        LATCHKEY_PAGES_CSS: pathOf(folder, 'own.css'),
      }
      await withServer({ env }, async (server) => {
        const page = await send(server, 'GET /sign-in')
        expect(page.text).toContain('<title>Sign in - Müller &#38; Söhne</title>')
        expect(page.text).not.toContain('Latchkey')
        const { text } = await send(server, `GET ${styleOf(page)}`)
        expect(text).toEndWith('h1 { color: rebeccapurple }')
        // Yellow is read on dark ground, and darkened on light.
        expect(text).toContain('--accent: #ffcc00')
        const told = server.log.filter(({ msg }) => String(msg).includes('LATCHKEY_PAGES_COLOR'))
        expect(told).toEqual([expect.objectContaining({ asked: '#ffcc00', dark: '#ffcc00' })])
        expect(text).toContain(`--accent: ${told[0]?.['light']}`)
        const [, logo = ''] = /<img src="(\/assets\/logo\.[\w-]{16})" alt="">/.exec(page.text) ?? []
        const picture = await send(server, `GET ${logo}`)
        const of = (name: string) => picture.headers.get(name)
        expect([picture.text, of('content-type'), of('cache-control')]).toEqual([
          SVG,
          'image/svg+xml',
          FOR_EVER,
        ])
        // Opened by itself it runs nothing.
        expect(of('content-security-policy')).toMatch(/^default-src 'none'; .*\bsandbox\b/)
        expect(page.text).not.toContain('alert(1)')
      })
    })
  })

  test.each([
    ['LATCHKEY_PAGES_LOGO', 'page.html', '<html><svg></svg></html>', 'neither an SVG nor a PNG'],
    ['LATCHKEY_PAGES_LOGO', 'large.svg', `<svg>${' '.repeat(256 * 1024)}</svg>`, 'at most 262144 are taken'],
    ['LATCHKEY_PAGES_CSS', 'own.css', Buffer.from([0xff, 0xfe]), 'not text in UTF-8'],
    ['LATCHKEY_PAGES_CSS', undefined, '', 'ENOENT'],
  ])(
    '%s of a file that cannot be used keeps the server from starting: %p',
    async (setting, name, content, said) => {
      await withFiles(name === undefined ? {} : { [name]: content }, async (folder) => {
        const env = { [setting]: pathOf(folder, name ?? 'missing.css') }
        await expect(withServer({ env }, async () => undefined)).rejects.toThrow(said)
      })
    },
  )
})
