/** Values by key, most of which have one: a single value costs no set of its own. */
export class MultiMap<K> {
  readonly #values = new Map<K, string | Set<string>>()

  add(key: K, value: string): void {
    const known = this.#values.get(key)
    if (known === undefined) this.#values.set(key, value)
    else if (typeof known === 'object') known.add(value)
    else if (known !== value) this.#values.set(key, new Set([known, value]))
  }

  delete(key: K, value: string): void {
    const known = this.#values.get(key)
    if (typeof known === 'object') {
      known.delete(value)
      if (known.size === 0) this.#values.delete(key)
    } else if (known === value) this.#values.delete(key)
  }

  /** All values of the key, which then has none. */
  take(key: K): Iterable<string> {
    const known = this.#values.get(key)
    this.#values.delete(key)
    if (known === undefined) return []
    return typeof known === 'object' ? known : [known]
  }

  clear(): void {
    this.#values.clear()
  }

  /** How many keys have values. */
  get size(): number {
    return this.#values.size
  }
}
