import type { RequestFacts } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import type { UserId } from '#kernel/ids'
import { type Transaction, UniqueViolation } from '#storage'
import type { Person } from './client.ts'
import type { ProvidersDeps } from './deps.ts'
import { link, MOST } from './link.ts'
import type { ProviderRow } from './store.ts'

/** An account elsewhere that an address leads to an account here, which has a second factor. */
interface Waiting {
  readonly provider: string
  /** When the provider was set up or changed last: as another it vouches for nobody whom it vouched for before. */
  readonly asOf: number
  readonly issuer: string
  readonly subject: string
  readonly email: string
}

/** What is kept of it until the second factor was shown, too. */
export const waitingLink = (
  { slug, updatedAt: asOf }: ProviderRow,
  { issuer, subject, email = '' }: Person,
): string => JSON.stringify({ provider: slug, asOf, issuer, subject, email } satisfies Waiting)

/**
 * The second factor was shown: the account elsewhere is linked, in the transaction of the sign-in. Whether all is as it was when that began:
 * the provider unchanged, the address proved by this account, and the account elsewhere nobody else's.
 */
export async function linkShown(
  deps: ProvidersDeps,
  tx: Transaction,
  {
    userId,
    waiting,
    request,
    record,
  }: { userId: UserId; waiting: string; request: RequestFacts; record: Recorder },
): Promise<boolean> {
  const { store, users, clock } = deps
  const { provider: slug, asOf, ...person } = JSON.parse(waiting) as Waiting
  const { issuer, subject, email } = person
  const provider = await store.find(tx, slug)
  if (provider?.updatedAt !== asOf) return false
  const addressKey = users.addressKeyOf(email)
  const holder = addressKey === undefined ? undefined : await users.findProved(tx, addressKey)
  if (holder?.userId !== userId) return false
  if (await store.findIdentity(tx, issuer, subject)) {
    const used = { issuer, subject, userId, email, provider: slug, now: clock.now() }
    return store.useIdentity(tx, used)
  }
  // Whoever has too many already is who they are all the same.
  if ((await store.listIdentities(tx, userId)).length >= MOST) return true
  try {
    await link(deps, tx, { userId, provider, person, request, record })
    return true
  } catch (error) {
    // Linked by somebody at the same moment.
    if (error instanceof UniqueViolation) return false
    throw error
  }
}
