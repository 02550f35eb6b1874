// The language that somebody chose on a page: what their account begins with, what they are mailed in, and what they read in it.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, person, register, signIn } from '../support/accounts.ts'
import { type Browsing, browsing } from '../support/browsing.ts'
import { Visitor as FarVisitor } from '../support/far-visitor.ts'
import { fieldsOf, send, type Target } from '../support/http.ts'
import { mailsTo, tokenMailed } from '../support/mailbox.ts'
import { mailTo } from '../support/mails.ts'
import { OpenIdProvider } from '../support/openid-provider.ts'
import { setupToken } from '../support/program.ts'
import { addProvider, baseOf, toProvider } from '../support/providers.ts'
import { useServer, withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { Visitor, visitorOf } from '../support/visitor.ts'

const server = useServer({ dev: true, env: unthrottled })
const provider = new OpenIdProvider()
let admin: Account
beforeAll(async () => {
  await provider.open()
  admin = await join(server)
  await addProvider(server, admin, provider)
})
afterAll(() => provider.close())

const storedBy = async (token: string, target: Target = server) =>
  fieldsOf(await send(target, 'GET /users/me/preferences', { token }))['language']
const stored = async (who: { username: string; password: string }, target: Target = server) =>
  storedBy(await signIn(target, who), target)
const langOf = ({ text }: { text: string }) => /<html lang="([\w-]+)"/.exec(text)?.[1]
const inArabic = (): Browsing => browsing(server, { 'accept-language': 'ar' })

describe('an account is in the language of the page that it is made on', () => {
  test('signing up: that of the address before that of the browser', async () => {
    const who = person()
    const browser = inArabic()
    await browser.open('/sign-up?lang=fr')
    expect(langOf(await browser.press('/sign-up', { ...who }))).toBe('fr')
    expect(await stored(who)).toBe('fr')
    expect((await mailTo(server, who.email, 'verify_email')).language).toBe('fr')
  })

  test('signing up: else that of the browser, and the first mail is written in it', async () => {
    const who = person()
    const browser = inArabic()
    await browser.open('/sign-up')
    await browser.press('/sign-up', { ...who })
    expect(await stored(who)).toBe('ar')
    expect((await mailTo(server, who.email, 'verify_email')).language).toBe('ar')
  })

  test('the API goes by Accept-Language, and by no cookie of a page', async () => {
    const who = person()
    const headers = { 'accept-language': 'de-AT, en;q=0.5', cookie: 'latchkey-language=fr' }
    await send(server, 'POST /auth/register', { json: who, headers })
    expect(await stored(who)).toBe('de')
    expect((await mailTo(server, who.email, 'verify_email')).language).toBe('de')
  })

  test('who is refused is mailed nothing, in no language', async () => {
    const who = person({ username: admin.username })
    const browser = inArabic()
    await browser.open('/sign-up?lang=fr')
    expect((await browser.press('/sign-up', { ...who })).status).toBe(409)
    const headers = { 'accept-language': 'de', 'idempotency-key': crypto.randomUUID() }
    expect((await send(server, 'POST /auth/register', { json: who, headers })).status).toBe(409)
    expect(await mailsTo(server, who.email, 'verify_email', 0)).toEqual([])
  })

  test('an invitation, whatever language that was mailed in', async () => {
    const { email, password, ...typed } = person()
    await send(server, 'POST /invitations', { token: admin.token, json: { email, language: 'de' } })
    const token = await tokenMailed(server, email, 'invitation')
    const browser = inArabic()
    await browser.open(`/invitation?token=${token}&lang=es`)
    await browser.press('/invitation', { ...typed, password })
    expect(await stored({ username: typed.username, password })).toBe('es')
  })

  test('a registration that is confirmed by mail, and that mail', async () => {
    const env = { ...unthrottled, LATCHKEY_REGISTRATION: 'private' }
    await withServer({ dev: true, env }, async (other) => {
      const who = person()
      const browser = browsing(other, { 'accept-language': 'ar' })
      await browser.open('/sign-up?lang=ja')
      await browser.press('/sign-up', { ...who })
      const mail = await mailTo(other, who.email, 'register_link')
      expect(mail.language).toBe('ja')
      const token = new URL(mail.link ?? '').searchParams.get('token')
      await send(other, 'POST /auth/register/confirm', { json: { token, password: who.password } })
      expect(await stored(who, other)).toBe('ja')
    })
  })

  test('the first administrator', async () => {
    await withServer({ dev: true, env: unthrottled }, async (fresh) => {
      await fresh.stop()
      const token = await setupToken(fresh.folder)
      await fresh.start()
      const who = person()
      const browser = browsing(fresh, { 'accept-language': 'de' })
      await browser.open(`/setup?token=${token}`)
      await browser.press('/setup', { ...who })
      expect(await stored(who, fresh)).toBe('de')
      expect((await mailTo(fresh, who.email, 'verify_email')).language).toBe('de')
    })
  })

  test.each([true, false])('signing in with a provider, the address proved: %p', async (isProved) => {
    const email = `elsewhere.${isProved}@example.org`
    provider.person = { sub: email, email, email_verified: isProved, name: 'Ada Lovelace' }
    const visitor = new FarVisitor()
    await visitor.ask(`${baseOf(server)}/sign-in?lang=es`)
    const [back] = await toProvider(server, 'oidc', visitor)
    // As from a provider whose page posts what it says.
    visitor.cookies(baseOf(server)).delete('latchkey-language')
    expect((await visitor.ask(back)).status).toBe(303)
    expect(langOf(await visitor.ask(`${baseOf(server)}/account`))).toBe('es')
    if (!isProved) expect((await mailTo(server, email, 'verify_email')).language).toBe('es')
  })

  test('whoever prefers none of them has none, and reads the server’s', async () => {
    const who = person()
    await register(server, who)
    expect(await stored(who)).toBe('en')
    const visitor = await visitorOf(server, who)
    expect(langOf(await visitor.get('/account', { 'accept-language': 'ja' }))).toBe('ja')
  })
})

describe('whoever is signed in reads', () => {
  const inGerman = async () => {
    const who = await join(server)
    await send(server, 'PUT /users/me/preferences', { token: who.token, json: { language: 'de' } })
    return { who, visitor: await visitorOf(server, who) }
  }

  test('what they chose in this browser, else what their account says, else what the browser likes', async () => {
    const { who, visitor } = await inGerman()
    expect(langOf(await visitor.get('/account', { 'accept-language': 'ja' }))).toBe('de')
    expect(langOf(await visitor.get('/account?lang=fr'))).toBe('fr')
    expect(langOf(await visitor.get('/account/profile'))).toBe('fr')
    expect(langOf(await visitor.post('/account/profile/name', { full_name: '' }))).toBe('fr')
    const other = await visitorOf(server, who)
    expect(langOf(await other.get('/account/profile'))).toBe('de')
    expect(await storedBy(who.token)).toBe('de')
  })

  test('on after a sign-in what the page of it was in', async () => {
    const { who } = await inGerman()
    const browser = browsing(server)
    await browser.open('/sign-in?lang=es')
    const { username, password } = who
    expect(langOf(await browser.press('/sign-in', { username, password }))).toBe('es')
  })

  test('what the address asked for that led to the sign-in', async () => {
    const browser = browsing(server)
    expect(langOf(await browser.open('/account/profile?lang=ja'))).toBe('ja')
  })

  test('the offer of a passkey in it, too', async () => {
    const { visitor } = await inGerman()
    expect(langOf(await visitor.get('/sign-in/passkey-offer'))).toBe('de')
    expect(langOf(await visitor.post('/sign-in/passkey-offer', { passkey: '{}' }))).toBe('de')
    expect(langOf(await visitor.get('/sign-in/passkey-offer?lang=fr'))).toBe('fr')
  })

  test('what they save from that moment on, whatever was chosen before', async () => {
    const { who, visitor } = await inGerman()
    const chosen = await visitor.get('/account/language?lang=fr')
    expect(chosen.text).toMatch(/<option value="de" lang="de" selected>/)
    const saved = await visitor.post('/account/language', { language: 'es' })
    expect([saved.status, saved.location]).toEqual([303, '/account/language?done=chosen'])
    expect(visitor.cookies.get('latchkey-language')).toBe('es')
    const shown = await visitor.get(saved.location ?? '')
    expect([langOf(shown), shown.text.includes('<option value="es" lang="es" selected>')]).toEqual([
      'es',
      true,
    ])
    expect(await storedBy(who.token)).toBe('es')
    expect(langOf(await new Visitor(server).get('/sign-in'))).toBe('en')
  })

  test('what was refused in the language that they read, and their choice stays as it was', async () => {
    const { who, visitor } = await inGerman()
    await visitor.get('/account?lang=fr')
    const refused = await visitor.post('/account/language', { language: 'xx' })
    expect([refused.status, langOf(refused), visitor.cookies.get('latchkey-language')]).toEqual([
      400,
      'fr',
      'fr',
    ])
    expect(await storedBy(who.token)).toBe('de')
  })
})
