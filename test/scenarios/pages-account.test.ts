// The pages below /account, by forms over HTTP: what is done by them is seen by the API.
import { beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Account, join, login } from '../support/accounts.ts'
import { eventually } from '../support/eventually.ts'
import { fieldsOf, itemsOf, send, textOf } from '../support/http.ts'
import { codeBefore, codeOf, enrol, halfSignIn } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { Visitor as Browser, keptIn, type Shown, type Visitor, visitorOf } from '../support/visitor.ts'

const server = useServer({ dev: true, env: { ...unthrottled } })
const NEW = 'heron-lantern-51-meadow'

/** Each page to look at, and where somebody who is signed out comes back to. */
const looks: readonly [path: string, heading: string, back?: string][] = [
  ['/account', ''],
  ['/account/profile', 'Profile'],
  ['/account/password', 'Password'],
  ['/account/factors', 'Two-step verification'],
  ['/account/passkeys', 'Passkeys'],
  ['/account/identities', 'Linked accounts'],
  ['/account/sessions', 'Devices'],
  ['/account/activity', 'Activity'],
  ['/account/api-keys', 'API keys'],
  ['/account/contacts', 'Trusted contacts'],
  ['/account/contacts/accept', 'Become a trusted contact'],
  ['/account/support', 'Support code'],
  ['/account/language', 'Language'],
  ['/account/data', 'Your data'],
  ['/account/data/download', '', '/account/data'],
  ['/account/delete', 'Delete your account'],
  ['/account/prove', 'Confirm it is you'],
]

let user: Account
let visitor: Visitor
const api = (line: string, json?: object) =>
  send(server, line, { token: user.token, ...(json ? { json } : {}) })

beforeAll(async () => {
  await join(server)
})
beforeEach(async () => {
  user = await join(server)
  visitor = await visitorOf(server, user)
})

describe('looking', () => {
  test.each(looks.map(([path, , back = path]) => [path, back] as const))(
    '%s signed out: to the sign-in, and back to %s',
    async (path, back) => {
      const stranger = new Browser(server)
      const answer = await stranger.get(path)
      expect([answer.status, answer.location]).toEqual([303, `/sign-in?next=${encodeURIComponent(back)}`])
      expect(answer.headers.get('cache-control')).toBe('no-store')
      const { username, password } = user
      const back2 = await stranger.post('/sign-in', { username, password, next: back })
      expect([back2.status, back2.location]).toEqual([303, back])
    },
  )

  test('every page signed in, in every language', async () => {
    for (const language of ['de', 'es', 'fr', 'ja', 'ar', 'en']) {
      await api('PUT /users/me/preferences', { language })
      for (const [path, heading] of looks.filter(([path]) => path !== '/account/data/download')) {
        const { status, text } = await visitor.get(path)
        expect([path, status]).toEqual([path, 200])
        expect(text).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`)
        expect(text.match(/<h1>/g)).toHaveLength(1)
        expect(text).not.toContain('undefined')
        if (language === 'en') expect(text).toContain(`<h1>${heading || user.full_name}</h1>`)
      }
    }
  })

  test('the token of a link is not lost by the sign-in, and nothing else goes with it', async () => {
    const stranger = new Browser(server)
    const next = (path: string) => encodeURIComponent(path)
    expect((await stranger.get('/account/contacts/accept?token=abc')).location).toBe(
      `/sign-in?next=${next('/account/contacts/accept?token=abc')}`,
    )
    expect((await stranger.get('/account/contacts/accept?token=//evil')).location).toBe(
      `/sign-in?next=${next('/account/contacts/accept')}`,
    )
  })

  test('what is somebody’s own name is text', async () => {
    await api(`PUT /users/${user.id}`, { full_name: '<b>"Robin"</b>' })
    const { text } = await visitor.get('/account')
    expect(text).toContain('&#60;b&#62;')
    expect(text).not.toContain('<b>')
  })

  test('a cursor that nobody gave out is refused in words', async () => {
    const { status, text } = await visitor.get('/account/activity?cursor=nobodys')
    expect([status, text.includes('role="alert"')]).toEqual([400, true])
  })
})

describe('profile and password', () => {
  test('the name is changed; a wrong one is kept beside what is wrong with it', async () => {
    const done = await visitor.post('/account/profile/name', { full_name: 'Another Name' })
    expect([done.status, done.location]).toEqual([303, '/account/profile?done=name'])
    expect(fieldsOf(await api('GET /users/me')).full_name).toBe('Another Name')
    const { status, text } = await visitor.post('/account/profile/name', { full_name: 'x'.repeat(201) })
    expect(status).toBe(400)
    expect(text).toContain(`value="${'x'.repeat(201)}"`)
    expect(text).toContain('id="name-full_name-error"')
  })

  test('the address: what signs in, what is proved, and the mail once more', async () => {
    const page = await visitor.get('/account/profile')
    expect(page.text).toContain(`${user.email} is not confirmed yet.`)
    const taken = await join(server)
    const refused = await visitor.post('/account/profile/email', { email: taken.email })
    expect([refused.status, refused.text.includes('id="email-email-error"')]).toEqual([409, true])
    expect(refused.text).toContain(`value="${taken.email}"`)
    expect((await visitor.post('/account/profile/resend')).location).toBe('/account/profile?done=resend')
    // Nothing is sent then, and nothing is said to be.
    const same = await visitor.post('/account/profile/email', { email: user.email })
    expect((await visitor.follow(same)).text).toContain('That is your address already.')
    const email = `new-${user.email}`
    expect((await visitor.post('/account/profile/email', { email })).location).toBe(
      '/account/profile?done=email',
    )
    expect((await visitor.get('/account/profile')).text).toContain(email)
    expect((await api('GET /users/me/address')).json).toMatchObject({ email, email_verified_at: null })
  })

  test('the password: wrong beside its field, changed with another value for the browser, others end', async () => {
    const elsewhere = await visitorOf(server, user)
    const wrong = await visitor.post('/account/password', { current_password: 'not it', new_password: NEW })
    expect([wrong.status, wrong.text.includes('id="password-current_password-error"')]).toEqual([403, true])
    expect(wrong.text).not.toContain(NEW)
    const short = await visitor.post('/account/password', {
      current_password: user.password,
      new_password: 'short',
    })
    expect([short.status, short.text.includes('id="password-new_password-error"')]).toEqual([400, true])
    const before = visitor.header
    const done = await visitor.post('/account/password', {
      current_password: user.password,
      new_password: NEW,
    })
    expect([done.status, done.location]).toEqual([303, '/account/password?done=changed'])
    expect(visitor.header).not.toBe(before)
    expect((await visitor.get('/account')).status).toBe(200)
    expect((await elsewhere.get('/account')).status).toBe(303)
    expect((await login(server, user.username, NEW)).status).toBe(200)
  })
})

const codesIn = ({ text }: Shown): string[] =>
  [...text.matchAll(/<li><code>([^<]+)/g)].map(([, code = '']) => code)

describe('second factors', () => {
  test('an app is added by its code, with recovery codes shown once, and removed after a proof by it', async () => {
    const begun = await visitor.post('/account/factors/app')
    expect([begun.status, begun.text.includes('<svg')]).toEqual([200, true])
    const { secret = '' } = keptIn(begun.text)
    const wrong = await visitor.post('/account/factors/app/confirm', { code: '000000', secret })
    expect([wrong.status, wrong.text.includes('id="confirm-code-error"')]).toEqual([400, true])
    expect(keptIn(wrong.text)).toMatchObject({ secret })
    // Whoever mistypes a code still has the picture: the same.
    const [, picture = 'none'] = /<img class="qr"[^>]* src="([^"]+)"/.exec(begun.text) ?? []
    expect(wrong.text).toContain(`src="${picture}"`)
    const [, opens = 'none'] = /href="(otpauth:[^"]+)"/.exec(begun.text) ?? []
    expect(wrong.text).toContain(`href="${opens}"`)
    for (const none of ['', 'javascript:alert(1)', `${secret}A`, secret.toLowerCase()]) {
      const form = { code: '000000', secret: none }
      const { status, text } = await visitor.post('/account/factors/app/confirm', form)
      expect([status, text.includes('class="qr"'), text.includes('otpauth:')]).toEqual([400, false, false])
    }
    const before = visitor.header
    const confirmed = { code: await codeBefore(secret), secret }
    const added = await visitor.follow(await visitor.post('/account/factors/app/confirm', confirmed))
    expect([added.status, codesIn(added).length]).toEqual([200, 10])
    // C048: the session is one of two factors from now on.
    expect(visitor.header).not.toBe(before)
    expect(fieldsOf(await api('GET /users/me/factors')).totp_since).toBeString()

    const renewed = await visitor.follow(await visitor.post('/account/factors/codes'))
    expect(codesIn(renewed)).toHaveLength(10)
    expect(codesIn(renewed).filter((code) => codesIn(added).includes(code))).toEqual([])
    expect((await visitor.post('/account/factors/app/remove')).location).toBe(
      '/account/factors?done=appRemoved',
    )
    expect(fieldsOf(await api('GET /users/me/factors')).totp_since).toBeNull()
  })

  test('all lost: with the password, and called off after a proof by a factor', async () => {
    const { secret } = await enrol(server, user)
    const wrong = await visitor.post('/account/factors/lost', { password: 'not it' })
    expect([wrong.status, wrong.text.includes('id="lost-password-error"')]).toEqual([403, true])
    expect((await visitor.post('/account/factors/lost', { password: user.password })).location).toBe(
      '/account/factors?done=lost',
    )
    expect(fieldsOf(await api('GET /users/me/factors')).removed_at).toBeString()
    const asked = await visitor.post('/account/factors/lost/call-off')
    expect([asked.status, keptIn(asked.text)]).toMatchObject([
      403,
      { deed: '/account/factors/lost/call-off' },
    ])
    const bare = await visitor.prove(asked, { password: user.password })
    expect([bare.status, bare.text.includes('id="prove-code-error"')]).toEqual([400, true])
    const done = await visitor.prove(bare, { password: user.password, code: codeOf(secret) })
    expect(done.location).toBe('/account/factors?done=found')
    expect(fieldsOf(await api('GET /users/me/factors')).removed_at).toBeNull()
  })
})

test('a trusted device is listed, and trusted no longer', async () => {
  const { secret } = await enrol(server, user)
  const other = new Browser(server)
  const { username, password } = user
  const asked = await other.post('/sign-in', { username, password, next: '/account' })
  const code = codeOf(secret)
  await other.post('/sign-in/code', { ...keptIn(asked.text), code, trust_device: 'on' })
  const devices = () => api('GET /users/me/trusted-devices')
  const [device] = itemsOf(await devices())
  const device_id = String(device?.id)
  expect((await other.get('/account/factors')).text).toContain(`value="${device_id}"`)
  expect((await other.post('/account/factors/devices/forget', { device_id })).location).toBe(
    '/account/factors?done=deviceForgotten',
  )
  expect(itemsOf(await devices())).toEqual([])
})

test.each(['/account/prove', '/account/activity?cursor=nobodys', '/account/prove?next=/account/data'])(
  '%s is not the overview: on a phone the menu is not in its way',
  async (path) => {
    const { text } = await visitor.get(path)
    expect(text).toContain('<body class="account">')
    expect(text).not.toContain('href="/account" aria-current')
  },
)

test('activity is read page by page, each entry once', async () => {
  for (let at = 0; at < 25; at += 1) await api('PUT /users/me/preferences', { language: 'en' })
  const rows: number[] = []
  let path: string | undefined = '/account/activity'
  while (path !== undefined) {
    const { text } = await visitor.get(path)
    rows.push((text.match(/<tr><td/g) ?? []).length)
    path = /href="(\/account\/activity\?cursor=[^"&]+)"/.exec(text)?.[1]
  }
  expect([rows.length, rows[0], rows.reduce((sum, one) => sum + one)]).toEqual([2, 20, 28])
})

test('in the activity a sign-in in two steps is no refused one, and a refused one is told once', async () => {
  const who = await enrol(server, user)
  await halfSignIn(server, who)
  await login(server, who.username, 'not this one')
  const newest = async () => {
    const { text } = await visitor.get('/account/activity')
    return [...text.matchAll(/data-label="Activity">(.*?)<\/td>/g)].map(([, words]) => words).slice(0, 2)
  }
  // Refusals are written a moment after the answer.
  const both = await eventually('both in the activity', async () => {
    const shown = await newest()
    return shown[0] === 'Sign-in refused' ? shown : undefined
  })
  expect(both).toEqual(['Sign-in refused', 'Second step requested'])
})

describe('sessions, keys and the rest', () => {
  test('one session is ended, then all others, then this one', async () => {
    const other = await visitorOf(server, user)
    const page = await other.get('/account/sessions')
    expect(page.text).toContain('this browser')
    const sessions = itemsOf(await api('GET /sessions'))
    const [newest] = sessions
    const ended = await visitor.post('/account/sessions/end', { session_id: String(newest?.id) })
    expect(ended.location).toBe('/account/sessions?done=ended')
    expect((await other.get('/account')).status).toBe(303)
    const nobodys = await visitor.post('/account/sessions/end', { session_id: 'ses_nobodys' })
    expect([nobodys.status, nobodys.text.includes('role="alert"')]).toEqual([403, true])
    await visitor.post('/account/sessions/end-others')
    expect((await api('GET /users/me')).status).toBe(401)
    const [, own = ''] =
      /name="session_id" value="([^"]+)"/.exec((await visitor.get('/account/sessions')).text) ?? []
    const last = await visitor.post('/account/sessions/end', { session_id: own })
    expect([last.location, visitor.cookies.size]).toEqual(['/sign-in', 0])
  })

  test('an API key: scopes, shown once, revoked; what is wrong is kept', async () => {
    const none = await visitor.post('/account/api-keys/make', { name: 'Nightly report', expires: '365' })
    expect([none.status, none.text.includes('id="scopes-error"')]).toEqual([400, true])
    expect(none.text).toContain('value="Nightly report"')
    expect(none.text).toContain('<option value="365" selected>')
    const asked = { name: 'Nightly report', 'scope self:read': 'on', expires: '30' }
    const made = await visitor.follow(await visitor.post('/account/api-keys/make', asked))
    const [key = ''] = /lk_[A-Za-z0-9]{49}/.exec(made.text) ?? []
    expect((await send(server, 'GET /users/me', { token: key })).status).toBe(200)
    expect((await visitor.get('/account/api-keys')).text).not.toContain(key)
    const [listed] = itemsOf(await api('GET /api-keys'))
    expect(listed?.scopes).toEqual(['self:read'])
    await visitor.post('/account/api-keys/revoke', { key_id: String(listed?.id) })
    expect((await send(server, 'GET /users/me', { token: key })).status).toBe(401)
    const beyond = await visitor.post('/account/api-keys/make', { name: 'x', 'scope users:delete': 'on' })
    expect(beyond.status).toBeGreaterThanOrEqual(400)
    expect(itemsOf(await api('GET /api-keys'))).toEqual([])
  })

  test('the language, and a code for whoever helps', async () => {
    await visitor.post('/account/language', { language: 'ja' })
    expect((await visitor.get('/account/language?done=chosen')).text).toContain('言語を変更しました。')
    expect((await visitor.post('/account/language', { language: 'tlh' })).status).toBe(400)
    await visitor.post('/account/language', { language: 'en' })
    const { text } = await visitor.follow(await visitor.post('/account/support'))
    expect(text).toMatch(/>\d{4} \d{4}</)
  })

  test('a trusted contact: asked, accepted by the link, removed', async () => {
    const offered = await visitor.follow(await visitor.post('/account/contacts/offer'))
    const [, link = ''] = /\/account\/contacts\/accept\?token=([A-Za-z0-9_-]+)/.exec(offered.text) ?? []
    const own = await visitor.post('/account/contacts/accept', { token: link })
    expect(own.status).toBe(409)
    const friend = await join(server)
    const theirs = await visitorOf(server, friend)
    expect((await theirs.get(`/account/contacts/accept?token=${link}`)).text).toContain(link)
    expect((await theirs.post('/account/contacts/accept', { token: link })).location).toBe(
      '/account/contacts?done=accept',
    )
    expect((await visitor.get('/account/contacts')).text).toContain(friend.full_name)
    await visitor.post('/account/contacts/remove', { contact_id: String(friend.id) })
    expect(fieldsOf(await api('GET /users/me/recovery')).trusted_contacts).toEqual([])
  })

  test('all data as one file, which says what the API says', async () => {
    const answer = await visitor.get('/account/data/download')
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    const file = JSON.parse(answer.text) as { parts: object[]; items: object[] }
    expect(file.items.length).toBeGreaterThan(3)
    expect(answer.text).toContain(user.email)
  })

  test('deletion: by the username and a proof of this moment, and the browser is signed out', async () => {
    const wrong = await visitor.post('/account/delete', { username: 'somebody else' })
    expect([wrong.status, wrong.text.includes('id="delete-username-error"')]).toEqual([400, true])
    // A sign-in of a moment ago is no proof here.
    const asked = await visitor.post('/account/delete', { username: user.username })
    expect(asked.status).toBe(403)
    const bare = await visitor.prove(asked, { password: 'not it' })
    expect([bare.status, bare.text.includes('id="prove-password-error"')]).toEqual([403, true])
    expect((await api('GET /users/me')).status).toBe(200)
    const done = await visitor.prove(bare, { password: user.password })
    expect([done.status, visitor.cookies.size]).toEqual([200, 0])
    expect((await api('GET /users/me')).status).toBe(401)
    expect((await login(server, user.username, user.password)).status).toBe(401)
  })

  test('adding a passkey says what it needs where there is no script', async () => {
    const { text } = await visitor.post('/account/passkeys/new')
    expect(text).toContain('<noscript>')
    expect(text).toContain('data-passkey="add" data-options="/account/passkeys/options"')
    const options = await visitor.post('/account/passkeys/options')
    expect(textOf({ ...options, json: JSON.parse(options.text) as unknown }, 'ceremony')).toStartWith('cer_')
    const refused = await visitor.post('/account/passkeys/add', { name: 'Laptop', passkey: 'no JSON' })
    expect([refused.status, refused.text.includes('value="Laptop"')]).toEqual([400, true])
  })
})
