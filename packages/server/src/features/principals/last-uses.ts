import type { Live } from './principal.ts'

/** How exactly it is known when a session or a key was used; milliseconds. */
const EVERY = 5 * 60_000
/** Those whose use waits to be written. Those beyond are noted at their next use. */
const MOST = 10_000

/** Which sessions, or which keys, were used, at the cost of a comparison a request. */
export function lastUses<Id>() {
  let uses = new Map<Id, number>()
  return {
    note(live: Live, id: Id, now: number): void {
      if (now - live.lastUsedAt < EVERY || uses.size >= MOST) return
      live.lastUsedAt = now
      uses.set(id, now)
    },
    take: (): ReadonlyMap<Id, number> => {
      const taken = uses
      uses = new Map()
      return taken
    },
  }
}
