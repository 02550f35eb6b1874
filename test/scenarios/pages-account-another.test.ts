// A page of the account stays open in one tab, and in another one somebody else signs in: its forms are theirs who opened it.
import { beforeEach, describe, expect, test } from 'bun:test'
import { type Account, join } from '../support/accounts.ts'
import { fieldsOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { keptIn, type Visitor, visitorOf } from '../support/visitor.ts'

const server = useServer({ dev: true, env: { ...unthrottled } })
const SAID = 'Somebody else was signed in when this page was opened, and nothing was done.'

let ann: Account
let zed: Account
let visitor: Visitor
beforeEach(async () => {
  ann = await join(server)
  zed = await join(server)
  visitor = await visitorOf(server, ann)
})

const key = { name: 'Nightly report', 'scope self:read': 'on', expires: '365' }
const forms: readonly [path: string, page: string, form: Record<string, string>][] = [
  ['/account/profile/name', '/account/profile', { full_name: 'Somebody Else Entirely' }],
  ['/account/profile/email', '/account/profile', { email: 'somebody.else@example.org' }],
  ['/account/api-keys/make', '/account/api-keys', key],
  ['/account/factors/app', '/account/factors', {}],
  ['/account/language', '/account/language', { language: 'de' }],
  ['/account/support', '/account/support', {}],
]

const stateOf = async ({ token, id }: Account) => ({
  user: fieldsOf(await send(server, `GET /users/${id}`, { token })),
  address: fieldsOf(await send(server, 'GET /users/me/address', { token })),
  keys: fieldsOf(await send(server, 'GET /api-keys', { token })),
  preferences: fieldsOf(await send(server, 'GET /users/me/preferences', { token })),
})

describe('a form of a page that somebody else opened', () => {
  test.each(forms)('sent to %s is not carried out', async (path, page, form) => {
    const kept = keptIn((await visitor.get(page)).text)
    await visitor.post('/sign-out')
    await visitor.signIn(zed)
    const before = await stateOf(zed)
    const refused = await visitor.post(path, { ...kept, ...form })
    expect([refused.status, refused.text.includes(SAID)]).toEqual([403, true])
    for (const typed of Object.values(form).filter((one) => one.length > 8))
      expect(refused.text).not.toContain(typed)
    expect(await stateOf(zed)).toEqual(before)
    // What the refused page has is a form of whoever sees it.
    const again = await visitor.post(path, { ...keptIn(refused.text), ...form })
    expect([200, 303]).toContain(again.status)
  })

  test('whose session was ended at another device is kept for them, and shown to nobody else', async () => {
    const kept = keptIn((await visitor.get('/account/profile')).text)
    await send(server, 'POST /auth/logout-all', { token: ann.token })
    const sent = await visitor.post('/account/profile/name', { ...kept, full_name: 'Somebody Else Entirely' })
    expect(sent.status).toBe(303)
    await visitor.signIn(zed)
    expect((await visitor.get('/account/profile')).text).not.toContain('Somebody Else Entirely')
  })

  test('of every page of the account says whose it is, but for those of a proof, which say it themselves', async () => {
    const pages = [
      '',
      '/profile',
      '/password',
      '/factors',
      '/passkeys',
      '/identities',
      '/sessions',
      '/api-keys',
    ]
    const more = ['/contacts', '/contacts/accept', '/support', '/language', '/data', '/delete']
    let found = 0
    for (const page of [...pages, ...more]) {
      const { text } = await visitor.get(`/account${page}`)
      const sent = [...text.matchAll(/<form [^>]*action="\/account\/(?!prove)[^>]*>(.{0,80})/gs)]
      for (const [, begin] of sent)
        expect(begin).toStartWith('<input type="hidden" name="of_account" value="')
      found += sent.length
    }
    expect(found).toBeGreaterThan(10)
  })
})
