// No page says in English what it has words for: every page, as it is opened and as it refuses, in every other language.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join } from '../support/accounts.ts'
import { send } from '../support/http.ts'
import { allWords, leftInEnglish, textsOf } from '../support/left-in-english.ts'
import { enrol } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { keptIn, type Shown, Visitor, visitorOf } from '../support/visitor.ts'

const server = useServer({ dev: true, env: unthrottled })
let said: Awaited<ReturnType<typeof allWords>>
let user: Account
beforeAll(async () => {
  said = await allWords()
  await join(server)
  user = await join(server)
})

const others = ['de', 'es', 'fr', 'ja', 'ar'] as const
const TOKEN = 'A'.repeat(43)
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const BAD = { email: 'nowhere', username: 'a b', full_name: '', password: 'password1' }

/** What anybody opens. */
const open = [
  ...[
    '/sign-in',
    '/sign-up',
    '/forgot',
    '/recovery/ask',
    '/sign-in/mail',
    '/recovery/cancel',
    '/recovery/vouch?user=1',
    '/setup',
  ],
  ...[
    '/sign-in-link',
    '/reset',
    '/verify',
    '/revert',
    '/release',
    '/not-me',
    '/sign-up/confirm',
    '/invitation',
  ].flatMap((path) => [path, `${path}?token=${TOKEN}`]),
  ...['/recovery', '/recovery/begin', '/recovery/freeze'].flatMap((path) => [path, `${path}?token=${TOKEN}`]),
  '/sign-in?return_to=https%3A%2F%2Fevil.example%2F&state=x&code_challenge=x&code_challenge_method=S256',
  '/sign-in/return?return_to=https%3A%2F%2Fevil.example%2F',
]

/** What anybody sends that is refused. */
const refused: readonly [path: string, form: Record<string, string>][] = [
  ['/sign-in', {}],
  ['/sign-in', { username: 'nobody', password: 'wrong-password' }],
  ['/sign-in', { username: 'x'.repeat(300), password: 'x' }],
  ['/sign-in/passkey', { passkey: 'x' }],
  ['/sign-in/passkey', { passkey: '{}' }],
  ['/sign-in/with', { provider: 'nowhere' }],
  ['/sign-in/code', { mfa_token: TOKEN, kinds: 'totp', code: '000000' }],
  ['/sign-in/code/options', { mfa_token: TOKEN }],
  ['/sign-in/new-password', { password_token: TOKEN, new_password: 'password1' }],
  ['/sign-in/passkey-offer/options', {}],
  ['/sign-in/mail', BAD],
  ['/sign-in/mail', { email: 'nobody@example.com' }],
  ['/sign-in/mail/code', { email: 'nobody@example.com', code: '00000000' }],
  ['/sign-in/mail/code', { email: 'nobody@example.com', code: 'x' }],
  ['/sign-in-link', { token: TOKEN }],
  ['/sign-up', {}],
  ['/sign-up', BAD],
  ['/sign-up', { ...BAD, username: '12345', full_name: 'x\u0007', password: 'x'.repeat(300) }],
  ['/forgot', { email: 'nowhere' }],
  ['/forgot', { email: 'nobody@example.com' }],
  ['/recovery/ask', { email: 'nowhere' }],
  ['/recovery/ask', { email: 'nobody@example.com' }],
  ['/reset', { token: TOKEN, password: 'short' }],
  ['/reset', { token: TOKEN, password: 'heron-lantern-51-meadow' }],
  ['/setup', { setup_token: TOKEN, ...BAD }],
  ['/invitation', { token: TOKEN, username: 'somename', full_name: 'X', password: 'heron-lantern-51' }],
  ...['/verify', '/revert', '/release', '/not-me', '/recovery/begin', '/recovery/freeze'].map(
    (path): [string, Record<string, string>] => [path, { token: TOKEN }],
  ),
  ['/sign-up/confirm', { token: TOKEN, password: 'heron-lantern-51' }],
  ['/recovery', { token: TOKEN, password: 'heron-lantern-51-meadow' }],
  ['/recovery/cancel', {}],
  ['/recovery/cancel', { username: 'nobody', password: 'wrong-password' }],
  ['/recovery/vouch', { user: '0', username: 'nobody', password: 'wrong-password' }],
  ['/account/password', { current_password: 'x', new_password: 'y' }],
]

/** What is to be seen by whoever is signed in. */
const own = [
  ...[
    '',
    '/profile',
    '/password',
    '/factors',
    '/passkeys',
    '/identities',
    '/sessions',
    '/activity',
    '/api-keys',
  ],
  ...['/contacts', '/contacts/accept', '/support', '/language', '/data', '/delete', '/prove'],
].map((path) => `/account${path}`)

/** What they send, refused or not. */
const deeds: readonly [path: string, form: Record<string, string>][] = [
  ['/profile/name', { full_name: '' }],
  ['/profile/email', { email: 'nowhere' }],
  ['/profile/resend', {}],
  ['/password', { current_password: 'wrong-password', new_password: 'heron-lantern-51-meadow' }],
  ['/password', { current_password: 'violet-tramway-93', new_password: 'password1' }],
  ['/factors/app', {}],
  ['/factors/app/confirm', { code: '000000', secret: 'x' }],
  ['/factors/app/confirm', { code: 'x' }],
  ['/factors/app/remove', {}],
  ['/factors/codes', {}],
  ['/factors/devices/forget', { device_id: 'dev_x' }],
  ['/factors/lost', { password: 'wrong-password' }],
  ['/factors/lost/call-off', {}],
  ['/passkeys/new', {}],
  ['/passkeys/add', { name: '', passkey: 'x' }],
  ['/passkeys/add', { name: 'x', passkey: '{}' }],
  ['/passkeys/rename', { passkey_id: `pky_${TOKEN.slice(0, 27)}`, name: 'x' }],
  ['/passkeys/remove', { passkey_id: `pky_${TOKEN.slice(0, 27)}` }],
  ['/sessions/end', { session_id: 'x' }],
  ['/api-keys/make', { name: '' }],
  ['/api-keys/revoke', { api_key_id: 'x' }],
  ['/contacts/accept', { token: TOKEN }],
  ['/contacts/remove', { user_id: '1' }],
  ['/contacts/vouch', { user_id: '1' }],
  ['/contacts/freeze', {}],
  ['/contacts/cancel', {}],
  ['/identities/remove', { identity_id: 'x' }],
  ['/language', { language: 'xx' }],
  ['/delete', { username: 'somebody.else' }],
  ['/prove', { password: 'wrong-password' }],
  ['/prove', { passkey: 'x' }],
].map(([path, form]) => [`/account${path}`, form as Record<string, string>])

/** What a path that leads nowhere answers is no page. */
const isThere = ({ status, text }: Shown) =>
  status < 500 && status !== 405 && (status !== 404 || text.startsWith('<!doctype'))

describe.each(others)('in %s', (language) => {
  const headers = { 'accept-language': language }

  test('what anybody opens', async () => {
    for (const path of open) {
      const answer = await new Visitor(server).get(path, headers)
      expect([path, isThere(answer), leftInEnglish(said, language, answer.text)]).toEqual([path, true, []])
    }
    const nowhere = await new Visitor(server).get('/nothing/is-here', { ...headers, accept: 'text/html' })
    expect([isThere(nowhere), leftInEnglish(said, language, nowhere.text)]).toEqual([true, []])
  })

  test('what anybody is refused', async () => {
    for (const [path, form] of refused) {
      const answer = await new Visitor(server).post(path, form, headers)
      expect([path, form, isThere(answer), leftInEnglish(said, language, answer.text)]).toEqual([
        path,
        form,
        true,
        [],
      ])
    }
    const foreign = await new Visitor(server).post(
      '/sign-in',
      {},
      { ...headers, origin: 'https://evil.example' },
    )
    expect([foreign.status, leftInEnglish(said, language, foreign.text)]).toEqual([403, []])
  })

  test('what is asked for behind the password', async () => {
    const who = await join(server)
    await enrol(server, who)
    const visitor = new Visitor(server)
    const { username, password } = who
    const half = await visitor.post('/sign-in', { username, password }, headers)
    expect([half.status, leftInEnglish(said, language, half.text)]).toEqual([401, []])
    const wrong = await visitor.post('/sign-in/code', { ...keptIn(half.text), code: '000000' }, headers)
    expect([wrong.status, leftInEnglish(said, language, wrong.text)]).toEqual([400, []])
  })

  test('the pages of the account, and what they refuse', async () => {
    await send(server, 'PUT /users/me/preferences', { token: user.token, json: { language } })
    const visitor = new Visitor(server)
    const { username, password } = user
    await visitor.post('/sign-in', { username, password }, { 'user-agent': FIREFOX })
    const devices = await visitor.get('/account/sessions')
    expect([devices.text.includes('Firefox'), devices.text.includes('Firefox on')]).toEqual([true, false])
    for (const path of own) {
      const { text } = await visitor.get(path)
      expect([path, leftInEnglish(said, language, text)]).toEqual([path, []])
    }
    for (const [path, form] of deeds) {
      const answer = await visitor.post(path, form)
      expect([path, form, isThere(answer), leftInEnglish(said, language, answer.text)]).toEqual([
        path,
        form,
        true,
        [],
      ])
    }
  })
})

test('in English the pages say email, whatever the API says', async () => {
  await send(server, 'PUT /users/me/preferences', { token: user.token, json: { language: 'en' } })
  const stranger = new Visitor(server)
  const visitor = await visitorOf(server, user)
  const texts = [
    ...(await Promise.all(open.map((path) => stranger.get(path)))),
    ...(await Promise.all(refused.map(([path, form]) => new Visitor(server).post(path, form)))),
    ...(await Promise.all(own.map((path) => visitor.get(path)))),
    ...(await Promise.all(deeds.map(([path, form]) => visitor.post(path, form)))),
  ].flatMap(({ text }) => textsOf(text))
  expect(texts).toContain('Email address')
  expect(texts.filter((text) => /e-mail|second factor/i.test(text))).toEqual([])
})

test('English is found where it is left', async () => {
  const { text } = await new Visitor(server).get('/sign-in', { 'accept-language': 'en' })
  expect(textsOf(text)).toContain('Forgot your password?')
  expect(leftInEnglish(said, 'de', text)).toContain('Forgot your password?')
  expect(leftInEnglish(said, 'de', text)).toContain('Create account')
  expect(leftInEnglish(said, 'de', '<li lang="en">Boats.</li>')).toEqual(['<li lang="en">Boats.'])
})
