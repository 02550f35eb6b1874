import type { RequestFacts } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import { canonicalEmail } from '#features/users'
import type { UserId } from '#kernel/ids'
import type { Transaction } from '#storage'
import { type MailboxDeps, RELEASE_MS } from './deps.ts'
import { NotGood, spending } from './spending.ts'

export interface Held {
  readonly signsIn: number
  readonly verifiedAt: number | null
  readonly reservedUntil: number | null
}

/** Never proved: an account shows it, or gave it up, and whoever reads its mail has the better right to it. */
export const isShownAlone = ({ signsIn, verifiedAt }: Held): boolean => signsIn === 0 && verifiedAt === null

/** Whether an account that shows this shows the address of that key. */
export const isKeyOf = (addressKey: string, shown = ''): boolean => {
  const judged = canonicalEmail(shown)
  return 'key' in judged && judged.key === addressKey
}

/** Mails an address that an account only shows how it is taken from that account: to the address as it is stored (C016). */
export async function mailRelease(
  { store, proofs, mail, baseUrl }: Pick<MailboxDeps, 'store' | 'proofs' | 'mail' | 'baseUrl'>,
  tx: Transaction,
  addressKey: string,
): Promise<void> {
  const held = await store.findHolder(tx, addressKey)
  if (!held || !isShownAlone(held)) return
  const { userId, address } = held
  await store.lock(tx, userId)
  const to = address ?? addressKey
  await proofs.issue(
    tx,
    {
      kind: 'release_email',
      ...{ userId, address: to, addressKey, lifetimeMs: RELEASE_MS },
      // Neither another password of that account nor its being disabled makes the address its own.
      boundTo: 'nothing',
      // Each address has its own: whoever shows it cannot have its link replaced by showing another one.
      scope: addressKey,
    },
    (token, expiresAt) =>
      mail.send(tx, {
        to,
        // It is a mail to somebody else: not in the language of that account, and not among what is held of it.
        userId: undefined,
        template: { kind: 'release_address', url: `${baseUrl()}/release?token=${token}` },
        expiresAt,
      }),
  )
}

type Deps = Pick<MailboxDeps, 'store' | 'clock' | 'proofs' | 'tellReleased'>

/** POST /auth/email/release: whoever reads the mail of an address takes it from the account that only shows it. */
export async function releaseEmail(
  deps: MailboxDeps,
  token: string,
  request: RequestFacts,
  record: Recorder,
): Promise<{ message: string }> {
  await spending(deps, token, 'release_email', request, async (tx, { userId, addressKey }) => {
    // Proved meanwhile, or given up for another.
    if (!(await release(deps, tx, { userId, addressKey }, record))) throw new NotGood()
  })
  return { message: 'No account has the address any more' }
}

/** Whoever registers has proved to read this address: an account that only shows it loses it (clause 8). */
export async function releaseShown(
  deps: Deps,
  tx: Transaction,
  addressKey: string,
  record: Recorder,
): Promise<void> {
  const held = await deps.store.findHolder(tx, addressKey)
  if (!held || !isShownAlone(held)) return
  await deps.store.lock(tx, held.userId)
  await release(deps, tx, { userId: held.userId, addressKey }, record)
}

/** Where the account, which is locked, showed it, it shows the one again that signs it in. Whether it never proved this one. */
async function release(
  { store, clock, proofs, tellReleased }: Deps,
  tx: Transaction,
  { userId, addressKey }: { userId: UserId; addressKey: string },
  record: Recorder,
): Promise<boolean> {
  const old = await store.findSigningInOf(tx, userId)
  if (!old || !(await store.release(tx, { userId, addressKey }))) return false
  if (isKeyOf(addressKey, await store.lock(tx, userId))) {
    await store.show(tx, userId, old.address ?? old.addressKey, clock.now())
    await proofs.revoke(tx, userId, 'verify_email')
  }
  tx.changed(userId)
  await record(tx, { action: 'user.changed', subject: userId, facts: { fields: 'email', cause: 'released' } })
  await tellReleased(tx, userId)
  return true
}
