import type { KeyedDigest } from '#crypto/keyed-digest'
import type { GuardFeature } from '#features/guard'
import type { IdempotencyFeature } from '#features/idempotency'
import type { PrincipalsFeature } from '#features/principals'
import type { RolesFeature } from '#features/roles'
import type { Clock } from '#kernel/clock'
import type { Cursors } from '#kernel/newest-first'
import type { Random } from '#kernel/random'
import type { Mailing } from '#mail'
import type { Reader, Storage } from '#storage'
import type { invitationStore } from './store.ts'

export interface InvitationDeps {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: Random
  readonly cursors: Cursors
  /** What is stored of a token. */
  readonly digest: KeyedDigest
  /** What a token is made by: so a link that is asked for again with its idempotency key is the same, and is nowhere stored. */
  readonly makeToken: KeyedDigest
  readonly roles: Pick<RolesFeature, 'beginDeciding' | 'refuseCreatingAbove' | 'refuseUnknown'>
  readonly refuseEnded: PrincipalsFeature['refuseEnded']
  readonly idempotency: Pick<IdempotencyFeature, 'keep' | 'replayAlone'>
  readonly guard: Pick<GuardFeature, 'noteRefusal'>
  readonly mail: Mailing
  /** Nobody can accept one while it is `closed`. */
  readonly registration: string
  /** Where people reach the server, by its settings: no header of a request has a say in a link (C065). */
  baseUrl(): string
  /** Whether an account holds this address. */
  isAddressTaken(reader: Reader, addressKey: string): Promise<boolean>
}

export type Deps = InvitationDeps & { readonly store: ReturnType<typeof invitationStore> }
