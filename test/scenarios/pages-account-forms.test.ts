// C050, C062: what every form of the account has in common. A page that takes a POST and is not in the table fails the test.
import { beforeAll, expect, test } from 'bun:test'
import { accountPages } from '../../packages/server/src/pages/hosted/account/index.ts'
import { type Account, join } from '../support/accounts.ts'
import { eventually } from '../support/eventually.ts'
import { itemsOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { Visitor, visitorOf } from '../support/visitor.ts'

const server = useServer({ dev: true, env: { ...unthrottled } })
const nobody = 'nobodys_0aB1cD2eF3gH4iJ5'

/** A form that its page takes, and where somebody who is signed out comes back to; without: a script asks, and is refused. */
const forms: readonly [path: string, form: Record<string, string>, back?: string][] = [
  ['/account/profile/name', { full_name: 'Changed' }, '/account/profile'],
  ['/account/profile/email', { email: 'changed@example.org' }, '/account/profile'],
  ['/account/profile/resend', {}, '/account/profile'],
  [
    '/account/password',
    { current_password: 'violet-tramway', new_password: 'heron-lantern-51-meadow' },
    '/account/password',
  ],
  ['/account/factors/app', {}, '/account/factors'],
  ['/account/factors/app/confirm', { code: '123456' }, '/account/factors'],
  ['/account/factors/app/remove', {}, '/account/factors'],
  ['/account/factors/codes', {}, '/account/factors'],
  ['/account/factors/devices/forget', { device_id: `dev_${nobody}` }, '/account/factors'],
  ['/account/factors/lost', { password: 'violet-tramway' }, '/account/factors'],
  ['/account/factors/lost/call-off', {}, '/account/factors'],
  ['/account/passkeys/new', {}, '/account/passkeys'],
  ['/account/passkeys/options', {}],
  ['/account/passkeys/add', { name: 'Laptop', passkey: '{}' }, '/account/passkeys'],
  ['/account/passkeys/rename', { passkey_id: `pky_${nobody}`, name: 'Laptop' }, '/account/passkeys'],
  ['/account/passkeys/remove', { passkey_id: `pky_${nobody}` }, '/account/passkeys'],
  ['/account/identities/link', { provider: 'nobodys' }, '/account/identities'],
  ['/account/identities/remove', { identity_id: `idn_${nobody}` }, '/account/identities'],
  ['/account/sessions/end', { session_id: `ses_${nobody}` }, '/account/sessions'],
  ['/account/sessions/end-others', {}, '/account/sessions'],
  ['/account/api-keys/make', { name: 'Report', 'scope self:read': 'on' }, '/account/api-keys'],
  ['/account/api-keys/revoke', { key_id: `key_${nobody}` }, '/account/api-keys'],
  ['/account/contacts/offer', {}, '/account/contacts'],
  ['/account/contacts/accept', { token: nobody }, '/account/contacts/accept'],
  ['/account/contacts/remove', { contact_id: '1' }, '/account/contacts'],
  ['/account/contacts/vouch', { user_id: '1' }, '/account/contacts'],
  ['/account/contacts/freeze', {}, '/account/contacts'],
  ['/account/contacts/cancel', {}, '/account/contacts'],
  ['/account/support', {}, '/account/support'],
  ['/account/language', { language: 'de' }, '/account/language'],
  ['/account/delete', { username: 'robin' }, '/account/delete'],
  ['/account/prove/with', { provider: 'nobodys', next: '/account' }, '/account/prove'],
  ['/account/prove', { password: 'violet-tramway', next: '/account' }, '/account/prove'],
  ['/account/prove/options', {}],
]

let admin: Account
let user: Account
let visitor: Visitor
beforeAll(async () => {
  admin = await join(server)
  user = await join(server)
  visitor = await visitorOf(server, user)
})

/** All that a form could change. */
const state = async () =>
  (
    await Promise.all(
      [
        'me',
        'me/address',
        'me/preferences',
        'me/factors',
        'me/passkeys',
        'me/identities',
        'me/recovery',
        'me/deletion',
      ]
        .map((path) => `GET /users/${path}`)
        .concat('GET /api-keys')
        .map(async (line) => (await send(server, line, { token: user.token })).text),
    )
  ).join('\n')

const { pages } = accountPages({
  browser: undefined as never,
  ask: undefined as never,
  keptTyping: undefined as never,
  shownOnce: undefined as never,
  factors: undefined as never,
  baseUrl: () => 'http://localhost',
  providers: undefined as never,
  leaving: undefined as never,
  isSecure: false,
  language: 'en',
  sendsMail: true,
})
const pathsOf = (method: string) => pages.filter((page) => page.method === method).map(({ path }) => path)

test('C050 each page that takes a POST is in the table', () => {
  expect(pathsOf('POST').sort()).toEqual(forms.map(([path]) => path).sort())
})

test.each(forms)('C050 POST %s from a page of another address changes nothing', async (path, form) => {
  const before = await state()
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]
  for (const headers of foreign) {
    const answer = await visitor.post(path, form, headers)
    expect([headers, answer.status]).toEqual([headers, 403])
    expect(answer.headers.getSetCookie()).toEqual([])
  }
  for (const type of ['application/json', 'text/plain']) {
    const body = JSON.stringify(form)
    const answer = await send(server, `POST ${path}`, { body, type, headers: { cookie: visitor.header } })
    expect([type, answer.status]).toEqual([type, 415])
  }
  expect(await state()).toBe(before)
})

const backs = forms.map(([path, form, back]) => [path, form, back ?? null] as const)
test.each(backs)('POST %s signed out: nothing, but the sign-in and back', async (path, form, back) => {
  const before = await state()
  const stranger = new Visitor(server)
  const answer = await stranger.post(path, form)
  if (back === null) expect(answer.status).toBe(401)
  else expect([answer.status, answer.location]).toEqual([303, `/sign-in?next=${encodeURIComponent(back)}`])
  // What is no form of the page tells a stranger no more.
  const wrong = await stranger.post(path, Object.fromEntries(Object.keys(form).map((name) => [name, ''])))
  expect([303, 400, 401]).toContain(wrong.status)
  expect(await state()).toBe(before)
})

/** Where there is nothing to show that was made just now. */
const showsOnce = ['/account/api-keys/made', '/account/factors/codes', '/account/contacts/offered']

test('C050 to open any page changes nothing', async () => {
  const looks = pathsOf('GET').filter((path) => path !== '/account/data/download')
  const before = await state()
  const statusOf = (path: string) => (showsOnce.includes(path) ? 303 : 200)
  for (const path of looks) expect([path, (await visitor.get(path)).status]).toEqual([path, statusOf(path)])
  for (const [path, form] of forms) {
    const query = new URLSearchParams(form).toString()
    const { status } = await visitor.get(`${path}?${query}`)
    expect([path, status]).toEqual([path, looks.includes(path) ? statusOf(path) : 405])
  }
  expect(await state()).toBe(before)
})

test('what is done by a page is told in the audit as what is done by the API is, and refusals too', async () => {
  await visitor.post('/account/language', { language: 'en' })
  await visitor.post('/account/sessions/end', { session_id: `ses_${nobody}` })
  const told = await eventually('both entries', async () => {
    const line = `GET /audit?subject=${user.id}&limit=100`
    const entries = itemsOf(await send(server, line, { token: admin.token }))
    const of = (action: string, outcome: string) =>
      entries.find((entry) => entry.action === action && entry.outcome === outcome)
    const [done, refused] = [of('preferences.changed', 'success'), of('session.ended', 'refused')]
    return done && refused ? [done, refused] : undefined
  })
  for (const entry of told) expect(entry).toMatchObject({ actor_kind: 'user', actor_id: user.id })
})
