/** Longer than a password waits to be looked at and is hashed. */
const LONGEST_MS = 5_000
/** How many wait for outcomes; whoever comes then is refused. */
const MOST_WAITING = 1_024

interface Guesses {
  underWay: number
  /** How many outcomes came so far. */
  outcomes: number
  /** Each resolves when it is known whether the budget admitted somebody. */
  readonly asking: Set<Promise<void>>
  /** Whoever waits longest first. */
  waiting: (() => void)[]
}

/** Somebody whom the budgets have not answered yet. */
export interface Asking {
  /** They admitted it. Returns what is to be called when the outcome is written; calling it again does nothing. */
  admitted(): () => void
  /**
   * The budget of this key is spent. Resolves to whether to ask again, once an outcome came that may have given something back: since
   * the question was put, or one of those under way now. `mayWait` is asked before the wait, and throws where nobody does.
   */
  refused(key: string, hasWaited: boolean, mayWait: () => void): Promise<boolean>
  /** Nobody knows what they would have answered. */
  brokeOff(): void
}

/**
 * Guesses whose outcome is not known yet, by the budget that they spent. They may turn out to be none and give it back, so whoever finds
 * it spent while some are under way waits for an outcome and is not refused: an honest client may sign in as often at a time as
 * it likes, and no more guesses are ever looked at than the budget has.
 */
export class UnderWay {
  readonly #byKey = new Map<string, Guesses>()
  #waiting = 0

  /**
   * Before the budgets are asked. What they answer is of a moment in between: an outcome that came meanwhile is not in it, and whoever
   * spent the last of it may not have heard that it did.
   */
  ask(keys: readonly string[]): Asking {
    const asked = keys.map((key) => {
      const guesses = this.#of(key)
      return { key, guesses, before: guesses.outcomes }
    })
    let settle: (() => void) | undefined
    const settled = new Promise<void>((resolve) => {
      settle = resolve
    })
    for (const { guesses } of asked) guesses.asking.add(settled)
    const isAnswered = () => {
      for (const { key, guesses } of asked) {
        guesses.asking.delete(settled)
        this.#dropIfDone(key, guesses)
      }
      settle?.()
    }
    return {
      admitted: () => {
        const end = this.begin(keys)
        isAnswered()
        return end
      },
      refused: async (key, hasWaited, mayWait) => {
        const of = asked.find((one) => one.key === key)
        isAnswered()
        if (!of) return false
        const { guesses, before } = of
        const hasHeard = () => guesses.outcomes !== before
        // One of them may have been admitted before.
        if (!hasHeard() && guesses.underWay === 0) await Promise.all(guesses.asking)
        if (hasHeard()) return true
        if (guesses.underWay === 0) return false
        mayWait()
        const outcome = this.wait(key, hasWaited)
        await outcome
        return outcome !== undefined
      },
      brokeOff: isAnswered,
    }
  }

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

  /** Resolves when an outcome came, to ask the budget again. Undefined where there is none to wait for, or too many wait. */
  wait(key: string, hasWaited: boolean): Promise<void> | undefined {
    const guesses = this.#byKey.get(key)
    if (!guesses || guesses.underWay === 0 || this.#waiting >= MOST_WAITING) return undefined
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
    const guesses: Guesses = { underWay: 0, outcomes: 0, asking: new Set(), waiting: [] }
    this.#byKey.set(key, guesses)
    return guesses
  }

  #end(key: string): void {
    const guesses = this.#byKey.get(key)
    if (!guesses) return
    guesses.underWay -= 1
    guesses.outcomes += 1
    if (guesses.underWay > 0) {
      guesses.waiting.shift()?.()
      return
    }
    // Nothing more comes back: all that wait ask once again.
    const { waiting } = guesses
    guesses.waiting = []
    this.#dropIfDone(key, guesses)
    for (const wake of waiting) wake()
  }

  #dropIfDone(key: string, { underWay, asking }: Guesses): void {
    if (underWay === 0 && asking.size === 0) this.#byKey.delete(key)
  }
}
