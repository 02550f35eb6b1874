import { problem, type RequestFacts } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import type { UserId } from '#kernel/ids'
import type { Transaction } from '#storage'
import type { Person } from './client.ts'
import type { ProvidersDeps } from './deps.ts'
import type { ProviderRow } from './store.ts'

/** Of one account. */
export const MOST = 20

interface Linked {
  readonly userId: UserId
  readonly provider: Pick<ProviderRow, 'slug'>
  readonly person: Pick<Person, 'issuer' | 'subject' | 'email'>
  readonly request: RequestFacts
  readonly record: Recorder
  /** The account is made in this transaction: there is nobody to be told. */
  readonly isNew?: true
}

/** From now on this identity signs in to this account. Throws `identity_taken`, `UniqueViolation`. */
export async function link(
  { store, clock, random, tellOwner }: ProvidersDeps,
  tx: Transaction,
  { userId, provider, person, request, record, isNew }: Linked,
): Promise<void> {
  const { issuer, subject, email = null } = person
  const id = `idn_${random.bytes(20).toString('base64url')}`
  if (!isNew && (await store.listIdentities(tx, userId)).length >= MOST)
    throw problem('identity_taken', { detail: `An account has at most ${MOST} of them. Remove one first.` })
  const now = clock.now()
  const row = { issuer, subject, id, userId, provider: provider.slug, email, linkedAt: now }
  await store.insertIdentity(tx, { ...row, lastUsedAt: now })
  await store.forgetRemoved(tx, userId, issuer, subject)
  tx.changed(userId)
  if (!isNew) await tellOwner(tx, userId, 'identity_linked', request.sourceAddress(), id)
  await record(tx, {
    action: 'identity.linked',
    actor: userId,
    subject: userId,
    facts: { identity: id, provider: provider.slug },
  })
}
