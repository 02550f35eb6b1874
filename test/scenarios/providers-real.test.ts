// The whole of it with a certified provider: discovery, its pages, PKCE, Basic, its keys and its user information.
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type Account, join } from '../support/accounts.ts'
import { Visitor } from '../support/far-visitor.ts'
import { fieldsOf, send } from '../support/http.ts'
import { accountShown, baseOf } from '../support/providers.ts'
import { RealProvider } from '../support/real-provider.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
const provider = new RealProvider()
let admin: Account
beforeAll(async () => {
  admin = await join(server)
  await provider.open(`${baseOf(server)}/sign-in/callback/real`)
  const { issuer, clientId: client_id, clientSecret: client_secret } = provider
  const json = { kind: 'oidc', slug: 'real', name: 'Real', issuer, client_id, client_secret }
  expect((await send(server, 'POST /providers', { token: admin.token, json })).status).toBe(200)
})
afterAll(() => provider.close())

async function come(login: string): Promise<Visitor> {
  const visitor = new Visitor()
  const begun = await visitor.ask(`${baseOf(server)}/sign-in/with`, { provider: 'real' })
  const back = await provider.agree(visitor, Visitor.next(begun) ?? '', login)
  expect((await visitor.ask(back)).status).toBe(303)
  return visitor
}

test('somebody signs in with a provider that is certified, twice, and is one account', async () => {
  expect(await accountShown(server, await come('marian'))).toContain('Real marian')
  await come('marian')
  const users = await send(server, 'GET /users', { token: admin.token })
  expect(fieldsOf(users).total ?? (users.json as unknown[]).length).toBe(2)
})

test('C062 somebody proves by it who they are, and signs in there anew for that, though they are signed in there', async () => {
  const visitor = await come('robin')
  const begun = await visitor.ask(`${baseOf(server)}/account/prove/with`, {
    provider: 'real',
    next: '/account/data',
  })
  const to = Visitor.next(begun) ?? ''
  // Without asking anything it leads nowhere.
  const isBack = (next: string): boolean => next.includes('/sign-in/callback/')
  expect((await visitor.go(to, undefined, isBack)).text).toContain('<form')
  const back = await provider.agree(visitor, to, 'robin')
  const seen = await visitor.ask(back)
  expect([seen.status, seen.headers.get('location')]).toEqual([303, '/account/data'])
})

test('C062 nor does somebody else there prove it', async () => {
  const visitor = await come('much')
  visitor.cookies(provider.issuer).clear()
  const begun = await visitor.ask(`${baseOf(server)}/account/prove/with`, { provider: 'real' })
  const back = await provider.agree(visitor, Visitor.next(begun) ?? '', 'guy')
  const seen = await visitor.ask(back)
  expect(seen.status).toBe(401)
  expect(seen.text).toContain('is not the one that is linked to yours')
})

test('the check finds nothing wrong with it', async () => {
  const checked = await send(server, 'POST /providers/real/check', { token: admin.token })
  expect(fieldsOf(checked)).toMatchObject({
    is_good: true,
    findings: [{ of: 'redirect' }, { of: 'discovery' }, { of: 'keys' }, { of: 'client', state: 'ok' }],
  })
})
