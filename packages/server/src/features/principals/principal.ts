import type { Permission, User } from '@latchkey/contract'
import type { SessionId, UserId } from '#kernel/ids'

/** Whoever is calling, as true as the database at this moment. */
export interface Principal {
  readonly userId: UserId
  readonly sessionId: SessionId
  readonly permissions: ReadonlySet<Permission>
  readonly user: User
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}
