// C062 C079: whoever signs in by a provider proves by it who they are, in the session that asked for it, and by what is linked to it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Account, join, login, person, register } from '../support/accounts.ts'
import { auditOf, factOf } from '../support/audit.ts'
import { type Seen, Visitor } from '../support/far-visitor.ts'
import { fieldsOf, send, textOf } from '../support/http.ts'
import { OpenIdProvider } from '../support/openid-provider.ts'
import { accountShown, addProvider, baseOf, signInWith, toProvider } from '../support/providers.ts'
import { codeOf, enrol } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { keptIn } from '../support/visitor.ts'

const [first, second] = [new OpenIdProvider(), new OpenIdProvider()]
const server = useServer({ dev: true, env: unthrottled })
const NEW = 'violet tramway canyon 9'
let admin: Account
let people = 0
beforeAll(async () => {
  await first.open()
  await second.open()
  admin = await join(server)
  await addProvider(server, admin, first, { name: 'First' })
  await addProvider(server, admin, second, { slug: 'second', name: 'Second' })
})
afterAll(() => {
  first.close()
  second.close()
})
beforeEach(() => {
  people += 1
  first.person = { sub: `proving-${people}`, email: `proving${people}@example.org`, email_verified: true }
  second.person = { ...first.person }
  first.crooked = {}
  second.crooked = {}
})

const url = (path: string): string => `${baseOf(server)}${path}`
const isBack = (next: string): boolean => next.includes('/sign-in/callback/')

/** Sent to the provider to prove who it is: the address that leads back. */
async function goProve(
  visitor: Visitor,
  more: Record<string, string> = {},
  provider = 'oidc',
): Promise<string> {
  // What waits names whose it is, as the form does.
  const account = more['deed'] === undefined ? {} : { account: await idOfNewest() }
  const form = { provider, next: '/account/data', ...account, ...more }
  await visitor.go(url('/account/prove/with'), form, isBack)
  const back = visitor.way.at(-1)
  if (back === undefined || !isBack(back)) throw new Error('the provider led nowhere')
  return back
}

const to = ({ status, headers }: Seen) => [status, headers.get('location')]
const sessionCookie = (visitor: Visitor): string | undefined => visitor.cookies(url('/')).get('latchkey')

const idOfNewest = async (): Promise<string> => {
  const found = await send(server, `GET /users/lookup?identifier=proving${people}@example.org`, {
    token: admin.token,
  })
  return String(fieldsOf(found).id)
}
const provedBy = async (): Promise<(string | undefined)[]> =>
  (await auditOf(server, admin.token, `&action=session.proved&subject=${await idOfNewest()}`))
    .filter(({ outcome }) => outcome === 'success')
    .map((entry) => factOf(entry, 'proved_by'))

const explained = async (text: string) => {
  const reference = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0] ?? 'none'
  return fieldsOf(await send(server, `GET /audit/explain/${reference}`, { token: admin.token }))
}

describe('whoever has no password proves by the provider who they are', () => {
  test('the page asks for no password, and goes on with a browser that is known by another value (C048)', async () => {
    const { visitor } = await signInWith(server)
    const page = await visitor.ask(url('/account/prove?next=/account/data'))
    expect(page.text).toContain('Confirm with First')
    expect(page.text).not.toContain('Confirm with Second')
    expect(page.text).not.toContain('type="password"')
    const before = sessionCookie(visitor)
    const back = await goProve(visitor)
    expect(first.parameters).toMatchObject({ prompt: 'login', max_age: '0' })
    expect(to(await visitor.ask(back))).toEqual([303, '/account/data'])
    expect(sessionCookie(visitor)).not.toBe(before)
    expect(await accountShown(server, visitor)).toBeDefined()
    expect(await provedBy()).toEqual(['provider'])
  })

  test('what waited for it is done with it, as it was typed', async () => {
    const { visitor } = await signInWith(server)
    const typed = new URLSearchParams({ language: 'de' }).toString()
    const back = await goProve(visitor, { deed: '/account/language', typed })
    expect(to(await visitor.ask(back))[0]).toBe(303)
    expect((await visitor.ask(url('/account'))).text).toContain('lang="de"')
  })

  test('and may choose a first password', async () => {
    const { visitor } = await signInWith(server)
    const overview = (await visitor.ask(url('/account'))).text
    expect(overview).toContain('This account has no password: you sign in another way.')
    expect(overview).not.toContain('Anyone who learns your password')
    const page = await visitor.ask(url('/account/password'))
    expect(page.text).not.toContain('current_password')
    const done = await visitor.ask(url('/account/password'), { new_password: NEW })
    expect(to(done)).toEqual([303, '/account/password?done=changed'])
    expect((await login(server, `proving${people}@example.org`, NEW)).status).toBe(200)
    const again = await visitor.ask(url('/account/password'), { new_password: `${NEW} more` })
    expect(again.status).toBe(400)
    expect((await visitor.ask(url('/account/prove'))).text).toContain('type="password"')
  })
})

describe('C079 C062 it counts for nobody else', () => {
  const refused = async (seen: Seen, cause: string): Promise<void> => {
    expect(seen.status).toBe(401)
    expect(await explained(seen.text)).toMatchObject({ channel: 'provider', cause })
    expect(await provedBy()).toEqual([])
  }

  test('signed in elsewhere as somebody who is not linked', async () => {
    const { visitor } = await signInWith(server)
    const back = await goProve(visitor)
    first.person = { ...first.person, sub: `swapped-${people}` }
    const seen = await visitor.ask(back)
    await refused(seen, 'identity_not_linked')
    expect(seen.text).toContain('is not the one that is linked to yours')
    // It can be tried again at once, with what waited.
    expect(keptIn(seen.text)).toMatchObject({ next: '/account/data', provider: 'oidc' })
    // And nobody has got an account by it.
    first.person = { ...first.person, email: undefined }
    expect((await signInWith(server)).seen.status).toBe(409)
  })

  test('nor as somebody who is linked to another account', async () => {
    const before = first.person
    await signInWith(server)
    people += 1
    first.person = { sub: `proving-${people}`, email: `proving${people}@example.org`, email_verified: true }
    const { visitor } = await signInWith(server)
    const back = await goProve(visitor)
    first.person = before
    await refused(await visitor.ask(back), 'identity_not_linked')
  })

  test('nor at a provider that is not linked, though it knows the address', async () => {
    const { visitor } = await signInWith(server)
    await refused(await visitor.ask(await goProve(visitor, {}, 'second')), 'identity_not_linked')
  })

  test('nor in another browser', async () => {
    const { visitor } = await signInWith(server)
    const back = await goProve(visitor)
    await refused(await new Visitor().ask(back), 'provider_state_not_valid')
    const { visitor: theirs } = await signInWith(server)
    await refused(await theirs.ask(back), 'provider_state_not_valid')
  })

  test('nor a second time', async () => {
    const { visitor } = await signInWith(server)
    const back = await goProve(visitor)
    const cookies = new Map(visitor.cookies(back))
    await visitor.ask(back)
    expect(await provedBy()).toEqual(['provider'])
    visitor.cookies(back).set('latchkey-with', cookies.get('latchkey-with') ?? '')
    expect((await visitor.ask(back)).status).toBe(401)
    expect(await provedBy()).toEqual(['provider'])
  })

  test('nor in a session that took the place of the one that asked', async () => {
    const { visitor } = await signInWith(server)
    const back = await goProve(visitor)
    const { visitor: again } = await signInWith(server)
    visitor.cookies(back).set('latchkey', sessionCookie(again) ?? '')
    await refused(await visitor.ask(back), 'provider_state_not_valid')
  })

  test('nor for whoever signed in meanwhile in the browser: what waited is not shown to them', async () => {
    const { visitor } = await signInWith(server)
    const typed = new URLSearchParams({ full_name: 'Heron' }).toString()
    const back = await goProve(visitor, { deed: '/account/profile/name', typed })
    people += 1
    first.person = { sub: `proving-${people}`, email: `proving${people}@example.org`, email_verified: true }
    const { visitor: theirs } = await signInWith(server)
    visitor.cookies(back).set('latchkey', sessionCookie(theirs) ?? '')
    const seen = await visitor.ask(back)
    await refused(seen, 'provider_state_not_valid')
    expect(seen.text).not.toContain('Heron')
    expect(keptIn(seen.text)).toEqual({ next: '/account', provider: 'oidc' })
  })

  test('nor once the session is over', async () => {
    const { visitor } = await signInWith(server)
    const back = await goProve(visitor)
    await visitor.ask(url('/sign-out'), {})
    const seen = await visitor.ask(back)
    expect(seen.status).toBe(401)
    expect(seen.text).not.toContain('<form method="post" action="/account/prove"')
    expect(await provedBy()).toEqual([])
  })

  test('a sign-in of before is no proof, nor one whose time the provider does not say', async () => {
    const { visitor } = await signInWith(server)
    const seconds = Math.floor(Date.now() / 1_000)
    for (const auth_time of [seconds - 3_600, undefined, 'now']) {
      first.crooked = { claims: { auth_time } }
      const seen = await visitor.ask(await goProve(visitor))
      expect([auth_time, seen.status]).toEqual([auth_time, 401])
      const { cause } = await explained(seen.text)
      // What is no number is no ID token.
      expect(cause).toBe(auth_time === 'now' ? 'provider_answer_not_valid' : 'provider_sign_in_not_new')
    }
    // What it tells besides is not signed.
    first.crooked = { claims: { auth_time: undefined, email: undefined } }
    first.person = { ...first.person, auth_time: seconds }
    expect(await explained((await visitor.ask(await goProve(visitor))).text)).toMatchObject({
      cause: 'provider_sign_in_not_new',
    })
    expect(await provedBy()).toEqual([])
  })

  test('whoever signs in by it proves nothing in a session that there is', async () => {
    const { visitor } = await signInWith(server)
    const [back] = await toProvider(server, 'oidc', visitor)
    await visitor.ask(back)
    expect(await provedBy()).toEqual([])
  })
})

/** Somebody with a password, an account elsewhere that is linked, and then an authenticator app; the browser is from before that. */
async function withEverything(): Promise<{
  visitor: Visitor
  password: string
  secret: string
  codes: string[]
}> {
  const who = { ...person(), email: `proving${people}@example.org` }
  await register(server, who)
  const { username, password } = who
  const visitor = new Visitor()
  await visitor.ask(url('/sign-in'), { username, password })
  const linked = await visitor.go(url('/account/identities/link'), { provider: 'oidc' })
  expect(linked.status).toBe(200)
  const token = textOf(await login(server, username, password), 'access_token')
  const { secret, codes } = await enrol(server, { token } as Account)
  return { visitor, password, secret, codes }
}

describe('with a second factor it is one half', () => {
  const deed = { deed: '/account/factors/app/remove', typed: '' }

  test('V20 the code is asked for behind it, and what waited is done with both', async () => {
    const { visitor, secret } = await withEverything()
    const due = await visitor.ask(url('/account/factors/app/remove'), {})
    expect(due.status).toBe(403)
    expect(due.text).toContain('type="password"')
    expect(due.text).toContain('Confirm with First')
    const half = await visitor.ask(await goProve(visitor, deed))
    expect([half.status, await provedBy()]).toEqual([200, []])
    expect(half.text).not.toContain('type="password"')
    const wrong = await visitor.ask(url('/account/prove'), { ...keptIn(half.text), code: '000000' })
    expect([wrong.status, await provedBy()]).toEqual([400, []])
    const done = await visitor.ask(url('/account/prove'), { ...keptIn(wrong.text), code: codeOf(secret, 1) })
    expect(to(done)).toEqual([303, '/account/factors?done=appRemoved'])
    expect(await provedBy()).toEqual(['provider'])
  })

  test('the code alone is none, nor is half a proof of another session', async () => {
    const { visitor, password, secret, codes } = await withEverything()
    const code = codeOf(secret, 1)
    expect((await visitor.ask(url('/account/prove'), { code })).status).toBe(400)
    await visitor.ask(await goProve(visitor))
    const next = '/account/data'
    const another = await halfSignedIn(password, secret)
    expect((await another.ask(url('/account/prove'), { next, by: 'provider', code })).status).toBe(400)
    expect(await provedBy()).toEqual([])
    expect(to(await visitor.ask(url('/account/prove'), { next, by: 'provider', code }))).toEqual([303, next])
    // It is spent.
    const again = { next, by: 'provider', code: codes[0] ?? '' }
    expect((await visitor.ask(url('/account/prove'), again)).status).toBe(400)
  })

  /** Another browser of the same account, by password and factor. */
  async function halfSignedIn(password: string, secret: string): Promise<Visitor> {
    const visitor = new Visitor()
    const username = `proving${people}@example.org`
    const asked = await visitor.ask(url('/sign-in'), { username, password })
    const form = { ...keptIn(asked.text), code: codeOf(secret, 0) }
    expect((await visitor.ask(url('/sign-in/code'), form)).status).toBe(303)
    return visitor
  }
})
