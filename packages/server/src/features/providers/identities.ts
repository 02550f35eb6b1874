import { type Identity, problem } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import type { Principal } from '#features/principals'
import { instantOf } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Transaction } from '#storage'
import type { ProvidersDeps } from './deps.ts'
import { speaksOf } from './speaks-of.ts'

/** GET /users/me/identities. */
export async function listIdentities({ storage, store }: ProvidersDeps, userId: UserId) {
  const providers = await store.list(storage)
  const items = (await store.listIdentities(storage, userId)).map(
    ({ linkedAt, lastUsedAt, userId: _, ...row }): Identity => ({
      ...row,
      name: providers.find((one) => speaksOf(one, row))?.name ?? row.provider,
      linked_at: instantOf(linkedAt),
      last_used_at: lastUsedAt === null ? null : instantOf(lastUsedAt),
    }),
  )
  return { items }
}

/** It signs in to this account no longer; the caller says that the user changed. Whether it was this user's. */
export async function removeOne(
  { store, clock }: Pick<ProvidersDeps, 'store' | 'clock'>,
  tx: Transaction,
  userId: UserId,
  id: string,
  record: Recorder,
): Promise<boolean> {
  const row = (await store.listIdentities(tx, userId)).find((one) => one.id === id)
  if (!row || !(await store.removeIdentity(tx, userId, id))) return false
  const { issuer, subject } = row
  await store.noteRemoved(tx, { userId, issuer, subject, removedAt: clock.now() })
  await record(tx, {
    action: 'identity.unlinked',
    subject: userId,
    facts: { identity: id, provider: row.provider },
  })
  return true
}

/** DELETE /users/me/identities/{id}. Throws `identity_not_found`, `last_way_in`, `reauth_required`. */
export async function unlink(
  deps: ProvidersDeps,
  caller: Principal,
  id: string,
  sourceAddress: string | undefined,
  record: Recorder,
) {
  const { storage, store, users, hasPasskey, tellOwner } = deps
  const { userId } = caller
  await storage.write(async (tx) => {
    // With passkeys under one lock, or the last of each could go at once.
    await tx.alone(`passkeys of ${userId}`)
    await deps.requireFresh(tx, caller)
    if (!(await removeOne(deps, tx, userId, id, record)))
      throw problem('identity_not_found', { detail: 'You have no such identity.' })
    const isLetIn =
      (await store.hasIdentity(tx, userId)) ||
      (await users.findPasswordHash(tx, userId)) !== undefined ||
      (await hasPasskey(tx, userId))
    if (!isLetIn)
      throw problem('last_way_in', {
        detail: 'This is the only way into the account. Choose a password or add a passkey first.',
      })
    tx.changed(userId)
    await tellOwner(tx, userId, 'identity_unlinked', sourceAddress)
  })
  return { message: 'Identity removed' }
}
