import type { ProviderCheck, ProviderFinding } from '@latchkey/contract'
import type { ServerMetadata } from '#crypto/openid'
import type { Outbound } from '#kernel/outbound'
import { type OpenProvider, outboundRefusalIn } from './client.ts'
import { notFound, type ProvidersDeps, placeOfSecret, redirectUriOf } from './deps.ts'
import { kinds } from './kinds.ts'

type Deps = ProvidersDeps & { readonly outbound: Outbound }

const finding = (
  of: ProviderFinding['of'],
  state: ProviderFinding['state'],
  message: string,
): ProviderFinding => ({ of, state, message })

/** POST /providers/{slug}/check: what the provider answers to each thing that a sign-in asks of it. Throws `provider_not_found`. */
export async function checkProvider(deps: Deps, slug: string): Promise<ProviderCheck> {
  const { storage, store, sealer } = deps
  const row = await store.find(storage, slug)
  if (!row) throw notFound()
  const secret = sealer.open(row.sealedSecret, placeOfSecret(slug))
  if (!secret)
    return told([
      finding(
        'client',
        'fail',
        'The client secret does not open under the secret of this server: set it again with latchkey provider change.',
      ),
    ])
  const provider: OpenProvider = { ...row, secret: secret.toString() }
  const findings = [redirectFinding(deps, provider)]
  const server = await discover(deps, provider, findings)
  if (server) {
    if (server.jwks_uri !== undefined) findings.push(await keysFinding(deps, server.jwks_uri))
    findings.push(await clientFinding(deps, provider, server))
  }
  return told(findings)
}

const told = (findings: ProviderFinding[]): ProviderCheck => ({
  is_good: findings.every(({ state }) => state !== 'fail'),
  findings,
})

const reasonOf = (error: unknown): string =>
  outboundRefusalIn(error)?.message ?? (error instanceof Error ? error.message : 'no reason was given')

function redirectFinding({ baseUrl }: Deps, { slug, name, kind }: OpenProvider): ProviderFinding {
  const uri = redirectUriOf(baseUrl(), slug)
  const { protocol, hostname } = new URL(uri)
  const isOwn = hostname === 'localhost' || hostname === '127.0.0.1'
  if (protocol === 'https:' || (isOwn && kind !== 'apple'))
    return finding('redirect', 'ok', `${name} must know this address to send people back to: ${uri}`)
  return finding(
    'redirect',
    'fail',
    `${name} sends nobody back to ${uri}: set LATCHKEY_PUBLIC_URL to the https address that people open.`,
  )
}

async function discover(
  { client }: Deps,
  provider: OpenProvider,
  findings: ProviderFinding[],
): Promise<ServerMetadata | undefined> {
  const { issuer, name, kind } = provider
  try {
    const server = (await client.configure(provider)).serverMetadata()
    if (kinds[kind].oauth === undefined)
      findings.push(finding('discovery', 'ok', `${issuer} describes itself, and calls itself so.`))
    return server
  } catch (error) {
    findings.push(finding('discovery', 'fail', whyNotDiscovered(issuer, name, error)))
    return undefined
  }
}

function whyNotDiscovered(issuer: string, name: string, error: unknown): string {
  const { cause, code } = error as {
    code?: string
    cause?: { attribute?: string; body?: { issuer?: unknown }; status?: number }
  }
  if (code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED' && cause?.attribute === 'issuer')
    return `${issuer} calls itself ${JSON.stringify(cause.body?.issuer)}. Both must be the same, letter for letter: remove the provider, and add it with that issuer.`
  if (outboundRefusalIn(error)) return reasonOf(error)
  const status = cause?.status
  const answered = status === undefined ? '' : ` It answered ${status}.`
  return `${issuer}/.well-known/openid-configuration is not the description of an OpenID provider.${answered} Is ${issuer} the issuer of ${name}? (${reasonOf(error)})`
}

async function keysFinding({ outbound }: Deps, address: string): Promise<ProviderFinding> {
  try {
    const answer = await outbound(address, { headers: { accept: 'application/json' } })
    const { keys } = (await answer.json()) as { keys?: unknown }
    if (answer.ok && Array.isArray(keys) && keys.length > 0)
      return finding('keys', 'ok', `${address} has ${keys.length === 1 ? 'one key' : `${keys.length} keys`}.`)
    return finding(
      'keys',
      'fail',
      `${address} answered ${answer.status}, and no keys: nothing it signs can be trusted.`,
    )
  } catch (error) {
    return finding('keys', 'fail', `The keys could not be read: ${reasonOf(error)}`)
  }
}

/** That the code is refused, and nothing before it, is the answer that a client gets which is known. */
const KNOWN: ReadonlySet<string> = new Set(['invalid_grant', 'bad_verification_code'])
const UNKNOWN: ReadonlySet<string> = new Set([
  'invalid_client',
  'unauthorized_client',
  'incorrect_client_credentials',
])
const NOT_SENT_BACK: ReadonlySet<string> = new Set(['redirect_uri_mismatch', 'invalid_redirect_uri'])

async function clientFinding(
  deps: Deps,
  provider: OpenProvider,
  server: ServerMetadata,
): Promise<ProviderFinding> {
  const { client, baseUrl } = deps
  const { name, slug } = provider
  const redirectUri = redirectUriOf(baseUrl(), slug)
  let status: number
  let error: string
  let description: string
  try {
    const answer = await client.tryClient(provider, server, redirectUri)
    status = answer.status
    const body = (await answer.json().catch(() => ({}))) as { error?: unknown; error_description?: unknown }
    error = typeof body.error === 'string' ? body.error.slice(0, 100) : ''
    description =
      typeof body.error_description === 'string' ? ` (${body.error_description.slice(0, 300)})` : ''
  } catch (failure) {
    return finding('client', 'fail', `The token endpoint could not be asked: ${reasonOf(failure)}`)
  }
  if (KNOWN.has(error)) return finding('client', 'ok', `${name} knows the client id and the secret.`)
  if (UNKNOWN.has(error) || status === 401)
    return finding(
      'client',
      'fail',
      `${name} does not take the client id and the secret: it answered ${error || status}${description}. Copy both again from ${name}, and set them with latchkey provider change.`,
    )
  if (NOT_SENT_BACK.has(error) || (error === 'invalid_request' && /redirect/i.test(description)))
    return finding(
      'redirect',
      'fail',
      `${name} does not know the address ${redirectUri}: add it there${description}.`,
    )
  return finding(
    'client',
    'warn',
    `${name} answered ${error || status}${description} to a code that it never gave, which tells nothing of the client. Try to sign in.`,
  )
}
