// C101: where somebody goes on who is back from a provider is kept here meanwhile, and it is a place that people are sent to.
import { expect, test } from 'bun:test'
import { type Seen, Visitor } from '../support/far-visitor.ts'
import { APP, returnsToApp } from '../support/hosted-sign-in.ts'
import { baseOf } from '../support/providers.ts'
import { useServer } from '../support/server.ts'
import { storedRows } from '../support/stored.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { useProvider } from '../support/use-provider.ts'

const server = useServer({ dev: true, env: { ...unthrottled, ...returnsToApp } })
const { provider } = useProvider(server)

const goalOf = (return_to: string, state: string): string =>
  `/sign-in/return?${new URLSearchParams({
    return_to,
    state,
    code_challenge: 'A'.repeat(43),
    code_challenge_method: 'S256',
  })}`
const goals = () => storedRows(server, 'select goal from provider_attempts').map(({ goal }) => goal)
const isBack = (url: string): boolean => url.includes('/sign-in/callback/')
const go = (visitor: Visitor, next: string): Promise<Seen> =>
  visitor.go(`${baseOf(server)}/sign-in/with`, { provider: 'oidc', next }, isBack)

test('an app of the list gets a code', async () => {
  const visitor = new Visitor()
  await go(visitor, goalOf(APP, 'listed'))
  provider.person = { sub: 'goal', email: 'goal@example.org', email_verified: true }
  const seen = await visitor.ask(visitor.way.at(-1) ?? '')
  expect(seen.headers.get('location')).toStartWith(`${APP}?code=`)
})

test('one of no list is told as such, and nothing of it is kept', async () => {
  const visitor = new Visitor()
  const seen = await go(visitor, goalOf(`https://elsewhere.example/${'<'.repeat(2_000)}`, 'of-no-list'))
  expect(seen.status).toBe(400)
  expect(seen.text).toContain('https://elsewhere.example/')
  expect(seen.headers.getSetCookie()).toEqual([])
  expect(goals()).toEqual([])
})

test('what is no goal at all is the account', async () => {
  const visitor = new Visitor()
  await go(visitor, `//evil.example/${'x'.repeat(8_000)}`)
  expect(goals()).toEqual(['/account'])
  const seen = await visitor.ask(visitor.way.at(-1) ?? '')
  expect(seen.headers.get('location')).toBe('/account')
})
