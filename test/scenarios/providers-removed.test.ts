// C080: what an owner removed is linked again by the owner alone, whatever address it has.
import { beforeEach, expect, test } from 'bun:test'
import { type Account, join } from '../support/accounts.ts'
import { type Seen, Visitor } from '../support/far-visitor.ts'
import { itemsOf, send } from '../support/http.ts'
import { joinProved } from '../support/proved.ts'
import { accountShown, baseOf, signInWith } from '../support/providers.ts'
import { codeOf, enrol } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { useProvider } from '../support/use-provider.ts'

const server = useServer({ dev: true, env: unthrottled })
const { provider } = useProvider(server)
let people = 0
let email = ''
beforeEach(() => {
  people += 1
  email = `removed${people}@example.org`
  provider.person = { sub: `removed-${people}`, email, email_verified: true }
})

const url = (path: string): string => `${baseOf(server)}${path}`
const identitiesOf = async ({ token }: Account) =>
  itemsOf(await send(server, 'GET /users/me/identities', { token }))

async function signedIn({ username, password }: Account): Promise<Visitor> {
  const visitor = new Visitor()
  await visitor.ask(url('/sign-in'), { username, password })
  return visitor
}
const linkIn = (visitor: Visitor): Promise<Seen> =>
  visitor.go(url('/account/identities/link'), { provider: 'oidc' })
async function removeIn(visitor: Visitor, who: Account): Promise<void> {
  const [one] = await identitiesOf(who)
  const seen = await visitor.ask(url('/account/identities/remove'), { identity_id: String(one?.['id']) })
  expect(seen.status).toBe(303)
}

test('it signs nobody in by an address that both sides proved, and is not linked by it', async () => {
  const who = await joinProved(server, { email })
  await signInWith(server)
  await removeIn(await signedIn(who), who)
  const { seen, visitor } = await signInWith(server)
  expect([seen.status, await accountShown(server, visitor)]).toEqual([409, undefined])
  expect(seen.text).toContain('Sign in another way and link it there again')
  expect(await identitiesOf(who)).toEqual([])
  // Another one of the same address is linked as ever.
  provider.person = { ...provider.person, sub: `other-${people}` }
  expect((await signInWith(server)).seen.status).toBe(303)
})

test('it signs in again once its owner linked it', async () => {
  const who = await joinProved(server, { email })
  const visitor = await signedIn(who)
  await linkIn(visitor)
  await removeIn(visitor, who)
  await linkIn(visitor)
  expect((await signInWith(server)).seen.status).toBe(303)
  expect(await identitiesOf(who)).toHaveLength(1)
})

test('a sign-in whose second factor was not shown yet links it no more', async () => {
  const who = await enrol(server, await joinProved(server, { email }))
  const { seen, visitor } = await signInWith(server)
  const mfa_token = /name="mfa_token" value="([^"]+)"/.exec(seen.text)?.[1] ?? ''
  const fresh = { kind: 'totp', code: codeOf(who.secret, 1), password: who.password }
  const other = await signInWith(server)
  const held = /name="mfa_token" value="([^"]+)"/.exec(other.seen.text)?.[1] ?? ''
  await other.visitor.ask(url('/sign-in/code'), { mfa_token: held, code: who.codes[0] ?? '' })
  await send(server, 'POST /auth/reauthenticate', { token: who.token, json: fresh })
  const [one] = await identitiesOf(who)
  const line = `DELETE /users/me/identities/${String(one?.['id'])}`
  expect((await send(server, line, { token: who.token })).status).toBe(200)
  const shown = await visitor.ask(url('/sign-in/code'), { mfa_token, code: who.codes[1] ?? '' })
  expect([shown.status, await identitiesOf(who)]).toEqual([401, []])
})

test('whoever gets the account of somebody who never proved the address is not held to what that one removed', async () => {
  const squatter = await join(server, { email })
  const visitor = await signedIn(squatter)
  await linkIn(visitor)
  await removeIn(visitor, squatter)
  const { seen, visitor: owner } = await signInWith(server)
  expect([seen.status, (await accountShown(server, owner)) !== undefined]).toEqual([303, true])
})

test('it is in an export of what is held', async () => {
  const who = await joinProved(server, { email })
  const visitor = await signedIn(who)
  await linkIn(visitor)
  await removeIn(visitor, who)
  const { text } = await send(server, 'GET /users/me/export', { token: who.token })
  expect(text).toContain('removed_identities')
  expect(text).toContain(`removed-${people}`)
})
