import type { KeyedDigest } from '#crypto/keyed-digest'
import type { AuditFeature, Recorder } from '#features/audit'
import type { GuardFeature } from '#features/guard'
import type { NoticesFeature } from '#features/notices'
import type { HashClaim, Passwords } from '#features/passwords'
import type { Principal, PrincipalsFeature } from '#features/principals'
import type { RolesFeature } from '#features/roles'
import type { Clock } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Mailing } from '#mail'
import type { Reader, Storage, Transaction } from '#storage'
import type { ContactStore } from './contacts/store.ts'
import type { Links } from './links.ts'
import type { WayBackStore } from './store.ts'

/** An address that signs in and was proved. */
export interface ProvedAddress {
  readonly userId: UserId
  /** As it is mailed to. */
  readonly address: string
  readonly addressKey: string
}

/** The accounts as a way back sees them. */
export interface Accounts {
  findKind(reader: Reader, userId: UserId): Promise<'person' | 'service' | undefined>
  /** Of an account that is active. */
  findPasswordHash(reader: Reader, userId: UserId): Promise<string | undefined>
  /** How an address is compared; undefined for what is none. */
  addressKeyOf(typed: string): string | undefined
  /** Whose proved address it is, of those who are active people. */
  findProved(reader: Reader, addressKey: string): Promise<ProvedAddress | undefined>
  listProved(reader: Reader, userId: UserId): Promise<readonly ProvedAddress[]>
  replacePassword(replacement: {
    userId: UserId
    password: string
    field: string
    sourceAddress: string | undefined
    claim?: HashClaim
    admit(tx: Transaction): Promise<void>
  }): Promise<void>
}

export interface WayBackDeps {
  storage: Storage
  store: WayBackStore
  contacts: ContactStore
  clock: Clock
  random: Random
  /** What is stored of a token. */
  digest: KeyedDigest
  roles: Pick<RolesFeature, 'beginDeciding' | 'canActOn' | 'explain' | 'refuseActingAbove'>
  refuseEnded: PrincipalsFeature['refuseEnded']
  audit: Pick<AuditFeature, 'by' | 'itself'>
  guard: Pick<GuardFeature, 'beginAttempt' | 'noteRefusal' | 'remember'>
  passwords: Pick<Passwords, 'verify' | 'spendDummyHash' | 'isTooLong'>
  notices: Pick<NoticesFeature, 'tell'>
  accounts: Accounts
  links: Links
  mail: Mailing
  factors: {
    /** Throws `reauth_required`. */
    requireFresh(tx: Transaction, caller: Principal): Promise<void>
    /** Every second factor and trusted device; how many kinds of factors there were. */
    removeAll(tx: Transaction, userId: UserId): Promise<number>
  }
  /** Written down and answered before anybody looks whose address it is (C022, C023). */
  askMail(addressKey: string, record: Recorder): Promise<void>
  /** Where people reach the server, by its settings: no header of a request has a say in a link (C065). */
  baseUrl(): string
  waitMs: number
}
