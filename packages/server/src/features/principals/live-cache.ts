import type { SessionId, UserId } from '#kernel/ids'
import type { Principal } from './principal.ts'

/**
 * Who may act right now, in memory, bounded. Two generations stand for "used lately": what is read moves to the
 * young one, and when that is full the old one is dropped whole.
 */
export class LiveCache {
  readonly #capacity: number
  #young = new Map<SessionId, Principal>()
  #old = new Map<SessionId, Principal>()
  readonly #sessionsOf = new Map<UserId, Set<SessionId>>()
  #invalidations = 0

  constructor(capacity: number) {
    this.#capacity = Math.max(1, Math.floor(capacity / 2))
  }

  find(id: SessionId): Principal | undefined {
    const young = this.#young.get(id)
    if (young) return young
    const old = this.#old.get(id)
    if (old) this.#insert(id, old)
    return old
  }

  /** To be taken before a load begins and given back with what it found. */
  ticket(): number {
    return this.#invalidations
  }

  /** Keeps a loaded principal only if nothing was forgotten since its load began. */
  keep(principal: Principal, ticket: number): void {
    if (ticket === this.#invalidations) this.#insert(principal.sessionId, principal)
  }

  forgetUser(userId: UserId): void {
    this.#invalidations++
    for (const id of this.#sessionsOf.get(userId) ?? []) {
      this.#young.delete(id)
      this.#old.delete(id)
    }
    this.#sessionsOf.delete(userId)
  }

  forgetEverybody(): void {
    this.#invalidations++
    this.#young.clear()
    this.#old.clear()
    this.#sessionsOf.clear()
  }

  get size(): number {
    return this.#young.size + this.#old.size
  }

  #insert(id: SessionId, principal: Principal): void {
    if (this.#young.size >= this.#capacity) this.#dropOld()
    // In one generation only: what is dropped with the old one is no longer listed under its user.
    this.#old.delete(id)
    this.#young.set(id, principal)
    const sessions = this.#sessionsOf.get(principal.userId)
    if (sessions) sessions.add(id)
    else this.#sessionsOf.set(principal.userId, new Set([id]))
  }

  #dropOld(): void {
    for (const [id, { userId }] of this.#old) {
      const sessions = this.#sessionsOf.get(userId)
      sessions?.delete(id)
      if (sessions?.size === 0) this.#sessionsOf.delete(userId)
    }
    this.#old = this.#young
    this.#young = new Map()
  }
}
