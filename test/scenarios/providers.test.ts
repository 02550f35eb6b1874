// C079-C081: people sign in by another server that says who they are.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type JWTPayload, SignJWT } from 'jose'
import { type Account, join, person, register } from '../support/accounts.ts'
import { auditOf } from '../support/audit.ts'
import { Visitor } from '../support/far-visitor.ts'
import { fieldsOf, itemsOf, send, textOf } from '../support/http.ts'
import { OpenIdProvider } from '../support/openid-provider.ts'
import { accountShown, addProvider, baseOf, signInWith, toProvider } from '../support/providers.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const [first, second] = [new OpenIdProvider(), new OpenIdProvider()]
const server = useServer({ dev: true, env: unthrottled })
let admin: Account
beforeAll(async () => {
  await first.open()
  await second.open()
  admin = await join(server)
  expect((await addProvider(server, admin, first)).status).toBe(200)
  expect((await addProvider(server, admin, second, { slug: 'second', name: 'Second' })).status).toBe(200)
})
afterAll(() => {
  first.close()
  second.close()
})

let people = 0
/** Somebody new at both providers. */
beforeEach(() => {
  people += 1
  const sub = `sub-${people}`
  const email = `person${people}@example.org`
  first.person = { sub, email, email_verified: true, name: 'Ada Lovelace', preferred_username: 'Ada L.' }
  second.person = { ...first.person }
  first.crooked = {}
  second.crooked = {}
})

const explained = async (text: string) => {
  const reference = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0] ?? 'none'
  return fieldsOf(await send(server, `GET /audit/explain/${reference}`, { token: admin.token }))
}

describe('signing in with a provider', () => {
  test('the page offers it, and whoever agrees there is signed in here, with an account and a proved address', async () => {
    const visitor = new Visitor()
    const page = await visitor.ask(`${baseOf(server)}/sign-in`)
    expect(page.text).toContain('Continue with Second')
    const { seen } = await signInWith(server, 'oidc', visitor)
    expect([seen.status, seen.headers.get('location')]).toEqual([303, '/account'])
    expect(await accountShown(server, visitor)).toContain('Ada Lovelace')
    const found = await send(server, `GET /users/lookup?identifier=person${people}@example.org`, {
      token: admin.token,
    })
    expect(fieldsOf(found)).toMatchObject({
      username: 'ada-l',
      email_verified_at: expect.any(String),
      roles: ['user'],
    })
  })

  test('C080 the next time it is the same account, whatever the address is by then', async () => {
    await signInWith(server)
    first.person = { ...first.person, email: 'moved@example.org' }
    const total = fieldsOf(await send(server, 'GET /users', { token: admin.token }))
    const { seen, visitor } = await signInWith(server)
    expect(seen.status).toBe(303)
    expect(await accountShown(server, visitor)).toContain(`person${people}@example.org`)
    expect(fieldsOf(await send(server, 'GET /users', { token: admin.token })).total).toEqual(total.total)
  })

  test('a page of the account is where it goes on, and no other server is', async () => {
    const visitor = new Visitor()
    const go = async (next: string) => {
      const begun = await visitor.go(`${baseOf(server)}/sign-in/with`, { provider: 'oidc', next }, (url) =>
        url.includes('/sign-in/callback/'),
      )
      expect(begun.status).toBe(302)
      return (await visitor.ask(visitor.way.at(-1) ?? '')).headers.get('location')
    }
    expect(await go('/account/identities')).toBe('/account/identities')
    expect(await go('//evil.example')).toBe('/account')
  })

  test('a provider that is turned off is offered to nobody, and takes nobody', async () => {
    const [back, visitor] = await toProvider(server, 'second')
    await send(server, 'PUT /providers/second', { token: admin.token, json: { enabled: false } })
    expect((await visitor.ask(back)).status).toBe(404)
    const page = await visitor.ask(`${baseOf(server)}/sign-in`)
    expect(page.text).not.toContain('Continue with Second')
    expect((await visitor.ask(`${baseOf(server)}/sign-in/with`, { provider: 'second' })).status).toBe(404)
    await send(server, 'PUT /providers/second', { token: admin.token, json: { enabled: true } })
  })
})

describe('C079 what comes back counts for one browser, one provider and once', () => {
  test('V43 CVE-2025-68481 the address that leads back signs nobody in in another browser', async () => {
    const [back] = await toProvider(server)
    const victim = new Visitor()
    const seen = await victim.ask(back)
    expect(seen.status).toBe(401)
    expect(await accountShown(server, victim)).toBeUndefined()
    expect(await explained(seen.text)).toMatchObject({
      channel: 'provider',
      cause: 'provider_state_not_valid',
    })
    // Nor with an attempt of their own under way.
    const [, other] = await toProvider(server)
    expect((await other.ask(back)).status).toBe(401)
  })

  test('nor a second time', async () => {
    const [back, visitor] = await toProvider(server)
    const cookies = new Map(visitor.cookies(back))
    expect((await visitor.ask(back)).status).toBe(303)
    for (const [name, value] of cookies) visitor.cookies(back).set(name, value)
    expect((await visitor.ask(back)).status).toBe(401)
  })

  test('what is not of the attempt that is under way leaves it as it is, and whoever began it comes back', async () => {
    const [back, visitor] = await toProvider(server)
    const callback = `${baseOf(server)}/sign-in/callback`
    const elsewhere = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    const strays = [
      await visitor.ask(`${callback}/whatever`),
      await visitor.ask(`${callback}/oidc?code=x&state=${'A'.repeat(43)}`),
      await visitor.ask(`${callback}/oidc`, { code: 'x', state: 'A'.repeat(43) }, elsewhere),
      // As browsers send it from another site: without the cookie.
      await new Visitor().ask(`${callback}/oidc`, { code: 'x', state: 'A'.repeat(43) }, elsewhere),
    ]
    for (const seen of strays) expect([seen.status, seen.headers.getSetCookie()]).toEqual([401, []])
    expect((await visitor.ask(back)).status).toBe(303)
    expect(await accountShown(server, visitor)).toContain('Ada Lovelace')
    expect([...visitor.cookies(back).keys()]).toEqual(['latchkey'])
  })

  test('C048 by a form that the provider posts, with which no session comes: that of before is over all the same', async () => {
    const { visitor } = await signInWith(server)
    const [back] = await toProvider(server, 'oidc', visitor)
    const jar = visitor.cookies(back)
    const [before, attempt] = [jar.get('latchkey') ?? '', jar.get('latchkey-with') ?? '']
    const { searchParams } = new URL(back)
    const posting = new Visitor()
    posting.cookies(back).set('latchkey-with-posted', attempt)
    const form = Object.fromEntries(searchParams)
    const seen = await posting.ask(back.replace(/\?.*/, ''), form, { origin: first.issuer })
    expect(seen.status).toBe(303)
    expect(await accountShown(server, posting)).toContain('Ada Lovelace')
    const former = new Visitor()
    former.cookies(back).set('latchkey', before)
    expect(await accountShown(server, former)).toBeUndefined()
  })

  test('of two tabs the one that went last comes back', async () => {
    const [earlier, visitor] = await toProvider(server)
    const [later] = await toProvider(server, 'oidc', visitor)
    expect((await visitor.ask(earlier)).status).toBe(401)
    expect((await visitor.ask(later)).status).toBe(303)
    expect(await accountShown(server, visitor)).toContain('Ada Lovelace')
  })

  test('nor by the other provider', async () => {
    const [back, visitor] = await toProvider(server)
    const mixed = back.replace('/callback/oidc', '/callback/second')
    expect((await visitor.ask(mixed)).status).toBe(401)
    expect(second.asked.filter((one) => one === 'POST /token')).toEqual([])
  })

  test('RFC 9207 nor where the answer names another issuer, or none', async () => {
    for (const iss of [second.issuer, '']) {
      first.crooked = { answer: { iss } }
      const { seen, visitor } = await signInWith(server)
      expect([iss, seen.status]).toEqual([iss, 401])
      expect(await accountShown(server, visitor)).toBeUndefined()
    }
  })

  test('a form of another site begins nothing (C050)', async () => {
    const visitor = new Visitor()
    const seen = await visitor.ask(
      `${baseOf(server)}/sign-in/with`,
      { provider: 'oidc' },
      { origin: 'https://evil.example' },
    )
    expect(seen.status).toBe(403)
  })

  test('the cookie is this host’s alone, and no script’s', async () => {
    const visitor = new Visitor()
    const seen = await visitor.ask(`${baseOf(server)}/sign-in/with`, { provider: 'oidc' })
    expect(seen.headers.get('set-cookie')).toMatch(
      /^latchkey-with=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/,
    )
  })

  test('whoever does not agree there is told so, and signed in by nothing', async () => {
    first.crooked = { answer: { error: 'access_denied', code: '' } }
    const { seen } = await signInWith(server)
    expect(seen.status).toBe(401)
    expect(await explained(seen.text)).toMatchObject({ cause: 'provider_cancelled' })
  })
})

describe('C081 an ID token that is not right signs nobody in', () => {
  const seconds = () => Math.floor(Date.now() / 1_000)
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const wrong: Record<string, () => OpenIdProvider['crooked']> = {
    'of another issuer': () => ({ claims: { iss: second.issuer } }),
    'for another client': () => ({ claims: { aud: 'another' } }),
    'for two clients, of which another asked': () => ({
      claims: { aud: ['latchkey', 'another'], azp: 'another' },
    }),
    'that another client asked for': () => ({ claims: { azp: 'another' } }),
    'of another sign-in': () => ({ claims: { nonce: 'another' } }),
    'of no sign-in': () => ({ claims: { nonce: undefined } }),
    'that is over': () => ({ claims: { exp: seconds() - 600, iat: seconds() - 900 } }),
    'without an end': () => ({ claims: { exp: undefined } }),
    'without a subject': () => ({ claims: { sub: undefined } }),
    'signed by nobody': () => ({ idToken: (claims) => `${part({ alg: 'none' })}.${part(claims)}.` }),
    'signed with what this server shows as a secret (RFC 8725 section 2.1)': () => ({
      idToken: (claims) =>
        new SignJWT(claims as JWTPayload)
          .setProtectedHeader({ alg: 'HS256', kid: 'one' })
          .sign(Buffer.from(first.clientSecret)),
    }),
    'signed by a key that is not the provider’s': () => ({ hasOtherKey: true }),
    'that is no token': () => ({ idToken: () => 'x' }),
  }
  test.each(Object.keys(wrong))('%s', async (name) => {
    first.crooked = wrong[name]?.() ?? {}
    const { seen, visitor } = await signInWith(server)
    expect(seen.status).toBe(401)
    expect(await accountShown(server, visitor)).toBeUndefined()
    expect(await explained(seen.text)).toMatchObject({ cause: 'provider_answer_not_valid' })
    expect(
      (await send(server, `GET /users/lookup?identifier=person${people}@example.org`, { token: admin.token }))
        .status,
    ).toBe(404)
  })
})

describe('a provider that is away, or another than it was', () => {
  // What is known of one is kept until it is changed.
  const forget = () => send(server, 'PUT /providers/second', { token: admin.token, json: { name: 'Second' } })

  test('C081 that calls itself otherwise sends nobody anywhere', async () => {
    second.crooked = { discovery: { issuer: first.issuer } }
    await forget()
    const visitor = new Visitor()
    const seen = await visitor.ask(`${baseOf(server)}/sign-in/with`, { provider: 'second' })
    expect([seen.status, Visitor.next(seen)]).toEqual([503, undefined])
    expect(await explained(seen.text)).toMatchObject({ cause: 'provider_answer_not_valid' })
    second.crooked = {}
    await forget()
    expect((await signInWith(server, 'second')).seen.status).toBe(303)
  })

  test('C100 that has its tokens in a private network gets this server to ask nobody there', async () => {
    second.crooked = { discovery: { token_endpoint: 'https://169.254.169.254/token' } }
    await forget()
    const { seen } = await signInWith(server, 'second')
    expect(seen.status).toBe(503)
    expect(await explained(seen.text)).toMatchObject({ cause: 'provider_unavailable' })
    second.crooked = {}
    await forget()
  })

  test('that is down is told as one that cannot be asked, and the other ways stay', async () => {
    const gone = await new OpenIdProvider().open()
    await addProvider(server, admin, gone, { slug: 'gone', name: 'Gone' })
    gone.close()
    const seen = await new Visitor().ask(`${baseOf(server)}/sign-in/with`, { provider: 'gone' })
    expect(seen.status).toBe(503)
    expect(seen.text).toContain('Gone cannot be asked just now')
    expect(await explained(seen.text)).toMatchObject({ cause: 'provider_unavailable' })
    expect((await signInWith(server)).seen.status).toBe(303)
    await send(server, 'DELETE /providers/gone', { token: admin.token })
  })
})

describe('C080 the same address, and somebody else', () => {
  const swapped = () => {
    first.person = { ...first.person, sub: `swapped-${people}` }
  }

  test('gets nothing where the provider does not prove it', async () => {
    await signInWith(server)
    swapped()
    first.person = { ...first.person, email_verified: false }
    const { seen, visitor } = await signInWith(server)
    expect(seen.status).toBe(409)
    expect(await accountShown(server, visitor)).toBeUndefined()
  })

  test('is its proved owner where it does, and whoever was told of the account hears of it', async () => {
    const { visitor } = await signInWith(server)
    swapped()
    expect((await signInWith(server)).seen.status).toBe(303)
    const page = await visitor.ask(`${baseOf(server)}/account/identities`)
    expect(page.text.match(/name="identity_id"/g)).toHaveLength(2)
    const found = await send(server, `GET /users/lookup?identifier=person${people}@example.org`, {
      token: admin.token,
    })
    const linked = await auditOf(
      server,
      admin.token,
      `&action=identity.linked&subject=${String(fieldsOf(found).id)}`,
    )
    expect(linked).toHaveLength(2)
  })
})

describe('C100 what a provider may do to this server', () => {
  test.each<[string, OpenIdProvider['crooked']['token']]>([
    ['answer with more than anybody needs', (response) => response.writeHead(200).end('x'.repeat(600_000))],
    ['send it elsewhere', (response) => response.writeHead(302, { location: second.issuer }).end()],
    ['hang up', (response) => response.destroy()],
  ])('%s', async (_, token) => {
    first.crooked = token ? { token } : {}
    const { seen } = await signInWith(server)
    expect(seen.status).toBe(503)
    expect(await explained(seen.text)).toMatchObject({ cause: 'provider_unavailable' })
  })
})

describe('C080 an account that there is', () => {
  const holder = async () => {
    const who = { ...person(), email: `person${people}@example.org` }
    await register(server, who)
    return who
  }

  test('V25 CVE-2026-44166 whoever set it up without proving the address loses it to whoever the provider knows', async () => {
    const squatter = await holder()
    const credentials = { username: squatter.username, password: squatter.password }
    const token = textOf(await send(server, 'POST /auth/login', { json: credentials }), 'access_token')
    const { seen, visitor } = await signInWith(server)
    expect(seen.status).toBe(303)
    expect(await accountShown(server, visitor)).toContain(squatter.username)
    expect((await send(server, 'GET /users/me', { token })).status).toBe(401)
    expect((await send(server, 'POST /auth/login', { json: credentials })).status).toBe(401)
  })

  test.each<[string, unknown]>([
    ['false', false],
    ['absent', undefined],
    ['"true"', 'true'],
    ['1', 1],
  ])('V56 CVE-2026-9092 email_verified %s gets nobody into it', async (_, email_verified) => {
    const who = await holder()
    first.person = { ...first.person, email_verified }
    const { seen, visitor } = await signInWith(server)
    expect(seen.status).toBe(409)
    expect(seen.text).toContain('link this account there')
    expect(await explained(seen.text)).toMatchObject({ cause: 'provider_address_not_proved' })
    expect(await accountShown(server, visitor)).toBeUndefined()
    const login = { username: who.username, password: who.password }
    expect((await send(server, 'POST /auth/login', { json: login })).status).toBe(200)
  })

  test('a provider is believed for its own domains', async () => {
    await holder()
    const set = (email_domains: string[]) =>
      send(server, 'PUT /providers/oidc', { token: admin.token, json: { email_domains } })
    await set(['example.com'])
    expect((await signInWith(server)).seen.status).toBe(409)
    await set([])
    expect((await signInWith(server)).seen.status).toBe(409)
    await set(['example.org'])
    expect((await signInWith(server)).seen.status).toBe(303)
    await set(['*'])
  })

  test('V25 CVE-2026-44166 what a squatter linked by another provider is gone with them', async () => {
    second.person = { sub: 'squatter', email: `person${people}@example.org`, email_verified: false }
    expect((await signInWith(server, 'second')).seen.status).toBe(303)
    expect((await signInWith(server)).seen.status).toBe(303)
    expect((await signInWith(server, 'second')).seen.status).toBe(409)
  })
})

test('no secret of a provider is shown, and none is in the book of record', async () => {
  const listed = await send(server, 'GET /providers', { token: admin.token })
  expect(itemsOf(listed).map(({ slug, redirect_uri }) => [slug, redirect_uri])).toEqual([
    ['oidc', `${baseOf(server)}/sign-in/callback/oidc`],
    ['second', `${baseOf(server)}/sign-in/callback/second`],
  ])
  const audit = await send(server, 'GET /audit?limit=100', { token: admin.token })
  for (const text of [listed.text, audit.text]) expect(text).not.toContain(first.clientSecret)
})
