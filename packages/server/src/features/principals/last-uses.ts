import type { SessionId } from '#kernel/ids'
import type { Principal } from './principal.ts'

/** How exactly it is known when a session was used; milliseconds. */
const EVERY = 5 * 60_000
/** Sessions whose use waits to be written. Those beyond are noted at their next use. */
const MOST = 10_000

/** Which sessions were used, at the cost of a comparison a request. */
export function lastUses() {
  let uses = new Map<SessionId, number>()
  return {
    note(principal: Principal, now: number): void {
      if (now - principal.lastUsedAt < EVERY || uses.size >= MOST) return
      principal.lastUsedAt = now
      uses.set(principal.sessionId, now)
    },
    take: (): ReadonlyMap<SessionId, number> => {
      const taken = uses
      uses = new Map()
      return taken
    },
  }
}
