import { invalid, problem } from '@latchkey/contract'
import type { HashClaim, Passwords } from '#features/passwords'
import type { SessionId, UserId } from '#kernel/ids'
import type { Transaction } from '#storage'
import { type ChangeDeps, writeUser } from './change.ts'

export interface ReplaceDeps extends ChangeDeps {
  passwords: Pick<Passwords, 'judge' | 'hash' | 'verify'>
  /** No link that sets a password counts for this user any more. */
  revokeResetLink(tx: Transaction, userId: UserId): Promise<unknown>
  /** Whether a link chose the password that counts now. */
  notePassword(tx: Transaction, userId: UserId, isByLink: boolean): Promise<unknown>
  /** That the password was changed, and from where. */
  tellOwner(tx: Transaction, userId: UserId, sourceAddress: string | undefined): Promise<void>
}

export interface Replacement {
  readonly userId: UserId
  readonly password: string
  /** The field that it came in, for what is wrong with it. */
  readonly field: string
  /** Where it was chosen, which goes on; absent where every session ends. */
  readonly keptSession?: SessionId
  readonly sourceAddress: string | undefined
  /** Whoever chooses it has shown nothing but a link. */
  readonly isByLink?: true
  /** Whose turn it is to be hashed for. */
  readonly claim?: HashClaim
  /** What gives the right to it, proved or spent in the transaction that writes. Throws what refuses it. */
  admit(tx: Transaction): Promise<void>
}

/**
 * The one way in which a password is replaced. It is judged as this user's and hashed before anything is written; what
 * hung on the former one goes with it: every session but the one it is done in, and the link that would set yet another.
 * One that others may know is not chosen again (C011, C012).
 *
 * Throws `user_not_found`, `validation_failed`, and what `admit` throws.
 */
export async function replacePassword(
  deps: ReplaceDeps,
  { userId, password, field, keptSession, sourceAddress, isByLink, claim, admit }: Replacement,
): Promise<void> {
  const { storage, store, passwords, clock, endSessions, revokeResetLink, notePassword, tellOwner } = deps
  const owner = await store.find(storage, userId)
  if (!owner) throw problem('user_not_found')
  const reason = await passwords.judge(password, owner)
  if (reason) throw invalid({ field, message: reason.sentence })
  const revealed = await store.findRevealedHash(storage, userId)
  if (revealed !== undefined && (await passwords.verify(revealed, password, claim)))
    throw invalid({ field, message: 'must be another one: others may know the one that there was.' })
  const passwordHash = await passwords.hash(password, claim)
  await writeUser(deps, userId, { isDecidedByRoles: true, by: undefined }, async (tx) => {
    await admit(tx)
    await store.setPassword(tx, userId, passwordHash, clock.now())
    await endSessions(tx, userId, keptSession)
    await revokeResetLink(tx, userId)
    await notePassword(tx, userId, isByLink === true)
    await tellOwner(tx, userId, sourceAddress)
  })
}
