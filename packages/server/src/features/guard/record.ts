import { type Budget, dailyBudget, spent, waitOf } from '#kernel/budget'
import type { Instants } from '#kernel/instants'
import type { Storage } from '#storage'
import type { AttemptRow, attemptStore } from './attempts/store.ts'

interface Deps {
  storage: Storage
  store: ReturnType<typeof attemptStore>
  /** Of how many rows each source, each account and all together had lately. */
  memory: Instants
  /** Told how many could not be written, and why; without a reason: how many there were beyond what is kept. */
  onLost(count: number, error: unknown): void
}

/** What waits to be written, at most: whoever refuses fast must not fill memory. */
const MOST_WAITING = 10_000
/** Whoever asks without end must not fill the disk: so many are kept of one source, of one account, and of all. */
const OF_ONE = dailyBudget(100, 2_000)
const OF_ALL = dailyBudget(10_000, 200_000)
const AT_ONCE = 500
const PAUSE_MS = 100

/** Refusals that must not cost a commit each: written together, a moment later. */
export function attemptRecord({ storage, store, memory, onLost }: Deps) {
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
    if (rows.length > 0) writing = writing.then(() => writeAll(rows))
    return writing
  }
  const isKept = ({ at, sourceKey, accountKey }: AttemptRow): boolean => {
    const counted: [string, Budget][] = [
      ['all', OF_ALL],
      [`s.${sourceKey}`, OF_ONE],
      ...(accountKey === '' ? [] : [[`a.${accountKey}`, OF_ONE] satisfies [string, Budget]]),
    ]
    if (counted.some(([key, budget]) => waitOf(memory.get(key), at, budget) > 0)) return false
    for (const [key, budget] of counted) memory.set(key, spent(memory.get(key), at, budget))
    return true
  }
  /** Whether there is room for it; counted where there is not. */
  const admit = (row: AttemptRow): boolean => {
    const isAdmitted = waiting.length < MOST_WAITING && isKept(row)
    if (!isAdmitted) lost += 1
    return isAdmitted
  }
  return {
    /** Written when it resolves, unless there are too many of them. */
    async now(row: AttemptRow): Promise<void> {
      if (admit(row)) await storage.write((tx) => store.insert(tx, row))
    },
    /** At once, and written within a moment, unless there are too many of them. */
    later(row: AttemptRow): void {
      if (!admit(row)) return
      waiting.push(row)
      timer ??= setTimeout(() => void flush(), PAUSE_MS).unref()
    },
    /** Everything that waited is written when it resolves. */
    flush,
    /** Says how many were not kept since it was asked last. */
    tellLost(): void {
      if (lost > 0) onLost(lost, undefined)
      lost = 0
    },
  }
}
