import type { User } from '@latchkey/contract'
import type { Actor, ApiKeyId, SessionId, UserId } from '#kernel/ids'
import type { Language } from '#kernel/language'
import type { Usage } from '#kernel/usage'

/** Whoever is calling, as true as the database at this moment. */
export interface Caller {
  readonly userId: Actor
  readonly permissions: ReadonlySet<string>
  /** The API key that the caller came by; absent where somebody is signed in. */
  readonly keyId?: ApiKeyId
  /** What an API key was made for; absent where somebody is signed in. */
  readonly scopes?: ReadonlySet<string>
  readonly usage?: Usage
  /** The caller's own account; the operator has none. */
  readonly user: User | undefined
}

interface Account extends Caller {
  readonly userId: UserId
  readonly user: User
  /** Of all of this user's sessions and keys together. */
  readonly usage: Usage
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
  /** To within five minutes; milliseconds since the epoch. */
  lastUsedAt: number
}

/** Somebody who is signed in. */
export interface Principal extends Account {
  readonly sessionId: SessionId
  /** Undefined for whoever has chosen none. */
  readonly language: Language | undefined
}

/** Whoever holds an API key: what its owner may do now, as far as its scopes go. */
export interface KeyHolder extends Account {
  readonly keyId: ApiKeyId
  /** Of the key. */
  readonly digest: string
  readonly scopes: ReadonlySet<string>
}

/** What somebody came by: a session or a key, and neither where it was the operator. */
export type CameBy = Pick<Caller, 'userId' | 'keyId'> & Partial<Pick<Principal, 'sessionId'>>

/** Whoever may act by a credential right now. */
export type Live = Principal | KeyHolder

/** What memory knows a live credential by: no session's id is as long as a digest. */
export const credentialOf = (live: Live): string => ('sessionId' in live ? live.sessionId : live.digest)
