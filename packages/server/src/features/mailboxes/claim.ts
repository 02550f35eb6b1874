import type { Recorder } from '#features/audit'
import type { UserId } from '#kernel/ids'
import type { Transaction } from '#storage'
import type { MailboxDeps } from './deps.ts'

type Deps = Pick<MailboxDeps, 'store' | 'clock' | 'proofs' | 'forgetCredentials'>

/**
 * Somebody reads the mail of an address that signs in. Where nobody had proved it, whoever set the account up may be somebody else:
 * every credential and session made before goes (clause 8), and so does a change to another address that is under way, by which
 * they would have the account again. The account is locked by the caller.
 */
export async function proveMailbox(
  { store, clock, proofs, forgetCredentials }: Deps,
  tx: Transaction,
  { userId, addressKey }: { userId: UserId; addressKey: string },
  record: Recorder,
): Promise<void> {
  const now = clock.now()
  if (!(await store.verify(tx, { userId, addressKey, now }))) return
  await forgetCredentials(tx, userId)
  await store.forgetPassword(tx, userId, now)
  await proofs.revoke(tx, userId, 'verify_email')
  await store.removeUnproved(tx, userId)
  const own = await store.findSigningInOf(tx, userId)
  await store.show(tx, userId, own?.address ?? addressKey, now)
  tx.changed(userId)
  await record(tx, { action: 'account.claimed', subject: userId })
}
