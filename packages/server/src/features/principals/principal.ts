import type { User } from '@latchkey/contract'
import type { Actor, SessionId, UserId } from '#kernel/ids'

/** Whoever is calling, as true as the database at this moment. */
export interface Caller {
  readonly userId: Actor
  readonly permissions: ReadonlySet<string>
  /** What an API key was made for; absent where somebody is signed in. */
  readonly scopes?: ReadonlySet<string>
  /** The caller's own account; the operator has none. */
  readonly user: User | undefined
}

/** Somebody who is signed in. */
export interface Principal extends Caller {
  readonly userId: UserId
  readonly sessionId: SessionId
  readonly user: User
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
  /** To within five minutes; milliseconds since the epoch. */
  lastUsedAt: number
}
