// C024: accounts that are made by a provider count as those that are made by a password.
import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test'
import { type Account, join, person, register } from '../support/accounts.ts'
import { factOf, leftSoonBy } from '../support/audit.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { itemsOf, send, type Target } from '../support/http.ts'
import { OpenIdProvider } from '../support/openid-provider.ts'
import { addProvider, signInWith } from '../support/providers.ts'
import { withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

/** The administrator of each server registers, too. */
const FOUR = { LATCHKEY_GUARD_REGISTRATION_BURST: '5', LATCHKEY_GUARD_REGISTRATION_PER_DAY: '6' }
const TWO = { LATCHKEY_GUARD_ENUMERATION_BURST: '2', LATCHKEY_GUARD_ENUMERATION_PER_DAY: '3' }

const provider = new OpenIdProvider()
beforeAll(async () => {
  await provider.open()
})
afterAll(() => provider.close())

const limited = (env: Record<string, string>, work: (server: Target, admin: Account) => Promise<void>) =>
  withServer({ dev: true, env: { ...unthrottled, ...env } }, async (server) => {
    const admin = await join(server)
    await addProvider(server, admin, provider)
    await work(server, admin)
  })

let people = 0
beforeEach(() => somebodyNew())
function somebodyNew(isProved = true): string {
  people += 1
  const email = `throttled${people}@example.org`
  provider.person = { sub: `throttled-${people}`, email, email_verified: isProved }
  return email
}
const hasAccount = async (server: Target, { token }: Account, email: string) =>
  (await send(server, `GET /users/lookup?identifier=${email}`, { token })).status === 200

test.each([
  ['proves the address', true],
  ['does not', false],
])('whoever made too many makes none by a provider that %s, nor by a password', (_, isProved) =>
  limited(FOUR, async (server, admin) => {
    const known = { ...provider.person }
    expect((await signInWith(server)).seen.status).toBe(303)
    for (let made = 1; made < 4; made += 1) {
      somebodyNew(isProved)
      expect((await signInWith(server)).seen.status).toBe(303)
    }
    const email = somebodyNew(isProved)
    const { seen } = await signInWith(server)
    expect([seen.status, Number(seen.headers.get('retry-after')) > 0]).toEqual([429, true])
    expect(seen.text).toContain('too many attempts')
    expect(await hasAccount(server, admin, email)).toBe(false)
    expectRefusal(await register(server, person()), 429, 'too_many_attempts')
    const [entry] = await leftSoonBy(server, admin.token, seen.headers.get('x-request-id') ?? '')
    expect([entry?.action, factOf(entry, 'error')]).toEqual(['session.refused', 'too_many_attempts'])
    // Who has an account is let in all the same.
    provider.person = known
    expect((await signInWith(server)).seen.status).toBe(303)
  }),
)

test('whoever was told too often that an address has an account is told nothing more, of a free one neither', () =>
  limited(TWO, async (server, admin) => {
    const taken = { email: admin.email, email_verified: false }
    for (let told = 0; told < 2; told += 1) {
      provider.person = { sub: `told-${told}`, ...taken }
      expect((await signInWith(server)).seen.status).toBe(409)
    }
    expect((await signInWith(server)).seen.status).toBe(429)
    const email = somebodyNew(false)
    expect((await signInWith(server)).seen.status).toBe(429)
    expect(await hasAccount(server, admin, email)).toBe(false)
    expectRefusal(await register(server, person({ email: admin.email })), 429, 'too_many_attempts')
  }))

test('an account that a provider made is among the attempts that other limits are tried on', () =>
  limited({}, async (server, { token }) => {
    await signInWith(server)
    const attempts = itemsOf(await send(server, 'GET /guard/attempts', { token }))
    const made = { channel: 'register', cause: 'registered', user_id: 2 }
    expect(attempts).toContainEqual(expect.objectContaining(made))
  }))
