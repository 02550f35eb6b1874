// C036 C080: whoever is invited may accept it by a provider that proves the invited address, and once.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Account, create, join, person } from '../support/accounts.ts'
import { auditOf, factOf } from '../support/audit.ts'
import { type Seen, Visitor } from '../support/far-visitor.ts'
import { fieldsOf, itemsOf, send } from '../support/http.ts'
import { accept, inviteByLink, type Waiting } from '../support/invitations.ts'
import { OpenIdProvider } from '../support/openid-provider.ts'
import { accountShown, addProvider, baseOf, signInWith } from '../support/providers.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const provider = new OpenIdProvider()
const others = [new OpenIdProvider(), new OpenIdProvider(), new OpenIdProvider()]
const server = useServer({ dev: true, env: unthrottled })
const registration = (mode: string) => ({
  dev: true,
  env: { ...unthrottled, LATCHKEY_REGISTRATION: mode },
})
let admin: Account
beforeAll(async () => {
  await provider.open()
  admin = await join(server)
  await addProvider(server, admin, provider)
  for (const [n, other] of others.entries())
    await addProvider(server, admin, await other.open(), { slug: `other-${n}` })
  const json = { description: 'Makes accounts', permissions: ['users:create'] }
  await send(server, 'PUT /roles/helper', { token: admin.token, json })
  await server.restart(registration('invite'))
})
afterAll(() => {
  for (const one of [provider, ...others]) one.close()
})

let people = 0
let invited: Waiting
beforeEach(async () => {
  people += 1
  invited = await inviteByLink(server, admin, { roles: ['helper'] })
  provider.person = { sub: `invited-${people}`, email: invited.email, email_verified: true, name: 'Grace' }
  provider.crooked = {}
})

const isBack = (next: string): boolean => next.includes('/sign-in/callback/')

/** To the provider with an invitation, as far as the address that leads back. */
async function go(visitor: Visitor, { token }: { token: string }, slug = 'oidc'): Promise<string> {
  await visitor.go(`${baseOf(server)}/sign-in/with`, { provider: slug, invitation: token }, isBack)
  return visitor.way.at(-1) ?? ''
}
const come = async (given: { token: string } = invited): Promise<{ seen: Seen; visitor: Visitor }> => {
  const visitor = new Visitor()
  return { seen: await visitor.ask(await go(visitor, given)), visitor }
}
const lookUp = (email: string) =>
  send(server, `GET /users/lookup?identifier=${email}`, { token: admin.token })
const waits = async ({ id }: Waiting): Promise<boolean> =>
  itemsOf(await send(server, 'GET /invitations?limit=100', { token: admin.token })).some(
    (one) => one.id === id,
  )
const explained = async ({ text }: Seen) => {
  const reference = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0] ?? 'none'
  return fieldsOf(await send(server, `GET /audit/explain/${reference}`, { token: admin.token }))
}

describe('an invitation', () => {
  test('is accepted by whoever the provider says has its address, with its roles, and is spent', async () => {
    const page = await new Visitor().ask(`${baseOf(server)}/invitation?token=${invited.token}`)
    expect(page.text).toContain('action="/sign-in/with"')
    const { seen, visitor } = await come()
    expect([seen.status, seen.headers.get('location')]).toEqual([303, '/account'])
    expect(await accountShown(server, visitor)).toContain('Grace')
    const account = fieldsOf(await lookUp(invited.email))
    expect(account).toMatchObject({
      roles: expect.arrayContaining(['helper']),
      email_verified_at: expect.any(String),
    })
    expect(await waits(invited)).toBe(false)
    const [created] = await auditOf(server, admin.token, `&action=user.created&subject=${String(account.id)}`)
    expect(factOf(created, 'invitation')).toBe(invited.id)
    // From now on it is a sign-in like any other.
    expect((await signInWith(server)).seen.status).toBe(303)
    expect((await accept(server, invited)).status).toBe(400)
  })

  test.each<[string, Record<string, unknown>, string]>([
    ['of another address', { email: 'somebody.else@example.org' }, 'invited_address_another'],
    ['where the address is not proved', { email_verified: false }, 'provider_address_not_proved'],
    ['where email_verified is "true"', { email_verified: 'true' }, 'provider_address_not_proved'],
    ['where there is no address', { email: undefined }, 'provider_address_not_proved'],
  ])('%s makes no account, and goes on counting', async (_, claims, cause) => {
    provider.person = { ...provider.person, ...claims }
    const { seen, visitor } = await come()
    expect(seen.status).toBe(409)
    expect(await explained(seen)).toMatchObject({ channel: 'provider', cause })
    expect(seen.text).toContain(`/invitation?token=${invited.token}`)
    expect(await accountShown(server, visitor)).toBeUndefined()
    expect((await lookUp(invited.email)).status).toBe(404)
    expect((await lookUp('somebody.else@example.org')).status).toBe(404)
    expect((await accept(server, invited)).status).toBe(200)
  })

  test('the address is compared as addresses are', async () => {
    provider.person = { ...provider.person, email: invited.email.toUpperCase() }
    expect((await come()).seen.status).toBe(303)
  })

  test('of nobody, and one that was taken back, make none', async () => {
    const visitor = new Visitor()
    const back = await go(visitor, invited)
    await send(server, `DELETE /invitations/${invited.id}`, { token: admin.token })
    for (const seen of [await visitor.ask(back), (await come({ token: 'nobodys' })).seen]) {
      expect(seen.status).toBe(400)
      expect(await explained(seen)).toMatchObject({ cause: 'invitation_not_valid' })
    }
    expect((await lookUp(invited.email)).status).toBe(404)
  })

  test('is not accepted by whoever signs in here already', async () => {
    await come()
    const another = await inviteByLink(server, admin)
    provider.person = { ...provider.person, email: another.email }
    const { seen } = await come(another)
    expect([seen.status, await waits(another)]).toEqual([409, true])
    expect(await explained(seen)).toMatchObject({ cause: 'identity_of_another' })
  })

  test('is not accepted where an account has got the address meanwhile: its owner signs in to that', async () => {
    await create(server, admin, { email: invited.email })
    const { seen } = await come()
    expect([seen.status, await waits(invited)]).toEqual([409, true])
    expect(await explained(seen)).toMatchObject({ cause: 'email_taken' })
    expect((await signInWith(server)).seen.status).toBe(303)
  })

  test('C079 of somebody else is not accepted in another browser', async () => {
    const back = await go(new Visitor(), invited)
    expect((await new Visitor().ask(back)).status).toBe(401)
    expect(await waits(invited)).toBe(true)
  })

  test('without it, somebody new gets no account', async () => {
    expect((await signInWith(server)).seen.status).toBe(403)
  })
})

test('of many at once, by providers and by passwords, one makes the account', async () => {
  for (let round = 0; round < 5; round += 1) {
    const one = await inviteByLink(server, admin)
    const backs: [Visitor, string][] = []
    for (const [n, other] of others.entries()) {
      other.person = { sub: `race-${round}`, email: one.email, email_verified: true }
      const visitor = new Visitor()
      backs.push([visitor, await go(visitor, one, `other-${n}`)])
    }
    const answers = await Promise.all([
      ...backs.map(async ([visitor, back]) => (await visitor.ask(back)).status === 303),
      ...[1, 2].map(async () => (await accept(server, one, { username: person().username })).status === 200),
    ])
    expect(answers.filter(Boolean)).toHaveLength(1)
    expect(await waits(one)).toBe(false)
  }
})

test('where registration is closed none is accepted, and no provider is offered for it', async () => {
  await server.restart(registration('closed'))
  const page = await new Visitor().ask(`${baseOf(server)}/invitation?token=${invited.token}`)
  expect(page.text).not.toContain('action="/sign-in/with"')
  const { seen } = await come()
  expect([seen.status, await waits(invited)]).toEqual([403, true])
})
