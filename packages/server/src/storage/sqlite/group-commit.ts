import type { Subject } from '#kernel/ids'
import { Unavailable } from '#kernel/unavailable'
import type { Transaction } from '../storage.ts'
import { type Connection, isBusy, isDoubtful, isUnusable, translate } from './connection.ts'

interface Job {
  work(tx: Transaction): Promise<unknown>
  resolve(value: unknown): void
  reject(error: unknown): void
}

type Outcome = { value: unknown; effects: readonly (() => void)[] } | { error: unknown }

/** How long a group waits for a foreign lock before its writers are told to come back. */
const BUSY_ATTEMPTS = 40
const BUSY_PAUSE_MS = 25

interface Deps {
  readonly connection: Connection
  /** In the moment before a commit: whoever reads on another connection stops to look at what was. */
  beforeCommit?(): void
  /** Resolves when what was committed is on the disk. */
  sync(): Promise<void>
  /** In the moment in which it is, for each subject that a transaction changed. */
  onChange(subject: Subject): void
}

/**
 * Writes that arrive together share one durable commit. Each has a savepoint of its own: one that fails takes nothing
 * of its neighbours with it. Nobody is answered before the commit is on the disk, and nobody reads it before.
 */
export class GroupCommit {
  readonly #connection: Connection
  readonly #beforeCommit: Deps['beforeCommit']
  readonly #sync: Deps['sync']
  readonly #onChange: Deps['onChange']
  #waiting: Job[] = []
  #scheduled = false
  #running: Promise<void> | undefined
  #syncing: Promise<void> | undefined
  #doubt: unknown

  constructor({ connection, beforeCommit, sync, onChange }: Deps) {
    this.#connection = connection
    this.#beforeCommit = beforeCommit
    this.#sync = sync
    this.#onChange = onChange
  }

  /** While what was committed is not on the disk yet: resolves when that is settled, one way or the other. */
  get unsettled(): Promise<unknown> | undefined {
    return this.#syncing && Promise.allSettled([this.#syncing])
  }

  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as Job['resolve'], reject })
      this.#schedule()
    })
  }

  isWritable(): boolean {
    return this.#doubt === undefined
  }

  /** Resolves when everything that was asked for has been answered. */
  async drain(): Promise<void> {
    while (this.#scheduled || this.#running !== undefined)
      await (this.#running ?? new Promise((resolve) => setImmediate(resolve)))
  }

  #schedule(): void {
    if (this.#scheduled || this.#running !== undefined) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      const jobs = this.#waiting
      this.#waiting = []
      this.#running = this.#commit(jobs).finally(() => {
        this.#running = undefined
        if (this.#waiting.length > 0) this.#schedule()
      })
    })
  }

  async #commit(jobs: readonly Job[]): Promise<void> {
    const rejectAll = (error: unknown) => {
      for (const job of jobs) job.reject(error)
    }
    if (this.#doubt !== undefined) {
      return rejectAll(new Unavailable('storage_unavailable', 10, { cause: this.#doubt }))
    }
    let outcomes: Outcome[]
    try {
      await this.#begin()
      outcomes = await this.#runAll(jobs)
      this.#beforeCommit?.()
      this.#connection.exec('commit')
    } catch (error) {
      this.#abandon(error)
      return rejectAll(translate(error))
    }
    try {
      this.#syncing = this.#sync()
      await this.#syncing
    } catch (error) {
      this.#doubt = error
      return rejectAll(new Unavailable('storage_unavailable', 10, { cause: error }))
    } finally {
      this.#syncing = undefined
    }
    // Memory agrees with the disk before anybody hears of it.
    for (const outcome of outcomes) if ('effects' in outcome) for (const effect of outcome.effects) effect()
    outcomes.forEach((outcome, i) => {
      if ('error' in outcome) jobs[i]?.reject(outcome.error)
      else jobs[i]?.resolve(outcome.value)
    })
  }

  async #begin(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return this.#connection.exec('begin immediate')
      } catch (error) {
        if (!isBusy(error) || attempt === BUSY_ATTEMPTS) throw error
        await new Promise((resolve) => setTimeout(resolve, BUSY_PAUSE_MS))
      }
    }
  }

  async #runAll(jobs: readonly Job[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = []
    for (const job of jobs) outcomes.push(await this.#runOne(job))
    return outcomes
  }

  async #runOne(job: Job): Promise<Outcome> {
    const connection = this.#connection
    const effects: (() => void)[] = []
    connection.exec('savepoint writer')
    try {
      const value = await job.work(transactionOn(connection, effects, this.#onChange))
      connection.exec('release writer')
      return { value, effects }
    } catch (error) {
      const cause = error instanceof Unavailable ? error.cause : error
      if (isUnusable(cause)) throw cause
      connection.exec('rollback to writer')
      connection.exec('release writer')
      return { error: translate(error) }
    }
  }

  #abandon(error: unknown): void {
    // After a failed fsync the pages may be gone although a second try would succeed: never retry and believe.
    if (isDoubtful(error)) this.#doubt = error
    try {
      this.#connection.exec('rollback')
    } catch {
      // No transaction is open: the engine rolled back by itself, or never began.
    }
  }
}

function transactionOn(
  connection: Connection,
  effects: (() => void)[],
  onChange: (subject: Subject) => void,
): Transaction {
  const guarded = async <T>(query: () => T): Promise<T> => {
    try {
      return query()
    } catch (error) {
      throw translate(error)
    }
  }
  return {
    all: (statement, params) => guarded(() => connection.all(statement, params)),
    first: (statement, params) => guarded(() => connection.first(statement, params)),
    run: (statement, params) => guarded(() => connection.run(statement, params)),
    afterCommit: (effect) => effects.push(effect),
    changed: (subject) => effects.push(() => onChange(subject)),
    // There is one writer, and nobody stands beside it.
    alone: () => Promise.resolve(),
  }
}
