// A provider that does not answer, and one that sends this server into its own network: nobody waits for it, and nobody is let in.
import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test'
import { OpenIdProvider } from '../../../test/support/openid-provider.ts'
import { type OpenProvider, providerClient } from './features/providers/client.ts'
import { kinds } from './features/providers/kinds.ts'
import { systemClock } from './kernel/clock.ts'
import { OutboundRefusal } from './kernel/outbound.ts'
import { outbound } from './outbound.ts'

const BACK = 'http://localhost/sign-in/callback/oidc'
const kept = { state: 'the-state', nonce: 'the-nonce', verifier: 'v'.repeat(43) }

const elsewhere = new OpenIdProvider()
beforeAll(() => elsewhere.open())
afterAll(() => elsewhere.close())
beforeEach(() => {
  elsewhere.crooked = {}
})

const providerOf = (): OpenProvider => ({
  ...{ slug: 'oidc', kind: 'oidc', name: kinds.oidc.name, issuer: elsewhere.issuer },
  ...{ clientId: elsewhere.clientId, secret: elsewhere.clientSecret, sealedSecret: '' },
  ...{ scopes: kinds.oidc.scopes, emailDomains: '*', teamId: null, keyId: null },
  ...{ enabled: 1, createdAt: 0, updatedAt: 0 },
})
/** As in development, but for how long it waits. */
const client = () =>
  providerClient({
    outbound: outbound({ allowsLoopback: true, longestMs: 300 }),
    clock: systemClock,
    allowsLoopback: true,
  })
const comeBack = () =>
  client().person(providerOf(), { code: 'the-code', state: kept.state, iss: elsewhere.issuer }, kept, BACK)
const refusalOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => undefined,
    (error) => error,
  )

test('C100 one that takes the code and never answers is given up', async () => {
  elsewhere.crooked = { token: () => undefined }
  const refusal = await refusalOf(comeBack())
  expect(refusal).toBeInstanceOf(OutboundRefusal)
  expect(String(refusal)).toContain('did not answer within 0.3 s')
})

test('one that is down refuses whoever would go there', async () => {
  const gone = await new OpenIdProvider().open()
  const provider = { ...providerOf(), issuer: gone.issuer }
  gone.close()
  const to = { redirectUri: BACK, isAnew: false }
  expect(await refusalOf(client().authorizationUrl(provider, kept, to))).toBeInstanceOf(OutboundRefusal)
})

test.each([
  ['token_endpoint', 'https://10.0.0.1/token'],
  ['token_endpoint', 'https://169.254.169.254/latest/meta-data'],
  ['token_endpoint', 'http://192.168.1.1/token'],
  ['token_endpoint', 'https://[fd00::1]/token'],
])('C100 one whose %s is %s is not followed into a private network', async (name, address) => {
  elsewhere.crooked = { discovery: { [name]: address } }
  const refusal = await refusalOf(comeBack())
  expect(refusal).toBeInstanceOf(OutboundRefusal)
  expect(String(refusal)).toMatch(/private or special network|only https is/)
})
