import type { UserId } from '#kernel/ids'
import type { Transaction } from '#storage'
import { type MailboxDeps, VERIFY_MS, WAY_BACK_MS } from './deps.ts'

export interface ShownAddress {
  readonly userId: UserId
  readonly address: string
  readonly addressKey: string
}

type Deps = Pick<MailboxDeps, 'store' | 'clock' | 'proofs' | 'mail' | 'baseUrl'>

/** Mails the address how to prove it; the newest mail counts. */
export async function mailVerification(
  { proofs, mail, baseUrl }: Deps,
  tx: Transaction,
  { userId, address, addressKey }: ShownAddress,
): Promise<void> {
  const proof = { kind: 'verify_email', userId, address, addressKey, lifetimeMs: VERIFY_MS } as const
  await proofs.issue(tx, { ...proof, boundTo: 'nothing' }, (token, expiresAt) =>
    mail.send(tx, {
      to: address,
      userId,
      template: { kind: 'verify_email', url: `${baseUrl()}/verify?token=${token}` },
      expiresAt,
    }),
  )
}

/**
 * The account shows another address: it is asked to be proved, and the one that signs in until then is told, with a way back.
 * Of two changes the last one wins.
 */
export async function addressChanged(deps: Deps, tx: Transaction, shown: ShownAddress): Promise<void> {
  const { store, clock, proofs, mail, baseUrl } = deps
  const { userId, address, addressKey } = shown
  await proofs.revoke(tx, userId, 'verify_email')
  const old = await store.findSigningInOf(tx, userId)
  if (old?.addressKey === addressKey) {
    if (old.verifiedAt === null) await mailVerification(deps, tx, shown)
    return
  }
  await store.hold(tx, { userId, addressKey, until: clock.now() + VERIFY_MS })
  await mailVerification(deps, tx, shown)
  if (!old) return
  const to = old.address ?? old.addressKey
  const proof = { kind: 'revert_email', userId, address: to, addressKey: old.addressKey } as const
  // Each address has its own: whoever took the account cannot have the first one's replaced by changing it again.
  const scope = old.addressKey
  await proofs.issue(
    tx,
    { ...proof, scope, lifetimeMs: WAY_BACK_MS, boundTo: 'nothing' },
    (token, expiresAt) =>
      mail.send(tx, {
        to,
        userId,
        template: {
          kind: 'address_changed',
          revertUrl: `${baseUrl()}/revert?token=${token}`,
          newAddress: address,
        },
        expiresAt,
        isToStranger: old.verifiedAt === null,
      }),
  )
}
