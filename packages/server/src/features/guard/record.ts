import type { Storage } from '#storage'
import type { AttemptRow, attemptStore } from './attempts/store.ts'

interface Deps {
  storage: Storage
  store: ReturnType<typeof attemptStore>
  /** Told how many were lost, where they came faster than they could be written, or could not be. */
  onLost(count: number, error: unknown): void
}

/** What waits to be written, at most: whoever refuses fast must not fill memory. */
const MOST_WAITING = 10_000
const AT_ONCE = 500
const PAUSE_MS = 100

/** Refusals that must not cost a commit each: written together, a moment later. */
export function attemptRecord({ storage, store, onLost }: Deps) {
  let waiting: AttemptRow[] = []
  let lost = 0
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()

  const writeAll = async (rows: readonly AttemptRow[]): Promise<void> => {
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      const some = rows.slice(from, from + AT_ONCE)
      try {
        await storage.write(async (tx) => {
          for (const row of some) await store.insert(tx, row)
        })
      } catch (error) {
        onLost(some.length, error)
      }
    }
  }
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const rows = waiting
    waiting = []
    if (lost > 0) onLost(lost, undefined)
    lost = 0
    if (rows.length > 0) writing = writing.then(() => writeAll(rows))
    return writing
  }
  return {
    /** At once, and written within a moment. */
    later(row: AttemptRow): void {
      if (waiting.length >= MOST_WAITING) {
        lost += 1
        return
      }
      waiting.push(row)
      timer ??= setTimeout(() => void flush(), PAUSE_MS).unref()
    },
    /** Everything that waited is written when it resolves. */
    flush,
  }
}
