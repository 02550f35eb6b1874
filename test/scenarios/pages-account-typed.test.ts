// What was typed into a form of the account while the session ran out: it is there again after the sign-in, once, in this browser.
import { beforeEach, describe, expect, test } from 'bun:test'
import { type Account, join, person, signIn } from '../support/accounts.ts'
import { fieldsOf, send } from '../support/http.ts'
import { openInProcess } from '../support/in-process.ts'
import { mailedToken } from '../support/mails.ts'
import { readMailOf } from '../support/proved.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { Visitor as Browser, keptIn, type Visitor, visitorOf } from '../support/visitor.ts'

const server = useServer({ dev: true, env: { ...unthrottled } })
const KEPT = 'latchkey-typed'
const SAID = 'You were signed out meanwhile, and nothing was done.'

let user: Account
let visitor: Visitor
beforeEach(async () => {
  user = await join(server)
  visitor = await visitorOf(server, user)
})

/** Everywhere, while a form is open in the browser. */
const endSessions = async () => {
  await send(server, 'POST /auth/logout-all', { token: user.token })
}

const nextOf = (location: string | null) =>
  new URL(location ?? '', server.url).searchParams.get('next') ?? 'nothing'

const key = { name: 'Nightly report', 'scope self:read': 'on', expires: '365' }
const forms: readonly [path: string, form: Record<string, string>, page: string, shown: RegExp][] = [
  ['/account/profile/name', { full_name: 'Ada "L" <b>' }, '/account/profile', /value="Ada [^>]*&#60;b&#62;"/],
  ['/account/profile/email', { email: 'new@example.org' }, '/account/profile', /value="new@example\.org"/],
  ['/account/api-keys/make', key, '/account/api-keys', /value="Nightly report"/],
  ['/account/api-keys/make', key, '/account/api-keys', /name="scope self:read"[^>]* checked/],
  ['/account/api-keys/make', key, '/account/api-keys', /<option value="365" selected/],
  ['/account/delete', { username: 'not.quite' }, '/account/delete', /value="not\.quite"/],
  ['/account/contacts/accept', { token: 'half-a-token' }, '/account/contacts/accept', /value="half-a-token"/],
  ['/account/support', {}, '/account/support', /meanwhile/],
]

describe('what was typed while the session ran out', () => {
  test.each(forms)(
    'to %s %p is at its page after the sign-in, once, and not done',
    async (path, form, page, shown) => {
      await endSessions()
      const sent = await visitor.post(path, form)
      expect([sent.status, nextOf(sent.location)]).toEqual([303, page])
      expect(sent.headers.getSetCookie().find((one) => one.startsWith(KEPT))).toMatch(
        /; Max-Age=900; Path=\/; HttpOnly; SameSite=Lax$/,
      )
      // Nobody reads it on its way; what is short stands in any random text.
      const long = Object.values(form).filter((typed) => typed.length > 8)
      for (const typed of long) expect(visitor.header).not.toContain(typed)
      expect((await visitor.get('/sign-in')).text).toContain('What you typed is kept: sign in again')
      await visitor.signIn(user, page)
      const back = await visitor.get(page)
      expect([back.status, back.text.includes(SAID)]).toEqual([200, true])
      expect(back.text).toMatch(shown)
      const again = await visitor.get(page)
      expect([again.text.includes(SAID), shown.test(again.text)]).toEqual([false, false])
      const me = fieldsOf(await send(server, 'GET /users/me', { token: await signIn(server, user) }))
      expect([me['full_name'], me['email']]).toEqual([user.full_name, user.email])
    },
  )

  test('survives a sign-in by a mailed link', async () => {
    await readMailOf(server, user)
    await endSessions()
    await visitor.post('/account/profile/name', { full_name: 'Grace Hopper' })
    await visitor.post('/sign-in/mail', { email: user.email, by: 'link' })
    const token = await mailedToken(server, user.email, 'sign_in_link')
    expect((await visitor.post('/sign-in-link', { token })).status).toBe(303)
    expect((await visitor.get('/account/profile')).text).toContain('value="Grace Hopper"')
  })

  test('of what waited for a proof is at the page that it was typed into', async () => {
    const asked = await visitor.post('/account/delete', { username: user.username })
    const kept = keptIn(asked.text)
    expect(kept['deed']).toBe('/account/delete')
    await endSessions()
    const sent = await visitor.post('/account/prove', { ...kept, password: user.password })
    expect(nextOf(sent.location)).toBe('/account/delete')
    await visitor.signIn(user)
    expect((await visitor.get('/account/delete')).text).toContain(`value="${user.username}"`)
  })

  test.each([
    ['a secret', '/account/password', { current_password: 'one of mine', new_password: 'another of mine' }],
    ['a deed that there is not', '/account/prove', { deed: '/account/nothing', typed: 'a=1', password: 'x' }],
    ['a deed that is secret', '/account/prove', { deed: '/account/password', typed: 'a=1', password: 'x' }],
    [
      'more than a browser keeps',
      '/account/prove',
      { deed: '/account/profile/name', typed: `full_name=${'x'.repeat(4_000)}`, password: 'x' },
    ],
  ] as const)('is not kept: %s', async (_, path, form) => {
    await endSessions()
    await visitor.post(path, form)
    expect(visitor.cookies.has(KEPT)).toBe(false)
  })

  test('is nobody else’s: not after a sign-out, not on another page, not where this server did not write it', async () => {
    await endSessions()
    await visitor.post('/account/profile/name', { full_name: 'Grace Hopper' })
    await visitor.signIn(user)
    expect((await visitor.get('/account/language')).text).not.toContain(SAID)
    await visitor.post('/sign-out')
    expect(visitor.cookies.has(KEPT)).toBe(false)
    await visitor.signIn(user)
    expect((await visitor.get('/account/profile')).text).not.toContain(SAID)
    const typed = { deed: '/account/profile/name', typed: { full_name: 'Mallory' } }
    for (const value of [Buffer.from(JSON.stringify(typed)).toString('base64url'), 'x', '1.a.b']) {
      visitor.cookies.set(KEPT, value)
      const { status, text } = await visitor.get('/account/profile')
      expect([status, text.includes('Mallory'), text.includes(SAID)]).toEqual([200, false, false])
    }
  })
})

describe('it is not there', () => {
  test('C081 once its 15 minutes are over, whatever the browser still has', async () => {
    const at = await openInProcess({ env: unthrottled })
    try {
      const who = person()
      await at.ask('POST /auth/register', { json: who })
      const one = new Browser((line, ask) => at.ask(line, { ...ask } as object))
      await one.post('/account/profile/name', { full_name: 'Grace Hopper' })
      const kept = one.cookies.get(KEPT) ?? ''
      await one.signIn(who)
      const shownAfter = async (minutes: number) => {
        at.time.now += minutes * 60_000
        one.cookies.set(KEPT, kept)
        const { status, text } = await one.get('/account/profile')
        expect(status).toBe(200)
        return [text.includes(SAID), text.includes('Grace Hopper')]
      }
      expect(await shownAfter(14.999)).toEqual([true, true])
      expect(await shownAfter(0.001)).toEqual([false, false])
      expect(await shownAfter(60)).toEqual([false, false])
    } finally {
      await at.close()
    }
  })

  test('for somebody else, where the time of the session had run out', async () => {
    const at = await openInProcess({ env: unthrottled })
    try {
      const [who, other] = [person(), person()]
      for (const json of [who, other]) await at.ask('POST /auth/register', { json })
      const one = new Browser((line, ask) => at.ask(line, { ...ask } as object))
      await one.signIn(who)
      at.time.now += 365 * 24 * 3_600_000
      const sent = await one.post('/account/profile/name', { full_name: 'Grace Hopper' })
      expect([sent.status, nextOf(sent.location)]).toEqual([303, '/account/profile'])
      await one.signIn(other)
      expect((await one.get('/account/profile')).text).not.toContain('Grace Hopper')
      await one.signIn(who)
      expect((await one.get('/account/profile')).text).toContain('value="Grace Hopper"')
    } finally {
      await at.close()
    }
  })

  test('for somebody else, where the form said whose it was; it is still there for them', async () => {
    const asked = await visitor.post('/account/delete', { username: user.username })
    const form = { ...keptIn(asked.text), deed: '/account/profile/name', typed: 'full_name=Grace+Hopper' }
    const other = await join(server)
    await endSessions()
    await visitor.post('/account/prove', { ...form, password: user.password })
    expect(visitor.cookies.has(KEPT)).toBe(true)
    const theirs = await visitorOf(server, other)
    theirs.cookies.set(KEPT, visitor.cookies.get(KEPT) ?? '')
    for (const one of [theirs, visitor]) {
      if (one === visitor) await one.signIn(other)
      const { status, text } = await one.get('/account/profile')
      expect([status, text.includes(SAID), text.includes('Grace Hopper')]).toEqual([200, false, false])
    }
    await visitor.signIn(user)
    expect((await visitor.get('/account/profile')).text).toContain('value="Grace Hopper"')
  })
})

describe('what waits for a proof is done for whoever asked for it, and for nobody who signed in over them', () => {
  const next = '/account/profile'
  let other: Account
  /** As the form has it that was answered in place of what was asked for. */
  let kept: Record<string, string>
  beforeEach(async () => {
    other = await join(server)
    const asked = await visitor.post('/account/delete', { username: user.username })
    kept = {
      ...keptIn(asked.text),
      next,
      deed: '/account/profile/email',
      typed: `email=heron.${user.username}%40example.org`,
    }
  })

  const emailOf = async (who: Account) =>
    fieldsOf(await send(server, 'GET /users/me', { token: await signIn(server, who) }))['email']

  test('it is done for them', async () => {
    const done = await visitor.post('/account/prove', { ...kept, password: user.password })
    expect([done.status, done.location]).toEqual([303, '/account/profile?done=email'])
  })

  test.each([
    ['the form that is still open', ({ ...form }) => form],
    ['one that does not say whose it is', ({ account: _, ...form }) => form],
  ] as [string, (form: Record<string, string>) => Record<string, string>][])(
    'by the password of somebody else nothing is done: %s',
    async (_, sent) => {
      await visitor.signIn(other)
      const before = visitor.header
      const done = await visitor.post('/account/prove', { ...sent(kept), password: other.password })
      expect([done.status, done.location]).toEqual([303, '/account'])
      expect(visitor.header).toBe(before)
      expect([await emailOf(user), await emailOf(other)]).toEqual([user.email, other.email])
      // Nor is it led to a provider, or shown.
      const away = await visitor.post('/account/prove/with', { ...sent(kept), provider: 'oidc' })
      expect([away.status, away.location]).toEqual([303, '/account'])
      const wrong = await visitor.post('/account/prove', { ...sent(kept), passkey: 'x'.repeat(40_000) })
      expect([wrong.status, wrong.text.includes('heron')]).toEqual([400, false])
      expect(keptIn(wrong.text)).toEqual({ next: '/account' })
    },
  )
})
