import type { Transaction } from '#storage'
import { notFound, type ProvidersDeps } from './deps.ts'
import type { ProviderRow } from './store.ts'

/**
 * In the transaction by which its word counts: the provider is as it was when it was asked. One that was turned off, removed or believed
 * for other domains meanwhile vouches for nobody. Throws `provider_not_found`.
 */
export async function requireUnchanged(
  { store }: Pick<ProvidersDeps, 'store'>,
  tx: Transaction,
  { slug, updatedAt }: ProviderRow,
): Promise<void> {
  if (!(await isUnchanged({ store }, tx, slug, updatedAt))) throw notFound()
}

export async function isUnchanged(
  { store }: Pick<ProvidersDeps, 'store'>,
  tx: Transaction,
  slug: string,
  asOf: number,
): Promise<boolean> {
  const row = await store.find(tx, slug)
  return row?.enabled === 1 && row.updatedAt === asOf
}
