import type { Role } from '@latchkey/contract'
import { type DirectoryPolicy, permissionsOf } from '#features/roles'
import type { Clock } from '#kernel/clock'
import type { SessionId, UserId } from '#kernel/ids'
import type { Storage } from '#storage'
import { LiveCache } from './live-cache.ts'
import type { Principal } from './principal.ts'
import { type LiveRow, principalStore } from './store.ts'

export type { Principal } from './principal.ts'

export interface PrincipalsFeature {
  /** Who a session belongs to while it and its user live; at once when memory knows. */
  find(sessionId: SessionId): Principal | undefined | Promise<Principal | undefined>
  /** To be called in the moment a change of this user or of its sessions is committed. */
  forgetUser(userId: UserId): void
}

interface Deps {
  storage: Storage
  clock: Clock
  directory: DirectoryPolicy
  /** How many principals are kept. */
  capacity: number
}

export function principalsFeature({ storage, clock, directory, capacity }: Deps): PrincipalsFeature {
  const cache = new LiveCache(capacity)
  const store = principalStore(storage)
  const isInTime = (principal: Principal) => principal.expiresAt > clock.now()

  const load = async (sessionId: SessionId): Promise<Principal | undefined> => {
    const ticket = cache.ticket()
    const principal = toPrincipal(sessionId, await store.findLive(sessionId), directory)
    if (!principal || !isInTime(principal)) return undefined
    cache.keep(principal, ticket)
    return principal
  }

  return {
    find(sessionId) {
      const known = cache.find(sessionId)
      if (known) return isInTime(known) ? known : undefined
      return load(sessionId)
    },
    forgetUser: (userId) => cache.forgetUser(userId),
  }
}

function toPrincipal(
  sessionId: SessionId,
  rows: readonly LiveRow[],
  directory: DirectoryPolicy,
): Principal | undefined {
  const [row] = rows
  if (!row) return undefined
  const { userId, username, email, fullName, expiresAt } = row
  const roles = rows.flatMap(({ role }) => (role === null ? [] : [role as Role]))
  return {
    userId,
    sessionId,
    permissions: permissionsOf(roles, directory),
    user: Object.freeze({ id: userId, username, email, full_name: fullName }),
    expiresAt,
  }
}
