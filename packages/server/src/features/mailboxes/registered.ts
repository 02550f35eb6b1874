import type { UserId } from '#kernel/ids'
import type { Transaction } from '#storage'
import { type MailboxDeps, RESET_MS } from './deps.ts'
import { type Held, isShownAlone } from './release.ts'

type Deps = Pick<MailboxDeps, 'store' | 'clock' | 'proofs' | 'mail' | 'baseUrl'>

/**
 * Somebody registers with this address. If an account has it, its owner is told by mail, with a way to a new password, at the address as
 * it is stored (C016). Whether an account has it: one that only shows it without having proved it does not.
 */
export async function tellRegistered(deps: Deps, tx: Transaction, addressKey: string): Promise<boolean> {
  const { store, clock, proofs, mail, baseUrl } = deps
  const held = await store.findHolder(tx, addressKey)
  if (!held || isShownAlone(held) || isGivenUp(held, clock.now())) return false
  const { userId } = held
  const to = held.address ?? addressKey
  const box = await store.findSigningIn(tx, addressKey)
  if (box?.kind !== 'person' || box.disabledAt !== null) {
    await mail.send(tx, { to, userId, template: { kind: 'already_registered' } })
    return true
  }
  await store.lock(tx, userId)
  const proof = { kind: 'reset_password', userId, address: to, addressKey, lifetimeMs: RESET_MS } as const
  await proofs.issue(tx, { ...proof, boundTo: 'credentials' }, (token, expiresAt) => {
    const template = { kind: 'already_registered', resetUrl: `${baseUrl()}/reset?token=${token}` } as const
    return mail.send(tx, { to, userId, template, expiresAt })
  })
  return true
}

/** A new account's, of which the mail was read. */
export async function proveNew(
  { store, clock }: Deps,
  tx: Transaction,
  one: { userId: UserId; addressKey: string },
): Promise<void> {
  await store.verify(tx, { ...one, now: clock.now() })
}

const isGivenUp = ({ signsIn, reservedUntil }: Held, now: number): boolean =>
  signsIn === 0 && reservedUntil !== null && reservedUntil <= now
