import type { UserId } from '#kernel/ids'
import { MultiMap } from '#kernel/multi-map'
import { credentialOf, type Live } from './principal.ts'

/**
 * Who may act right now, in memory, bounded. Two generations stand for "used lately": what is read moves to the
 * young one, and when that is full the old one is dropped whole.
 */
export class LiveCache {
  readonly #capacity: number
  #young = new Map<string, Live>()
  #old = new Map<string, Live>()
  readonly #credentialsOf = new MultiMap<UserId>()
  #invalidations = 0

  constructor(capacity: number) {
    this.#capacity = Math.max(1, Math.floor(capacity / 2))
  }

  find(id: string): Live | undefined {
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
  keep(live: Live, ticket: number): void {
    if (ticket === this.#invalidations) this.#insert(credentialOf(live), live)
  }

  forgetUser(userId: UserId): void {
    this.#invalidations++
    for (const id of this.#credentialsOf.take(userId)) {
      this.#young.delete(id)
      this.#old.delete(id)
    }
  }

  forgetEverybody(): void {
    this.#invalidations++
    this.#young.clear()
    this.#old.clear()
    this.#credentialsOf.clear()
  }

  get size(): number {
    return this.#young.size + this.#old.size
  }

  #insert(id: string, live: Live): void {
    if (this.#young.size >= this.#capacity) this.#dropOld()
    // In one generation only: what is dropped with the old one is no longer listed under its user.
    this.#old.delete(id)
    this.#young.set(id, live)
    this.#credentialsOf.add(live.userId, id)
  }

  #dropOld(): void {
    for (const [id, { userId }] of this.#old) this.#credentialsOf.delete(userId, id)
    this.#old = this.#young
    this.#young = new Map()
  }
}
