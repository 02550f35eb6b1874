// Passkeys on the pages of this server, as the script posts what a browser gives: an ordinary form. And what the script asks besides.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, person, signIn } from '../support/accounts.ts'
import { auditOf } from '../support/audit.ts'
import { Authenticator } from '../support/authenticator.ts'
import { type Browsing, browsing } from '../support/browsing.ts'
import { type Answer, fieldsOf, send } from '../support/http.ts'
import { originOf, withPasskey } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const server = useServer({ dev: true, env: unthrottled })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})
type Given = { ceremony: string; options: never }
/** What the script asks first. */
const optionsOf = async (
  browser: Browsing,
  path: string,
  form: Record<string, string> = {},
): Promise<Given> => (await asked(browser, path, form)).json as Given
const asked = async (browser: Browsing, path: string, form: Record<string, string> = {}): Promise<Answer> => {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return send(server, `POST ${path}`, { form, headers: { cookie } })
}
const signInByPassword = async (browser: Browsing, who: Account, more: Record<string, string> = {}) => {
  await browser.open('/sign-in')
  return browser.press('/sign-in', { username: who.username, password: who.password, ...more })
}

describe('a passkey signs in', () => {
  test('C073 without a name or a password', async () => {
    const { passkey, full_name } = await withPasskey(server)
    const browser = browsing(server)
    await browser.open('/sign-in?next=/account')
    const { ceremony, options } = await optionsOf(browser, '/sign-in/passkey/options')
    const given = JSON.stringify({ ceremony, response: passkey.get(options) })
    await browser.press('/sign-in/passkey', { passkey: given })
    expect(browser.heading()).toBe(full_name)
    // Once.
    const again = browsing(server)
    await again.open('/sign-in')
    const refused = await again.press('/sign-in/passkey', { passkey: given })
    expect([refused.status, again.heading(), again.cookies.size]).toEqual([401, 'Sign in', 0])
  })

  test.each(['no JSON', '{}', '{"ceremony":1,"response":{}}', '[]', 'null', ''])(
    'and %p is none',
    async (passkey) => {
      const browser = browsing(server)
      await browser.open('/sign-in')
      const answer = await browser.press('/sign-in/passkey', { passkey })
      expect([answer.status, browser.heading(), browser.cookies.size]).toEqual([400, 'Sign in', 0])
    },
  )

  test('is the second factor where it is due, and nothing else is offered that is not', async () => {
    const who = await withPasskey(server)
    const browser = browsing(server)
    const half = await signInByPassword(browser, who)
    expect([half.status, browser.heading()]).toEqual([401, 'Two-step verification'])
    expect(half.text).toContain('data-passkey="use"')
    // The passkey is the one to take; a recovery code is for whoever has lost it.
    expect(half.text).toMatch(
      /<button>Use a passkey<[\s\S]*name="code"[\s\S]*<button class="quiet">Continue</,
    )
    expect(half.text).not.toContain('authenticator app')
    const mfa_token = /name="mfa_token" value="([^"]+)"/.exec(half.text)?.[1] ?? ''
    const { ceremony, options } = await optionsOf(browser, '/sign-in/code/options', { mfa_token })
    const passkey = JSON.stringify({ ceremony, response: who.passkey.get(options) })
    await browser.press('/sign-in/code', { passkey })
    expect(browser.heading()).toBe(who.full_name)
  })

  test('C050 options are given to pages of this server alone', async () => {
    for (const path of ['/sign-in/passkey/options', '/sign-in/passkey-offer/options', '/sign-up/password']) {
      const headers = { origin: 'https://evil.example' }
      const answer = await send(server, `POST ${path}`, { form: {}, headers })
      expect([path, answer.status]).toEqual([path, 403])
    }
  })

  test('options to add one ask for the cookie', async () => {
    const browser = browsing(server)
    const path = '/sign-in/passkey-offer/options'
    expect((await asked(browser, path)).status).toBe(401)
    await signInByPassword(browser, await join(server))
    const given = await asked(browser, path)
    expect([given.status, Object.keys(fieldsOf(given))]).toEqual([200, ['ceremony', 'options']])
  })
})

describe('a passkey is offered behind a password', () => {
  const TITLE = 'Sign in faster next time?'
  const offeredTo = async (who: Account, browser = browsing(server), passkeys = 'able') => {
    await browser.ask('POST /sign-out', { form: {} })
    await signInByPassword(browser, who, { passkeys })
    return browser
  }

  test('to whoever has none and a browser that can; who adds one gets the codes for its loss, and another cookie', async () => {
    const who = await join(server)
    const browser = await offeredTo(who)
    expect(browser.heading()).toBe(TITLE)
    const before = browser.cookies.get('latchkey')
    const { ceremony, options } = await optionsOf(browser, '/sign-in/passkey-offer/options')
    const authenticator = new Authenticator(originOf(server))
    const given = JSON.stringify({ ceremony, response: authenticator.create(options) })
    const added = await browser.press('/sign-in/passkey-offer', { passkey: given })
    expect(browser.heading()).toBe('Save your recovery codes')
    expect(added.text.match(/<li><code>/g)).toHaveLength(10)
    expect(browser.cookies.get('latchkey')).not.toBe(before)
    await browser.open('/account')
    expect(browser.heading()).toBe(who.full_name)
    // There is nothing to offer any more.
    await browser.open('/sign-in/passkey-offer')
    expect(browser.heading()).toBe(who.full_name)
    const other = browsing(server)
    await other.open('/sign-in')
    const second = await optionsOf(other, '/sign-in/passkey/options')
    const shown = { ceremony: second.ceremony, response: authenticator.get(second.options) }
    await other.press('/sign-in/passkey', { passkey: JSON.stringify(shown) })
    expect(other.heading()).toBe(who.full_name)
  })

  test('to who has just made an account as well', async () => {
    const browser = browsing(server)
    await browser.open('/sign-up?next=/account')
    await browser.press('/sign-up', { ...person(), passkeys: 'able' })
    expect(browser.heading()).toBe(TITLE)
  })

  test('not where there is no script, or no passkey can be', async () => {
    const who = await join(server)
    expect((await offeredTo(who, browsing(server), '')).heading()).toBe(who.full_name)
  })

  test('"not now" is remembered of this device, for 180 days', async () => {
    const who = await join(server)
    const browser = await offeredTo(who)
    const answer = await asked(browser, '/sign-in/passkey-offer/answer', {
      answer: 'later',
      next: '/account',
    })
    expect(answer.headers.get('set-cookie')).toBe(
      'latchkey-passkey-later=1; Max-Age=15552000; Path=/; HttpOnly; SameSite=Lax',
    )
    await browser.press('/sign-in/passkey-offer/answer', { answer: 'later' })
    expect(browser.heading()).toBe(who.full_name)
    expect((await offeredTo(who, browser)).heading()).toBe(who.full_name)
    expect((await offeredTo(who)).heading()).toBe(TITLE)
  })

  test('"do not ask again" is remembered of the account, until its owner says otherwise', async () => {
    const who = await join(server)
    const browser = await offeredTo(who)
    await browser.press('/sign-in/passkey-offer/answer', { answer: 'never' })
    expect(browser.heading()).toBe(who.full_name)
    expect((await offeredTo(who)).heading()).toBe(who.full_name)
    const token = await signIn(server, who)
    const line = 'PUT /users/me/preferences'
    const told = await send(server, 'GET /users/me/preferences', { token })
    expect(told.json).toEqual({ language: 'en', offer_passkey: false })
    await send(server, line, { token, json: { language: 'de' } })
    expect((await send(server, line, { token, json: {} })).json).toEqual({
      language: 'de',
      offer_passkey: false,
    })
    await send(server, line, { token, json: { language: 'en', offer_passkey: true } })
    expect((await offeredTo(who)).heading()).toBe(TITLE)
  })
})

describe('what the script asks and is', () => {
  const judged = (password: string, more: Record<string, string> = {}, language = 'en') =>
    send(server, 'POST /sign-up/password', {
      form: { password, ...more },
      headers: { 'accept-language': language },
    })

  test('the judge of passwords says what the registration would', async () => {
    const rows = [
      ['x', {}, 'too_short'],
      ['password1', {}, 'common'],
      ['aaaaaaaaaaaa', {}, 'repetitive'],
      ['robin.smith1', { username: 'robin.smith' }, 'personal'],
      ['robin.smith1', { email: 'robin.smith@example.org' }, 'personal'],
      ['violet-tramway-canyon', {}, null],
    ] as const
    for (const [password, more, reason] of rows) {
      const told = await judged(password, more)
      expect([password, told.status, fieldsOf(told)['reason']]).toEqual([password, 200, reason])
      const { email = person().email, username = person().username }: { email?: string; username?: string } =
        more
      const json = { ...person(), username, email, password }
      const { status } = await send(server, 'POST /auth/register', { json })
      expect([password, status]).toEqual([password, reason === null ? 200 : 400])
    }
  })

  test('in the language of the page, and writes nothing down', async () => {
    expect(fieldsOf(await judged('x', {}, 'de'))['sentence']).toBe('Noch zu kurz: mindestens 8 Zeichen.')
    // The newest; that it was read is written down, too.
    const written = async () =>
      (await auditOf(server, admin.token)).filter(({ action }) => action !== 'audit.read').slice(0, 20)
    const before = await written()
    const typed = 'a-password-that-is-being-typed'
    await judged(typed, { email: 'typed@example.org' })
    expect(server.written.join('\n')).not.toContain('being-typed')
    expect(await written()).toEqual(before)
  })

  test('one file below 10 kB, which is asked for once', async () => {
    const page = await send(server, 'GET /sign-in')
    const path = /<script type="module" src="(\/assets\/pages\.[0-9a-f]{16}\.js)"/.exec(page.text)?.[1]
    expect(page.headers.get('content-security-policy')).toMatch(
      /script-src 'nonce-[^']+'; connect-src 'self'/,
    )
    const script = await send(server, `GET ${path}`)
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const packed = await fetch(`${server.url}${path}`, { headers: { 'accept-encoding': 'gzip' } })
    const text = await packed.text()
    expect(text).toBe(script.text)
    console.log(
      `the script of the pages: ${Buffer.byteLength(text)} bytes, ${Bun.gzipSync(Buffer.from(text)).length} packed`,
    )
    expect(Buffer.byteLength(text)).toBeLessThan(10_000)
  })
})
