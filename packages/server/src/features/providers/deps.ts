import {
  type AttemptCause,
  type ErrorCode,
  type Problem,
  problem,
  type RequestFacts,
} from '@latchkey/contract'
import type { KeyedDigest } from '#crypto/keyed-digest'
import type { Place, Sealer } from '#crypto/sealed'
import type { AuditFeature, Recorder } from '#features/audit'
import type { GuardFeature } from '#features/guard'
import type { MailboxesFeature } from '#features/mailboxes'
import type { Principal, PrincipalsFeature } from '#features/principals'
import type { Acceptance, RegistrationMode, UsersFeature } from '#features/users'
import type { Clock } from '#kernel/clock'
import type { SessionId, UserId } from '#kernel/ids'
import type { Language } from '#kernel/language'
import type { Log } from '#kernel/log'
import type { Random } from '#kernel/random'
import type { Reader, Storage, Transaction } from '#storage'
import type { ProviderClient } from './client.ts'
import type { ProviderStore } from './store.ts'

/** How a session begins, once it is known whose. */
export type FinishSignIn<Answer> = (
  proved: {
    readonly userId: UserId
    readonly provedBy: 'provider'
    /** However much the provider asked for: what it asked is not this server's to know (a provider is one factor). */
    readonly level: 1
    readonly goesOn: boolean
    /** What is kept where a second factor is asked for, until it was shown: by which account elsewhere, and at which provider. */
    readonly waiting: string
    readonly request: RequestFacts
    readonly record: Recorder
  },
  proving: (tx: Transaction, isWhole: boolean) => Promise<void>,
) => Promise<Answer>

/** That whoever holds a session has shown by a provider who they are: with a second factor, where there is one, it is a proof. */
export type HalfProve = (
  tx: Transaction,
  session: { readonly userId: UserId; readonly sessionId: SessionId },
) => Promise<unknown>

export interface ProvidersDeps {
  storage: Storage
  store: ProviderStore
  clock: Clock
  random: Random
  log: Log
  sealer: Sealer
  digest: KeyedDigest
  client: ProviderClient
  registration: RegistrationMode
  users: Pick<
    UsersFeature,
    | 'addressKeyOf'
    | 'findProved'
    | 'findDisabledAt'
    | 'isAddressTaken'
    | 'isUsernameTaken'
    | 'writeToBe'
    | 'findPasswordHash'
  >
  mailboxes: Pick<MailboxesFeature, 'begin' | 'claim' | 'findUnproved' | 'proveNew' | 'releaseShown'>
  guard: Pick<GuardFeature, 'noteRefusal' | 'remember' | 'beginRegistration'>
  audit: Pick<AuditFeature, 'by' | 'refused'>
  /** What somebody shows who was invited. */
  acceptance(token: string, email: string): Acceptance
  keepLanguage(tx: Transaction, userId: UserId, language: Language): Promise<void>
  refuseEnded: PrincipalsFeature['refuseEnded']
  /** Throws `reauth_required`, `invalid_token`. */
  requireFresh(tx: Transaction, caller: Pick<Principal, 'userId' | 'sessionId'>): Promise<void>
  hasPasskey(reader: Reader, userId: UserId): Promise<boolean>
  /** Whether a second factor is asked for. */
  hasFactor(reader: Reader, userId: UserId): Promise<boolean>
  tellOwner(
    tx: Transaction,
    userId: UserId,
    kind: 'identity_linked' | 'identity_unlinked',
    sourceAddress: string | undefined,
    /** The identity that is linked. */
    about?: string,
  ): Promise<void>
  /** Where people reach the server, by its settings: no header of a request has a say in it (C065). */
  baseUrl(): string
}

export const placeOfSecret = (slug: string): Place => ({
  table: 'providers',
  row: slug,
  column: 'sealed_secret',
})

export const placeOfAttempt = (stateDigest: string): Place => ({
  table: 'provider_attempts',
  row: stateDigest,
  column: 'sealed_secrets',
})

export const redirectUriOf = (baseUrl: string, slug: string): string => `${baseUrl}/sign-in/callback/${slug}`

export const notFound = (): Problem =>
  problem('provider_not_found', { detail: 'There is no such provider here.' })

/** What the book of record knows of a refusal, and whoever was refused does not. */
const told = new WeakMap<Problem, Why>()

export interface Why {
  readonly cause?: AttemptCause
  readonly userId: UserId | undefined
}

export const whyOf = (refusal: Problem): Why | undefined => told.get(refusal)

export const causedBy = (refusal: Problem, cause: AttemptCause): Problem => {
  told.set(refusal, { cause, userId: undefined })
  return refusal
}

/** It was this account that was not let in. */
export const refusedOf = (refusal: Problem, userId: UserId): Problem => {
  told.set(refusal, { ...told.get(refusal), userId })
  return refusal
}

/** A refusal with its reference. */
export const refusing =
  ({ guard }: Pick<ProvidersDeps, 'guard'>, request: RequestFacts) =>
  (cause: AttemptCause, code: ErrorCode, detail: string, userId?: UserId): Problem => {
    const reference = guard.noteRefusal({ channel: 'provider', cause, request, userId })
    const refusal = problem(code, { detail, reference })
    told.set(refusal, { cause, userId })
    return refusal
  }
