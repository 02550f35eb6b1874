import { type Account, join } from './accounts.ts'
import { type Seen, Visitor } from './far-visitor.ts'
import { type Answer, itemsOf, send, type Target } from './http.ts'
import { OpenIdProvider } from './openid-provider.ts'

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
export async function toProvider(
  server: Target,
  slug = 'oidc',
  visitor = new Visitor(),
): Promise<[string, Visitor]> {
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

let made = 0
/** One that nobody asks anything: as it is set up. */
export const newProvider = () => {
  made += 1
  return {
    kind: 'oidc',
    slug: `made-${made}`,
    name: 'Made',
    issuer: `https://${crypto.randomUUID()}.example`,
    client_id: 'latchkey',
    client_secret: `secret-${crypto.randomUUID()}`,
    scopes: 'openid email',
    email_domains: ['example.org'],
    enabled: true,
  }
}

/** Somebody with a password, and an account elsewhere that is linked. */
export async function withIdentity(
  server: Target,
  admin: Account,
): Promise<Account & { identityId: string }> {
  const provider = await new OpenIdProvider().open()
  try {
    const { slug } = newProvider()
    await addProvider(server, admin, provider, { slug })
    const who = await join(server)
    const visitor = new Visitor()
    const { username, password } = who
    await visitor.ask(`${baseOf(server)}/sign-in`, { username, password })
    await visitor.go(`${baseOf(server)}/account/identities/link`, { provider: slug })
    const listed = await send(server, 'GET /users/me/identities', { token: who.token })
    return { ...who, identityId: String(itemsOf(listed)[0]?.['id']) }
  } finally {
    provider.close()
  }
}
