// C080 V14: an account elsewhere is linked by whoever shows both, and removed again, never as the last way in.
import { beforeEach, describe, expect, test } from 'bun:test'
import { type Account, login, type Person, person, register } from '../support/accounts.ts'
import { eventually } from '../support/eventually.ts'
import { Visitor } from '../support/far-visitor.ts'
import { fieldsOf, itemsOf, send, textOf } from '../support/http.ts'
import { accountShown, baseOf, signInWith } from '../support/providers.ts'
import { codeOf, enrol } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { useProvider } from '../support/use-provider.ts'

const server = useServer({ dev: true, env: unthrottled })
const offered = useProvider(server)
const { provider } = offered
let people = 0
beforeEach(() => {
  people += 1
  provider.person = { sub: `linked-${people}`, email: `elsewhere${people}@example.net`, email_verified: true }
  provider.crooked = {}
})

/** Somebody with a password, signed in in a browser. */
async function signedIn(): Promise<{ who: Person; visitor: Visitor }> {
  const who = person()
  await register(server, who)
  const visitor = new Visitor()
  const seen = await visitor.ask(`${baseOf(server)}/sign-in`, {
    username: who.username,
    password: who.password,
  })
  expect(seen.status).toBe(303)
  return { who, visitor }
}

const isBack = (url: string): boolean => url.includes('/sign-in/callback/')

/** As far as the address that leads back. */
async function goLink(visitor: Visitor): Promise<string> {
  await visitor.go(`${baseOf(server)}/account/identities/link`, { provider: 'oidc' }, isBack)
  return visitor.way.at(-1) ?? ''
}

const tokenOf = async ({ username, password }: Person) =>
  textOf(await login(server, username, password), 'access_token')
const identitiesOf = async (who: Person) =>
  itemsOf(await send(server, 'GET /users/me/identities', { token: await tokenOf(who) }))

describe('an account elsewhere', () => {
  test('is linked in the own account, told of, and signs in from then on', async () => {
    const { who, visitor } = await signedIn()
    const seen = await visitor.ask(await goLink(visitor))
    expect([seen.status, seen.headers.get('location')]).toEqual([303, '/account/identities?done=linked'])
    const page = await visitor.ask(`${baseOf(server)}/account/identities`)
    expect(page.text).toContain(`elsewhere${people}@example.net`)
    expect(await identitiesOf(who)).toMatchObject([
      { provider: 'oidc', issuer: provider.issuer, subject: `linked-${people}` },
    ])
    const notices = await send(server, 'GET /users/me/notices', { token: await tokenOf(who) })
    expect(itemsOf(notices).map(({ kind }) => kind)).toContain('identity_linked')
    const { visitor: other } = await signInWith(server)
    expect(await accountShown(server, other)).toContain(who.username)
  })

  test('C079 of an attacker is linked to nobody who opens the address that leads back', async () => {
    const { who, visitor } = await signedIn()
    const { visitor: attacker } = await signedIn()
    const seen = await visitor.ask(await goLink(attacker))
    expect(seen.status).toBe(401)
    expect(await identitiesOf(who)).toEqual([])
  })

  test('is linked to nobody where somebody else has signed in in the browser meanwhile, and not taken for linked', async () => {
    const { who, visitor } = await signedIn()
    const back = await goLink(visitor)
    const { who: another, visitor: theirs } = await signedIn()
    for (const [name, value] of theirs.cookies(back)) visitor.cookies(back).set(name, value)
    const seen = await visitor.ask(back)
    expect([seen.status, seen.text.includes('Nothing was linked')]).toEqual([401, true])
    expect([(await identitiesOf(who)).length, (await identitiesOf(another)).length]).toEqual([0, 0])
    // It is still nobody's: it is linked by whoever asks for it anew.
    await visitor.ask(await goLink(visitor))
    expect([(await identitiesOf(who)).length, (await identitiesOf(another)).length]).toEqual([0, 1])
  })

  test('is not linked once the session that asked for it is over', async () => {
    const { who, visitor } = await signedIn()
    const back = await goLink(visitor)
    await send(server, 'POST /auth/logout-all', { token: await tokenOf(who) })
    expect((await visitor.ask(back)).status).toBe(401)
    expect(await identitiesOf(who)).toEqual([])
  })

  test('V14 CVE-2026-9087 of somebody else here is not taken from them', async () => {
    const first = await signedIn()
    await first.visitor.ask(await goLink(first.visitor))
    const second = await signedIn()
    const seen = await second.visitor.ask(await goLink(second.visitor))
    expect([seen.status, (await identitiesOf(second.who)).length]).toEqual([409, 0])
    expect((await identitiesOf(first.who)).length).toBe(1)
  })

  test('V14 CVE-2026-9087 what was asked for as one and came back as another is that other’s, by subject', async () => {
    const { who, visitor } = await signedIn()
    const back = await goLink(visitor)
    provider.person = { ...provider.person, sub: `swapped-${people}` }
    await visitor.ask(back)
    expect(await identitiesOf(who)).toMatchObject([{ subject: `swapped-${people}` }])
    provider.person = { ...provider.person, sub: `linked-${people}` }
    const { visitor: other } = await signInWith(server)
    expect(await accountShown(server, other)).not.toContain(who.username)
  })

  test('is removed by its owner, and by nobody else', async () => {
    const { who, visitor } = await signedIn()
    await visitor.ask(await goLink(visitor))
    const [identity] = await identitiesOf(who)
    const line = `DELETE /users/me/identities/${String(identity?.id)}`
    expect((await send(server, line, { token: offered.admin.token })).status).toBe(404)
    const seen = await visitor.ask(`${baseOf(server)}/account/identities/remove`, {
      identity_id: String(identity?.id),
    })
    expect(seen.status).toBe(303)
    expect(await identitiesOf(who)).toEqual([])
    // It is nobody's again: whoever signs in by it now is somebody new.
    const { visitor: other } = await signInWith(server)
    expect(await accountShown(server, other)).not.toContain(who.username)
  })

  test('is not removed as the last way in', async () => {
    const { visitor } = await signInWith(server)
    const page = await visitor.ask(`${baseOf(server)}/account/identities`)
    const identity_id = /name="identity_id" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const seen = await visitor.ask(`${baseOf(server)}/account/identities/remove`, { identity_id })
    expect(seen.status).toBe(409)
    expect(seen.text).toContain('only way into the account')
    expect((await signInWith(server)).seen.status).toBe(303)
  })
})

test('C053 a second factor is asked for after the provider, and the session begins behind it', async () => {
  const { who, visitor } = await signedIn()
  await visitor.ask(await goLink(visitor))
  const token = await tokenOf(who)
  const { secret } = await enrol(server, { token } as Account)
  const { seen, visitor: other } = await signInWith(server)
  expect(seen.status).toBe(401)
  expect(await accountShown(server, other)).toBeUndefined()
  const mfaToken = /name="mfa_token" value="([^"]+)"/.exec(seen.text)?.[1] ?? ''
  const done = await other.ask(`${baseOf(server)}/sign-in/code`, {
    mfa_token: mfaToken,
    code: codeOf(secret, 1),
  })
  expect(done.status).toBe(303)
  expect(await accountShown(server, other)).toContain(who.username)
})

test('a disabled account is not let in', async () => {
  const { who, visitor } = await signedIn()
  await visitor.ask(await goLink(visitor))
  const found = await send(server, `GET /users/lookup?identifier=${who.username}`, {
    token: offered.admin.token,
  })
  await send(server, `POST /users/${String(fieldsOf(found).id)}/disable`, { token: offered.admin.token })
  expect((await signInWith(server)).seen.status).toBe(403)
})

test('the book of record has who was linked, and by what', async () => {
  const { visitor } = await signedIn()
  await visitor.ask(await goLink(visitor))
  const entry = await eventually(
    'the entry',
    async () =>
      itemsOf(
        await send(server, 'GET /audit?action=identity.linked&limit=1', { token: offered.admin.token }),
      )[0],
  )
  expect(entry).toMatchObject({
    action: 'identity.linked',
    facts: expect.arrayContaining([{ name: 'provider', value: 'oidc' }]),
  })
})

test('an address that is only asked for is not proved by what is signed without one', async () => {
  const who = { ...person(), email: `elsewhere${people}@example.net` }
  await register(server, who)
  provider.person = { ...provider.person, email_verified: false }
  provider.crooked = { claims: { email: undefined, email_verified: true } }
  expect((await signInWith(server)).seen.status).toBe(409)
  expect((await login(server, who.username, who.password)).status).toBe(200)
  provider.person = { ...provider.person, email_verified: true }
  provider.crooked = { claims: { email: undefined, email_verified: undefined } }
  expect((await signInWith(server)).seen.status).toBe(303)
})

describe('LATCHKEY_REGISTRATION', () => {
  test.each<[string, number, boolean]>([
    ['closed', 403, true],
    ['invite', 403, true],
    ['private', 303, true],
    ['private', 409, false],
  ])('%s: %i for somebody new, address proved: %p', async (mode, status, email_verified) => {
    await server.restart({ dev: true, env: { ...unthrottled, LATCHKEY_REGISTRATION: mode } })
    provider.person = { ...provider.person, email_verified }
    expect((await signInWith(server)).seen.status).toBe(status)
  })
})
