// C053 C080: whoever reads the mail of an account that asks for a second factor links nothing to it by that alone.
import { beforeEach, describe, expect, test } from 'bun:test'
import { join } from '../support/accounts.ts'
import { auditOf } from '../support/audit.ts'
import { Visitor } from '../support/far-visitor.ts'
import { itemsOf, send } from '../support/http.ts'
import { tokenMailed } from '../support/mailbox.ts'
import { joinProved } from '../support/proved.ts'
import { accountShown, addProvider, baseOf, signInWith } from '../support/providers.ts'
import { codeOf, type Enrolled, enrol } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { useProvider } from '../support/use-provider.ts'

const server = useServer({ dev: true, env: unthrottled })
const offered = useProvider(server)
const { provider } = offered
let who: Enrolled
let people = 0
beforeEach(async () => {
  people += 1
  const email = `reads-mail-${people}@example.org`
  who = await enrol(server, await joinProved(server, { email }))
  provider.person = { sub: `factor-${people}`, email, email_verified: true }
})

const identities = async () =>
  itemsOf(await send(server, 'GET /users/me/identities', { token: who.token })).map(({ subject }) => subject)
const notices = async () =>
  itemsOf(await send(server, 'GET /users/me/notices', { token: who.token })).map(({ kind }) => kind)

/** As far as the page that asks for the code: what goes on from there. */
async function halfWay(): Promise<{ visitor: Visitor; show(code: string): ReturnType<Visitor['ask']> }> {
  const { seen, visitor } = await signInWith(server)
  expect(seen.status).toBe(401)
  const mfa_token = /name="mfa_token" value="([^"]+)"/.exec(seen.text)?.[1] ?? ''
  return { visitor, show: (code) => visitor.ask(`${baseOf(server)}/sign-in/code`, { mfa_token, code }) }
}

describe('C080 an account elsewhere whose address an account with a second factor proved', () => {
  test('is linked once the factor was shown, and its owner is told then', async () => {
    const { visitor, show } = await halfWay()
    expect([await identities(), await accountShown(server, visitor)]).toEqual([[], undefined])
    expect(await notices()).not.toContain('identity_linked')
    expect((await show('000000')).status).toBe(400)
    expect(await identities()).toEqual([])
    expect((await show(codeOf(who.secret, 1))).status).toBe(303)
    expect(await accountShown(server, visitor)).toContain(who.username)
    expect(await identities()).toEqual([`factor-${people}`])
    expect(await notices()).toContain('identity_linked')
    const [entry] = await auditOf(server, offered.admin.token, `&action=identity.linked&subject=${who.id}`)
    expect(entry).toMatchObject({ outcome: 'success', actor_id: who.id })
  })

  test('and signs in from then on, whatever its address is', async () => {
    const first = await halfWay()
    await first.show(codeOf(who.secret, 1))
    provider.person = { ...provider.person, email: `moved-${people}@example.net` }
    const { seen } = await signInWith(server)
    expect([seen.status, seen.text.includes('name="mfa_token"')]).toEqual([401, true])
    expect(await identities()).toEqual([`factor-${people}`])
  })

  test('begun in two browsers, is linked by the one and signs in by the other', async () => {
    const [one, other] = [await halfWay(), await halfWay()]
    expect((await one.show(codeOf(who.secret, 1))).status).toBe(303)
    expect((await other.show(who.codes[0] ?? '')).status).toBe(303)
    expect(await identities()).toEqual([`factor-${people}`])
  })
})

const over = async ({ visitor, show }: Awaited<ReturnType<typeof halfWay>>) => {
  const seen = await show(codeOf(who.secret, 1))
  expect([seen.status, await accountShown(server, visitor)]).toEqual([401, undefined])
  expect(seen.text).toContain('Sign in again')
}

const set = (json: object) => send(server, 'PUT /providers/oidc', { token: offered.admin.token, json })
/** What an administrator does to the provider, and what brings it back. */
const changes: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
  ['turned off', () => set({ enabled: false }), () => set({ enabled: true })],
  [
    'believed for other domains',
    () => set({ email_domains: ['example.net'] }),
    () => set({ email_domains: ['*'] }),
  ],
  [
    'replaced by another of its name',
    async () => {
      await send(server, 'DELETE /providers/oidc', { token: offered.admin.token })
      await addProvider(server, offered.admin, provider)
    },
    async () => undefined,
  ],
]

describe('C080 it is not linked, and nobody is signed in, where meanwhile', () => {
  test('the account gave the address up', async () => {
    const half = await halfWay()
    const json = { email: `moved-on-${people}@example.org` }
    const fresh = { kind: 'totp', code: codeOf(who.secret, 1), password: who.password }
    await send(server, 'POST /auth/reauthenticate', { token: who.token, json: fresh })
    expect((await send(server, `PUT /users/${who.id}`, { token: who.token, json })).status).toBe(200)
    const token = await tokenMailed(server, json.email, 'verify_email')
    expect((await send(server, 'POST /auth/verify-email', { json: { token } })).status).toBe(200)
    const seen = await half.show(who.codes[0] ?? '')
    expect([seen.status, await accountShown(server, half.visitor)]).toEqual([401, undefined])
    expect(await identities()).toEqual([])
  })

  test('somebody else linked the account elsewhere', async () => {
    const half = await halfWay()
    const { username, password } = await join(server)
    const visitor = new Visitor()
    await visitor.ask(`${baseOf(server)}/sign-in`, { username, password })
    await visitor.go(`${baseOf(server)}/account/identities/link`, { provider: 'oidc' })
    await over(half)
    expect(await identities()).toEqual([])
  })

  test.each(changes)('the provider was %s', async (_, change, back) => {
    const half = await halfWay()
    await change()
    await over(half)
    await back()
    expect(await identities()).toEqual([])
    // No factor was spent by it.
    const again = await halfWay()
    expect((await again.show(codeOf(who.secret, 1))).status).toBe(303)
  })

  test('the account was disabled', async () => {
    const half = await halfWay()
    const set = (to: string) => send(server, `POST /users/${who.id}/${to}`, { token: offered.admin.token })
    expect((await set('disable')).status).toBe(200)
    expect((await half.show(codeOf(who.secret, 1))).status).not.toBe(303)
    expect(await accountShown(server, half.visitor)).toBeUndefined()
    expect((await set('enable')).status).toBe(200)
    expect((await signInWith(server)).seen.status).toBe(401)
  })
})

describe('C053 a sign-in that a linked account elsewhere began is over where meanwhile', () => {
  beforeEach(async () => {
    await (await halfWay()).show(codeOf(who.secret, 1))
    expect(await identities()).toEqual([`factor-${people}`])
  })

  /** No code is shown twice: with the codes for a lost device. */
  const isOver = async ({ visitor, show }: Awaited<ReturnType<typeof halfWay>>) => {
    const seen = await show(who.codes[0] ?? '')
    expect([seen.status, await accountShown(server, visitor)]).toEqual([401, undefined])
    expect(seen.text).toContain('Sign in again')
  }

  test('it was removed', async () => {
    const half = await halfWay()
    const fresh = { kind: 'recovery_code', code: who.codes[1], password: who.password }
    await send(server, 'POST /auth/reauthenticate', { token: who.token, json: fresh })
    const [one] = itemsOf(await send(server, 'GET /users/me/identities', { token: who.token }))
    const line = `DELETE /users/me/identities/${String(one?.['id'])}`
    expect((await send(server, line, { token: who.token })).status).toBe(200)
    await isOver(half)
  })

  test.each(changes)('the provider was %s', async (_, change, back) => {
    const half = await halfWay()
    await change()
    await isOver(half)
    await back()
    // No factor was spent by it.
    const again = await halfWay()
    expect((await again.show(who.codes[0] ?? '')).status).toBe(303)
  })
})
