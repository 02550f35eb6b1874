import type { Transaction } from '#storage'
import type { ShownAddress } from './change.ts'
import { FIRST_PASSWORD_MS, type MailboxDeps } from './deps.ts'

/**
 * Somebody made the account for another: whoever reads its address chooses the password, and nobody else knows one (ASVS 5.0 6.4.6).
 * The proof is that of a reset, which takes its place when it is asked for.
 */
export async function mailFirstPassword(
  { proofs, mail, baseUrl }: Pick<MailboxDeps, 'proofs' | 'mail' | 'baseUrl'>,
  tx: Transaction,
  { userId, address, addressKey }: ShownAddress,
): Promise<void> {
  const proof = { kind: 'reset_password', userId, address, addressKey, boundTo: 'credentials' } as const
  await proofs.issue(tx, { ...proof, lifetimeMs: FIRST_PASSWORD_MS }, (token, expiresAt) =>
    mail.send(tx, {
      to: address,
      userId,
      template: { kind: 'first_password', url: `${baseUrl()}/reset?token=${token}` },
      expiresAt,
    }),
  )
}
