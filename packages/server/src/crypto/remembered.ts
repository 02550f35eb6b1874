/**
 * What a pure function gave, by what it was given, bounded: in two generations, of which the old one is dropped when the
 * young one is full. What was read lately stays.
 */
export class Remembered<T> {
  readonly #half: number
  #young = new Map<string, T>()
  #old = new Map<string, T>()

  constructor(capacity: number) {
    this.#half = Math.max(1, Math.floor(capacity / 2))
  }

  find(given: string): T | undefined {
    const young = this.#young.get(given)
    if (young) return young
    const old = this.#old.get(given)
    if (old) this.keep(given, old)
    return old
  }

  keep(given: string, value: T): void {
    if (this.#young.size >= this.#half) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(given, value)
  }
}
