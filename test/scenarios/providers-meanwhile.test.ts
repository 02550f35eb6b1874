// C079 C080: what a provider answers counts as long as it is as it was when it was asked.
import { beforeEach, describe, expect, test } from 'bun:test'
import type { Account } from '../support/accounts.ts'
import { type Seen, Visitor } from '../support/far-visitor.ts'
import { itemsOf, send } from '../support/http.ts'
import { joinProved } from '../support/proved.ts'
import { accountShown, addProvider, baseOf, signInWith, toProvider } from '../support/providers.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { useProvider } from '../support/use-provider.ts'

const server = useServer({ dev: true, env: unthrottled })
const offered = useProvider(server)
const { provider } = offered
let people = 0
let email = ''
beforeEach(() => {
  people += 1
  email = `meanwhile${people}@example.org`
  provider.person = { sub: `meanwhile-${people}`, email, email_verified: true }
  provider.crooked = {}
})

const url = (path: string): string => `${baseOf(server)}${path}`
const isBack = (next: string): boolean => next.includes('/sign-in/callback/')
const set = (json: object) => send(server, 'PUT /providers/oidc', { token: offered.admin.token, json })
const remove = () => send(server, 'DELETE /providers/oidc', { token: offered.admin.token })
const add = () => addProvider(server, offered.admin, provider)

/** The provider is asked for its tokens, and answers once the change is made. */
async function changedWhile(visitor: Visitor, back: string, change: () => Promise<unknown>): Promise<Seen> {
  const asked = Promise.withResolvers<void>()
  const changed = Promise.withResolvers<void>()
  provider.crooked = {
    holdsToken: () => {
      asked.resolve()
      return changed.promise
    },
  }
  const seen = visitor.ask(back)
  await asked.promise
  await change()
  changed.resolve()
  return seen
}

const identitiesOf = async ({ token }: Account) =>
  itemsOf(await send(server, 'GET /users/me/identities', { token })).length
const hasAccount = async () =>
  (await send(server, `GET /users/lookup?identifier=${email}`, { token: offered.admin.token })).status === 200
const signedIn = async ({ username, password }: Pick<Account, 'username' | 'password'>) => {
  const visitor = new Visitor()
  await visitor.ask(url('/sign-in'), { username, password })
  return visitor
}

describe.each<[string, () => Promise<unknown>, () => Promise<unknown>]>([
  ['turned off', () => set({ enabled: false }), () => set({ enabled: true })],
  [
    'believed for other domains',
    () => set({ email_domains: ['example.net'] }),
    () => set({ email_domains: ['*'] }),
  ],
  ['removed', remove, add],
  ['replaced by another of its name', async () => [await remove(), await add()], async () => undefined],
])('a provider that is %s while it is asked', (_, change, back) => {
  const meanwhile = async (visitor: Visitor, address: string): Promise<Seen> => {
    const seen = await changedWhile(visitor, address, change)
    provider.crooked = {}
    await back()
    expect(seen.status).toBe(404)
    return seen
  }

  test('signs nobody in by what is linked', async () => {
    await signInWith(server)
    const [address, visitor] = await toProvider(server)
    await meanwhile(visitor, address)
    expect(await accountShown(server, visitor)).toBeUndefined()
    expect((await signInWith(server)).seen.status).toBe(303)
  })

  test('links nothing by an address', async () => {
    const who = await joinProved(server, { email })
    const [address, visitor] = await toProvider(server)
    await meanwhile(visitor, address)
    expect([await accountShown(server, visitor), await identitiesOf(who)]).toEqual([undefined, 0])
  })

  test('makes no account', async () => {
    const [address, visitor] = await toProvider(server)
    await meanwhile(visitor, address)
    expect([await accountShown(server, visitor), await hasAccount()]).toEqual([undefined, false])
  })

  test('is not linked in a session', async () => {
    const who = await joinProved(server)
    const visitor = await signedIn(who)
    await visitor.go(url('/account/identities/link'), { provider: 'oidc' }, isBack)
    await meanwhile(visitor, visitor.way.at(-1) ?? '')
    expect(await identitiesOf(who)).toBe(0)
  })

  test('proves nothing', async () => {
    const { visitor } = await signInWith(server)
    const form = { provider: 'oidc', next: '/account/data' }
    await visitor.go(url('/account/prove/with'), form, isBack)
    const seen = await changedWhile(visitor, visitor.way.at(-1) ?? '', change)
    provider.crooked = {}
    await back()
    expect([seen.status, seen.headers.get('location')]).not.toEqual([303, '/account/data'])
  })
})
