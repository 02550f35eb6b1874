import { problem } from '@latchkey/contract'
import type { GuardFeature } from '#features/guard'
import type { ProofsFeature } from '#features/proofs'
import type { Clock } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Mailing } from '#mail'
import type { Storage, Transaction } from '#storage'
import type { MailboxStore } from './store.ts'

export interface MailboxDeps {
  storage: Storage
  store: MailboxStore
  clock: Clock
  proofs: ProofsFeature
  mail: Mailing
  guard: Pick<GuardFeature, 'beginAttempt' | 'noteRefusal' | 'remember'>
  /** Where people reach the server, by its settings: no header of a request has a say in a link (C065). */
  baseUrl(): string
  endSessions(tx: Transaction, userId: UserId): Promise<unknown>
  /** No link that sets a password counts for this user any more. */
  revokeResetLink(tx: Transaction, userId: UserId): Promise<unknown>
  /** Somebody asked for a way back by this address: its link, where there is somebody to have one. */
  mailRecovery(tx: Transaction, addressKey: string): Promise<void>
  /** An address that the account only showed was taken from it: its owner hears of that. */
  tellReleased(tx: Transaction, userId: UserId): Promise<unknown>
  /** Sessions, keys and second factors: nothing that was set up opens the account any more. */
  forgetCredentials(tx: Transaction, userId: UserId): Promise<unknown>
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** How long an address that was given up can be taken back, and is nobody else's (clause 8 of the wire contract). */
export const WAY_BACK_MS = 72 * HOUR_MS
export const VERIFY_MS = 24 * HOUR_MS
/** From 10 to 60 minutes is allowed (C063). */
export const RESET_MS = 60 * MINUTE_MS
/** Whoever asks waits at the mailbox, as for a reset. */
export const RELEASE_MS = 60 * MINUTE_MS
/** Nobody waits at the mailbox for it, as for a reset that was asked for; as short as an initial password (ASVS 5.0 6.4.1). */
export const FIRST_PASSWORD_MS = 24 * HOUR_MS
export const LINK_MS = 15 * MINUTE_MS
/** At most 10 minutes (NIST SP 800-63B-4 section 3.1.3.2). */
export const CODE_MS = 10 * MINUTE_MS

/** One text for every token that does nothing, whatever the reason. */
export const wrongToken = (reference?: string) =>
  problem('invalid_mailed_token', {
    detail: 'The link is wrong, used, replaced by a newer one or too old. Ask for a new mail.',
    reference,
  })
