import type { Account } from './accounts.ts'
import { type Answer, send, type Target } from './http.ts'
import type { OpenIdProvider } from './openid-provider.ts'
import { type Seen, Visitor } from './visitor.ts'

/** The provider, as an administrator sets it up. */
export const addProvider = (
  server: Target,
  admin: Account,
  provider: OpenIdProvider,
  more: Record<string, unknown> = {},
): Promise<Answer> =>
  send(server, 'POST /providers', {
    token: admin.token,
    json: {
      kind: 'oidc',
      issuer: provider.issuer,
      client_id: provider.clientId,
      client_secret: provider.clientSecret,
      ...more,
    },
  })

/** Where people reach a server in development. */
export const baseOf = ({ url }: Target): string => `http://localhost:${new URL(url).port}`

const isCallback = (url: string): boolean => new URL(url).pathname.startsWith('/sign-in/callback/')

/** Somebody goes to the provider, and has not come back yet: the address that leads back. */
export async function toProvider(server: Target, slug = 'oidc', visitor = new Visitor()): Promise<[string, Visitor]> {
  await visitor.go(`${baseOf(server)}/sign-in/with`, { provider: slug }, isCallback)
  const back = visitor.way.at(-1)
  if (back === undefined || !isCallback(back)) throw new Error('the provider led nowhere')
  return [back, visitor]
}

/** All the way there and back: what the callback answered. */
export async function signInWith(
  server: Target,
  slug = 'oidc',
  visitor = new Visitor(),
): Promise<{ seen: Seen; visitor: Visitor }> {
  const [back] = await toProvider(server, slug, visitor)
  return { seen: await visitor.ask(back), visitor }
}

/** Whoever's browser it is; undefined for nobody's. */
export async function accountShown(server: Target, visitor: Visitor): Promise<string | undefined> {
  const seen = await visitor.ask(`${baseOf(server)}/account`)
  return seen.status === 200 ? seen.text : undefined
}
