import { type FieldError, invalid, type Provider, type ProviderKind, problem } from '@latchkey/contract'
import { isAppleKey } from '#crypto/apple-secret'
import type { Recorder } from '#features/audit'
import type { Caller } from '#features/principals'
import { instantOf } from '#kernel/clock'
import { UniqueViolation } from '#storage'
import { notFound, type ProvidersDeps, placeOfSecret, redirectUriOf } from './deps.ts'
import { kinds } from './kinds.ts'
import { isSafe } from './safe-address.ts'
import { bare } from './speaks-of.ts'
import type { ProviderRow } from './store.ts'

type Deps = ProvidersDeps & { readonly allowsLoopback: boolean }

interface Changes {
  readonly name?: string
  readonly client_id?: string
  readonly client_secret?: string
  readonly scopes?: string
  readonly email_domains?: readonly string[]
  readonly team_id?: string | null
  readonly key_id?: string | null
  readonly enabled?: boolean
}

export interface NewProvider extends Changes {
  readonly kind: ProviderKind
  readonly client_id: string
  readonly client_secret: string
  readonly slug?: string
  readonly issuer?: string
}

export const shown = ({ baseUrl }: Pick<ProvidersDeps, 'baseUrl'>, row: ProviderRow): Provider => ({
  slug: row.slug,
  kind: row.kind,
  name: row.name,
  issuer: row.issuer,
  client_id: row.clientId,
  scopes: row.scopes,
  email_domains: row.emailDomains.split(' ').filter((one) => one !== ''),
  team_id: row.teamId,
  key_id: row.keyId,
  enabled: row.enabled === 1,
  redirect_uri: redirectUriOf(baseUrl(), row.slug),
  created_at: instantOf(row.createdAt),
  updated_at: instantOf(row.updatedAt),
})

/** POST /providers. Throws `validation_failed`, `provider_exists`. */
export async function addProvider(
  deps: Deps,
  caller: Caller,
  asked: NewProvider,
  record: Recorder,
): Promise<Provider> {
  const { storage, store, clock, sealer, refuseEnded } = deps
  const { kind, client_id, client_secret } = asked
  const particular = kinds[kind]
  const slug = asked.slug ?? kind
  const now = clock.now()
  const row: ProviderRow = {
    slug,
    kind,
    name: asked.name ?? particular.name,
    issuer: issuerOf(asked, deps.allowsLoopback),
    clientId: client_id,
    sealedSecret: sealer.seal(Buffer.from(client_secret), placeOfSecret(slug)),
    scopes: asked.scopes ?? particular.scopes,
    emailDomains: (asked.email_domains ?? particular.emailDomains).join(' '),
    teamId: asked.team_id ?? null,
    keyId: asked.key_id ?? null,
    enabled: asked.enabled === false ? 0 : 1,
    createdAt: now,
    updatedAt: now,
  }
  refuseRepaired(row.issuer)
  refuseWrong(row, client_secret)
  try {
    await storage.write(async (tx) => {
      // One server is one provider, whose people are known by what it calls itself.
      await tx.alone('providers')
      await refuseEnded(tx, caller)
      const isOf = bare(row.issuer)
      if ((await store.list(tx)).some(({ issuer }) => bare(issuer) === isOf)) throw exists()
      await store.insert(tx, row)
      tx.changed('providers')
      await record(tx, { action: 'provider.created', facts: { provider: slug, kind, issuer: row.issuer } })
    })
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
    throw exists()
  }
  return shown(deps, row)
}

/** PUT /providers/{slug}. Throws `validation_failed`, `provider_not_found`. */
export async function changeProvider(
  deps: Deps,
  caller: Caller,
  slug: string,
  changes: Changes,
  record: Recorder,
): Promise<Provider> {
  const { storage, store, clock, sealer, refuseEnded } = deps
  return storage.write(async (tx) => {
    await tx.alone(`provider ${slug}`)
    await refuseEnded(tx, caller)
    const before = await store.find(tx, slug)
    if (!before) throw notFound()
    const { name, client_id, client_secret, scopes, email_domains, team_id, key_id, enabled } = changes
    const row: ProviderRow = {
      ...before,
      ...(name === undefined ? {} : { name }),
      ...(client_id === undefined ? {} : { clientId: client_id }),
      ...(client_secret === undefined
        ? {}
        : { sealedSecret: sealer.seal(Buffer.from(client_secret), placeOfSecret(slug)) }),
      ...(scopes === undefined ? {} : { scopes }),
      ...(email_domains === undefined ? {} : { emailDomains: email_domains.join(' ') }),
      ...(team_id === undefined ? {} : { teamId: team_id }),
      ...(key_id === undefined ? {} : { keyId: key_id }),
      ...(enabled === undefined ? {} : { enabled: enabled ? 1 : 0 }),
      // What is kept in memory of a provider is of one such instant.
      updatedAt: Math.max(clock.now(), before.updatedAt + 1),
    }
    refuseWrong(row, client_secret)
    await store.replace(tx, row)
    tx.changed('providers')
    const fields = Object.keys(changes).join(' ')
    await record(tx, { action: 'provider.changed', facts: { provider: slug, fields } })
    return shown(deps, row)
  })
}

/** DELETE /providers/{slug}. Throws `provider_not_found`. */
export async function removeProvider(
  { storage, store, refuseEnded }: Deps,
  caller: Caller,
  slug: string,
  record: Recorder,
) {
  await storage.write(async (tx) => {
    await refuseEnded(tx, caller)
    if (!(await store.remove(tx, slug))) throw notFound()
    tx.changed('providers')
    await record(tx, { action: 'provider.removed', facts: { provider: slug } })
  })
  return { message: 'Provider removed' }
}

const exists = () =>
  problem('provider_exists', {
    detail:
      'There is a provider with this slug, or of this issuer, already. Change that one, or choose another slug.',
  })

/** What a parser has to repair is another spelling of an issuer that has one. */
function refuseRepaired(issuer: string): void {
  const url = new URL(issuer)
  // An empty one is written like none.
  url.search = ''
  url.hash = ''
  if (bare(url.href) !== bare(issuer))
    throw invalid({ field: 'issuer', message: `is another spelling of ${url.href}: write it so.` })
}

function issuerOf({ kind, issuer }: NewProvider, allowsLoopback: boolean): string {
  const { issuer: own, hasIssuers, name } = kinds[kind]
  if (issuer === undefined) {
    if (own === undefined) throw invalid({ field: 'issuer', message: 'is required for this kind.' })
    return own
  }
  if (!hasIssuers && issuer !== own)
    throw invalid({ field: 'issuer', message: `is not chosen for ${name}: leave it out, or add it as oidc.` })
  const url = URL.parse(issuer)
  const isPlain = url?.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (!url || !isPlain || !isSafe(url, allowsLoopback))
    throw invalid({
      field: 'issuer',
      message: 'must be an https address without a query, such as https://login.example.com.',
    })
  return issuer
}

function refuseWrong({ kind, teamId, keyId, scopes }: ProviderRow, secret: string | undefined): void {
  const wrong: FieldError[] = []
  if (kind === 'apple') {
    if (teamId === null) wrong.push({ field: 'team_id', message: 'is required for Apple.' })
    if (keyId === null) wrong.push({ field: 'key_id', message: 'is required for Apple.' })
    if (secret !== undefined && !isAppleKey(secret))
      wrong.push({
        field: 'client_secret',
        message: 'must be the whole file of the key that Apple gave (.p8).',
      })
  } else if (teamId !== null || keyId !== null)
    wrong.push({ field: teamId === null ? 'key_id' : 'team_id', message: 'is for Apple alone.' })
  if (kinds[kind].oauth === undefined && !scopes.split(' ').includes('openid'))
    wrong.push({ field: 'scopes', message: 'must have openid among them.' })
  if (wrong.length > 0) throw invalid(...wrong)
}
