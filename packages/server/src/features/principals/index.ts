import { type DirectoryPolicy, type PermissionSets, permissionSets } from '#features/roles'
import type { Clock } from '#kernel/clock'
import type { SessionId } from '#kernel/ids'
import type { Storage } from '#storage'
import { lastUses } from './last-uses.ts'
import { LiveCache } from './live-cache.ts'
import type { Principal } from './principal.ts'
import { type LiveRow, principalStore } from './store.ts'

export type { Caller, Principal } from './principal.ts'

export interface PrincipalsFeature {
  /** Who a session belongs to while it and its user live; at once when memory knows. */
  find(sessionId: SessionId): Principal | undefined | Promise<Principal | undefined>
  /** When each session was used last that was not written down for five minutes; each is given once. */
  takeUses(): ReadonlyMap<SessionId, number>
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
  const permissionsOf = permissionSets(directory)
  storage.onChange((subject) => {
    if (typeof subject === 'number') cache.forgetUser(subject)
    else if (subject !== 'signing-keys') cache.forgetEverybody()
  })
  const uses = lastUses()
  const isInTime = (principal: Principal) => principal.expiresAt > clock.now()

  const load = async (sessionId: SessionId): Promise<Principal | undefined> => {
    const ticket = cache.ticket()
    const principal = toPrincipal(sessionId, await store.findLive(sessionId), permissionsOf)
    if (!principal || !isInTime(principal)) return undefined
    cache.keep(principal, ticket)
    return principal
  }

  /** One question for all who ask the same meanwhile, unless something was forgotten since it was put. */
  const loading = new Map<SessionId, { ticket: number; found: Promise<Principal | undefined> }>()
  const loadOnce = (sessionId: SessionId): Promise<Principal | undefined> => {
    const ticket = cache.ticket()
    const asked = loading.get(sessionId)
    if (asked?.ticket === ticket) return asked.found
    const found = load(sessionId).finally(() => {
      if (loading.get(sessionId)?.found === found) loading.delete(sessionId)
    })
    loading.set(sessionId, { ticket, found })
    return found
  }

  return {
    find(sessionId) {
      // What others may have changed meanwhile is not believed: then the database is asked.
      const known = storage.isCurrent() ? cache.find(sessionId) : undefined
      // A session that was refreshed lives on: what memory holds of its end may be too early.
      if (known === undefined || !isInTime(known)) return loadOnce(sessionId)
      uses.note(known, clock.now())
      return known
    },
    takeUses: uses.take,
  }
}

function toPrincipal(
  sessionId: SessionId,
  rows: readonly LiveRow[],
  permissionsOf: PermissionSets,
): Principal | undefined {
  const [row] = rows
  if (!row) return undefined
  const { userId, username, email, fullName, expiresAt, lastUsedAt } = row
  return {
    userId,
    sessionId,
    permissions: permissionsOf(rows),
    user: Object.freeze({ id: userId, username, email, full_name: fullName }),
    expiresAt,
    lastUsedAt,
  }
}
