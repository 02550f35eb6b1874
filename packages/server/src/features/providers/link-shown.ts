import type { RequestFacts } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import type { UserId } from '#kernel/ids'
import { type Transaction, UniqueViolation } from '#storage'
import type { Person } from './client.ts'
import type { ProvidersDeps } from './deps.ts'
import { link, MOST } from './link.ts'
import type { ProviderRow } from './store.ts'
import { isUnchanged } from './unchanged.ts'

/** An account elsewhere by which somebody signs in who shows a second factor next. */
interface Waiting {
  readonly provider: string
  /** When the provider was set up or changed last: as another it vouches for nobody whom it vouched for before. */
  readonly asOf: number
  readonly issuer: string
  readonly subject: string
  readonly email: string | null
  /** Whether it is to be linked by its address; it is linked already where it is not. */
  readonly isNew: boolean
}

/** What is kept of it until the second factor was shown, too. */
export const waitingLink = (
  { slug, updatedAt: asOf }: ProviderRow,
  { issuer, subject, email }: Person,
  isNew: boolean,
): string => {
  const waiting: Waiting = { provider: slug, asOf, issuer, subject, email: email ?? null, isNew }
  return JSON.stringify(waiting)
}

/**
 * All was shown that was asked for, in the transaction of the sign-in: an account elsewhere that is new is linked. Whether all is as it was
 * when that began: the provider unchanged, and the account elsewhere linked, or its address proved by this account.
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
  const { provider: slug, asOf, isNew, ...person } = JSON.parse(waiting) as Waiting
  const { issuer, subject, email } = person
  if (!(await isUnchanged(deps, tx, slug, asOf))) return false
  const used = { issuer, subject, userId, email, provider: slug, now: clock.now() }
  if (!isNew) return store.useIdentity(tx, used)
  const addressKey = email === null ? undefined : users.addressKeyOf(email)
  const holder = addressKey === undefined ? undefined : await users.findProved(tx, addressKey)
  if (holder?.userId !== userId || (await store.wasRemoved(tx, userId, issuer, subject))) return false
  if (await store.findIdentity(tx, issuer, subject)) return store.useIdentity(tx, used)
  // Whoever has too many already is who they are all the same.
  if ((await store.listIdentities(tx, userId)).length >= MOST) return true
  try {
    const told = { ...person, email: email ?? undefined }
    await link(deps, tx, { userId, provider: { slug }, person: told, request, record })
    return true
  } catch (error) {
    // Linked by somebody at the same moment.
    if (error instanceof UniqueViolation) return false
    throw error
  }
}
