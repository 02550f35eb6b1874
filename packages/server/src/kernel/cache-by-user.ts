import type { UserId } from './ids.ts'
import { MultiMap } from './multi-map.ts'

/**
 * What is true of users right now, in memory, by a name, bounded; all that is of one user is forgotten at once. Two generations stand
 * for "used lately": what is read moves to the young one, and when that is full the old one is dropped whole.
 */
export class CacheByUser<T extends { readonly userId: UserId }> {
  readonly #capacity: number
  #young = new Map<string, T>()
  #old = new Map<string, T>()
  readonly #namesOf = new MultiMap<UserId>()
  #invalidations = 0

  constructor(capacity: number) {
    this.#capacity = Math.max(1, Math.floor(capacity / 2))
  }

  find(name: string): T | undefined {
    const young = this.#young.get(name)
    if (young) return young
    const old = this.#old.get(name)
    if (old) this.#insert(name, old)
    return old
  }

  /** To be taken before a load begins and given back with what it found. */
  ticket(): number {
    return this.#invalidations
  }

  /** Keeps what was loaded only if nothing was forgotten since its load began. */
  keep(name: string, loaded: T, ticket: number): void {
    if (ticket === this.#invalidations) this.#insert(name, loaded)
  }

  forgetUser(userId: UserId): void {
    this.#invalidations++
    for (const name of this.#namesOf.take(userId)) {
      this.#young.delete(name)
      this.#old.delete(name)
    }
  }

  forgetEverybody(): void {
    this.#invalidations++
    this.#young.clear()
    this.#old.clear()
    this.#namesOf.clear()
  }

  get size(): number {
    return this.#young.size + this.#old.size
  }

  #insert(name: string, one: T): void {
    if (this.#young.size >= this.#capacity) this.#dropOld()
    // In one generation only: what is dropped with the old one is no longer listed under its user.
    this.#old.delete(name)
    this.#young.set(name, one)
    this.#namesOf.add(one.userId, name)
  }

  #dropOld(): void {
    for (const [name, { userId }] of this.#old) this.#namesOf.delete(userId, name)
    this.#old = this.#young
    this.#young = new Map()
  }
}
