// C080: one server is one provider, however its address is spelled: else one person there would be several here.
import { expect, test } from 'bun:test'
import { expectRefusal } from '../support/expect-answer.ts'
import { itemsOf, send } from '../support/http.ts'
import { OpenIdProvider } from '../support/openid-provider.ts'
import { addProvider, baseOf, newProvider, signInWith } from '../support/providers.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { useProvider } from '../support/use-provider.ts'

const server = useServer({ dev: true, env: unthrottled })
const offered = useProvider(server)
const add = (issuer: string) =>
  send(server, 'POST /providers', { token: offered.admin.token, json: { ...newProvider(), issuer } })

test.each<[string, (issuer: string) => string]>([
  ['a dot', (issuer) => `${issuer}/.`],
  ['a short address', (issuer) => issuer.replace('127.0.0.1', '127.1')],
  ['a number for an address', (issuer) => issuer.replace('127.0.0.1', '2130706433')],
  ['upper case', (issuer) => issuer.replace('http:', 'HTTP:')],
  ['a backslash', (issuer) => `${issuer}\\`],
  ['a space', (issuer) => `${issuer} `],
  ['a query without anything in it', (issuer) => `${issuer}/?`],
])('another spelling, with %s, is refused', async (_, spelled) => {
  const answer = await add(spelled(offered.provider.issuer))
  expectRefusal(answer, 400, 'validation_failed')
  expect(answer.text).toContain('issuer')
})

test('with a slash behind it, it is the same', async () => {
  const { issuer } = offered.provider
  expectRefusal(await add(issuer), 409, 'provider_exists')
  expectRefusal(await add(`${issuer}/`), 409, 'provider_exists')
})

test('an issuer that ends in a slash is one, and of two at once one is added', async () => {
  const issuer = 'https://tenant.example/realm'
  const answers = await Promise.all([add(`${issuer}/`), add(issuer), add(`${issuer}/`)])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  const all = itemsOf(await send(server, 'GET /providers', { token: offered.admin.token }))
  expect(all.map(({ issuer: one }) => String(one).replace(/\/$/, ''))).toEqual(
    expect.arrayContaining([issuer, offered.provider.issuer]),
  )
  expect(all).toHaveLength(2)
})

test('C062 a name that is another issuer’s by now is no way in, and proves nothing', async () => {
  const { token } = offered.admin
  const [former, later] = [await new OpenIdProvider().open(), await new OpenIdProvider().open()]
  const offer = (provider: OpenIdProvider, name: string) =>
    addProvider(server, offered.admin, provider, { slug: 'corp', name })
  try {
    former.person = { sub: 'corp', email: 'corp@example.org', email_verified: true }
    await offer(former, 'Former')
    const { visitor } = await signInWith(server, 'corp')
    await visitor.go(`${baseOf(server)}/account/identities/link`, { provider: 'oidc' })
    await send(server, 'DELETE /providers/corp', { token })
    await offer(later, 'Later')
    const prove = await visitor.ask(`${baseOf(server)}/account/prove`)
    expect([prove.text.includes('Confirm with Later'), prove.text.includes('Confirm with Single')]).toEqual([
      false,
      true,
    ])
    const page = await visitor.ask(`${baseOf(server)}/account/identities`)
    const [, other = ''] = [...page.text.matchAll(/name="identity_id" value="([^"]+)"/g)].map(([, id]) => id)
    const seen = await visitor.ask(`${baseOf(server)}/account/identities/remove`, { identity_id: other })
    expect(seen.status).toBe(409)
    expect(seen.text).toContain('only way into the account')
  } finally {
    former.close()
    later.close()
  }
})
