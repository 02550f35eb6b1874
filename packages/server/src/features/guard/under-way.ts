/** Longer than a password waits to be looked at and is hashed. */
const LONGEST_MS = 5_000
/** How many wait for outcomes; whoever comes then is refused. */
const MOST_WAITING = 1_024

interface Guesses {
  underWay: number
  /** Whoever waits longest first. */
  readonly waiting: (() => void)[]
}

/**
 * Guesses whose outcome is not known yet, by the budget that they spent. They may turn out to be none and give it back, so whoever finds
 * it spent while some are under way waits for an outcome and is not refused: an honest client may sign in as often at a time as
 * it likes, and no more guesses are ever looked at than the budget has.
 */
export class UnderWay {
  readonly #byKey = new Map<string, Guesses>()
  #waiting = 0

  /** Returns what is to be called when the outcome is written; calling it again does nothing. */
  begin(keys: readonly string[]): () => void {
    for (const key of keys) this.#of(key).underWay += 1
    let hasEnded = false
    const end = () => {
      if (hasEnded) return
      hasEnded = true
      clearTimeout(timer)
      for (const key of keys) this.#end(key)
    }
    // Of one that broke off nobody hears.
    const timer = setTimeout(end, LONGEST_MS).unref()
    return end
  }

  /** Whether an outcome may come that gives something back. */
  has(key: string): boolean {
    return this.#byKey.has(key)
  }

  /** Resolves when an outcome came, to ask the budget again. Undefined where there is none to wait for, or too many wait. */
  wait(key: string, hasWaited: boolean): Promise<void> | undefined {
    const guesses = this.#byKey.get(key)
    if (!guesses || this.#waiting >= MOST_WAITING) return undefined
    this.#waiting += 1
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting -= 1
        resolve()
      }
      if (hasWaited) guesses.waiting.unshift(wake)
      else guesses.waiting.push(wake)
    })
  }

  #of(key: string): Guesses {
    const known = this.#byKey.get(key)
    if (known) return known
    const guesses: Guesses = { underWay: 0, waiting: [] }
    this.#byKey.set(key, guesses)
    return guesses
  }

  #end(key: string): void {
    const guesses = this.#byKey.get(key)
    if (!guesses) return
    guesses.underWay -= 1
    if (guesses.underWay > 0) {
      guesses.waiting.shift()?.()
      return
    }
    // Nothing more comes back: all that wait ask once again.
    this.#byKey.delete(key)
    for (const wake of guesses.waiting) wake()
  }
}
