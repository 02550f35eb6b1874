import type { Log } from '#kernel/log'
import type { Storage, Transaction } from '#storage'
import type { By, What } from './entry.ts'

/** One that has no transaction of its own. */
export interface Waiting {
  readonly by: By
  readonly what: What
  readonly at: number
  /** How often the same came before it was written. */
  times: number
  /** Finds out whom it was about, once somebody has been answered. */
  readonly complete?: (() => Promise<What>) | undefined
}

interface Deps {
  storage: Storage
  log: Log
  now(): number
  write(tx: Transaction, by: By, what: What, at: number): Promise<void>
  /** After so many milliseconds. Gives what calls it off. */
  after(milliseconds: number, work: () => void): () => void
}

const MOST = 10_000
const AT_ONCE = 500
const FLUSHED_AFTER_MS = 100
const RETRIED_AFTER_MS = 1_000

/**
 * Looks and refusals change nothing, so no transaction carries them. They wait here, at most 100 ms and at most so many; the same one
 * again within that is counted. What does not fit is counted, too, and the number written down.
 */
export class Looks {
  readonly #deps: Deps
  #waiting = new Map<string, Waiting>()
  #dropped = 0
  #callOff: (() => void) | undefined
  #flushing: Promise<void> = Promise.resolve()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  add(key: string, make: () => Omit<Waiting, 'times'>): void {
    const same = this.#waiting.get(key)
    if (same) same.times += 1
    else if (this.#waiting.size >= MOST) this.#dropped += 1
    else this.#waiting.set(key, { ...make(), times: 1 })
    this.#flushAfter(FLUSHED_AFTER_MS)
  }

  /** Resolves when all that waited is written, or could not be. */
  async flush(): Promise<void> {
    this.#callOff?.()
    this.#callOff = undefined
    this.#flushing = this.#flushing.then(() => this.#writeAll())
    await this.#flushing
  }

  #flushAfter(milliseconds: number): void {
    this.#callOff ??= this.#deps.after(milliseconds, () => void this.flush())
  }

  async #writeAll(): Promise<void> {
    const { storage, write, now, log } = this.#deps
    const all = [...this.#waiting.entries()]
    this.#waiting = new Map()
    const dropped = this.#dropped
    this.#dropped = 0
    for (let from = 0; from < all.length; from += AT_ONCE) {
      const some = all.slice(from, from + AT_ONCE)
      try {
        const found = await Promise.all(some.map(async ([, one]) => ({ ...one, what: await completed(one) })))
        await storage.write(async (tx) => {
          for (const { by, what, at, times } of found)
            await write(tx, by, times === 1 ? what : { ...what, facts: { ...what.facts, times } }, at)
        })
      } catch (error) {
        // The database is away: they wait on, as far as there is room.
        log.warn({ err: error, entries: all.length - from }, 'audit entries wait, for they cannot be written')
        this.#putBack(all.slice(from))
        this.#dropped += dropped
        this.#flushAfter(RETRIED_AFTER_MS)
        return
      }
    }
    if (dropped === 0) return
    log.warn({ dropped }, 'more looks and refusals came than the audit could take')
    try {
      const what = { action: 'audit.dropped', facts: { dropped } } as const
      await storage.write((tx) => write(tx, SERVER, what, now()))
    } catch {
      this.#dropped += dropped
    }
  }

  #putBack(entries: readonly (readonly [string, Waiting])[]): void {
    const meanwhile = this.#waiting
    this.#waiting = new Map(entries)
    for (const [key, one] of meanwhile) {
      const same = this.#waiting.get(key)
      if (same) same.times += one.times
      else if (this.#waiting.size >= MOST) this.#dropped += one.times
      else this.#waiting.set(key, one)
    }
  }
}

const completed = async ({ what, complete }: Waiting): Promise<What> => (complete ? complete() : what)

/** Nobody asked for it. */
export const SERVER: By = {
  kind: 'server',
  id: null,
  key: null,
  requestId: null,
  sourceAddress: null,
  userAgent: null,
}
