import type { RequestFacts } from '@latchkey/contract'
import type { KeyedDigest } from '#crypto/keyed-digest'
import type { AuditFeature } from '#features/audit'
import type { GuardFeature } from '#features/guard'
import type { MailboxesFeature } from '#features/mailboxes'
import type { Passwords } from '#features/passwords'
import type { PreferencesFeature } from '#features/preferences'
import type { RegistrationMode, UsersFeature } from '#features/users'
import type { Clock } from '#kernel/clock'
import type { Log } from '#kernel/log'
import type { Random } from '#kernel/random'
import type { Mailing } from '#mail'
import type { Storage, Transaction } from '#storage'
import type { RegistrationStore } from './store.ts'

export interface RegistrationDeps {
  storage: Storage
  store: RegistrationStore
  clock: Clock
  random: Random
  log: Log
  /** What is stored of a token. */
  digest: KeyedDigest
  registration: RegistrationMode
  users: Pick<UsersFeature, 'judgeToBe' | 'writeToBe' | 'isUsernameTaken'>
  mailboxes: Pick<MailboxesFeature, 'tellRegistered' | 'releaseShown' | 'proveNew'>
  passwords: Pick<Passwords, 'verify'>
  preferences: Pick<PreferencesFeature, 'keep'>
  guard: Pick<GuardFeature, 'beginRegistration' | 'beginAttempt' | 'noteRefusal' | 'remember'>
  audit: Pick<AuditFeature, 'by'>
  mail: Mailing
  /** Where people reach the server, by its settings: no header of a request has a say in a link (C065). */
  baseUrl(): string
  /** Whether this request makes the first administrator; claims it if so. */
  claimFirstAdministrator(tx: Transaction, request: RequestFacts): Promise<boolean>
}

export const CONFIRM_MS = 24 * 60 * 60 * 1_000
export const MOST_TRIES = 5
