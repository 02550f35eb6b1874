import type { IdentityRow, ProviderRow } from './store.ts'

/** Some issuers end in a slash, and some do not: it tells no two of them apart. */
export const bare = (issuer: string): string => issuer.replace(/\/$/, '')

const TENANT = /\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\//i

/** Whether somebody signs in by this identity at this provider: a slug that was given up may be another issuer's by now. */
export function speaksOf(
  { slug, kind, issuer }: Pick<ProviderRow, 'slug' | 'kind' | 'issuer'>,
  identity: Pick<IdentityRow, 'provider' | 'issuer'>,
): boolean {
  if (slug !== identity.provider) return false
  if (bare(issuer) === bare(identity.issuer)) return true
  // Of Microsoft for all tenants the issuer is that of the token's tenant.
  const isForTenants = kind === 'microsoft' && !TENANT.test(issuer)
  return isForTenants && identity.issuer.startsWith(`${new URL(issuer).origin}/`)
}
