import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { Unavailable } from '#kernel/unavailable'
import type { Statement } from '../statement.ts'
import { UniqueViolation } from '../storage.ts'

type SqlValue = string | number | bigint | null | Uint8Array

/** SQLite's primary result codes, the low byte of what it reports. */
const FAILURES = {
  BUSY: 5,
  LOCKED: 6,
  READONLY: 8,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  NOTADB: 26,
}
const UNUSABLE: readonly number[] = Object.values(FAILURES)

/** A full disk in disguise (SQLITE_IOERR_SHMSIZE): the index of the log could not grow, nothing was lost. */
const LOG_INDEX_CANNOT_GROW = FAILURES.IOERR | (19 << 8)

function resultCode(error: unknown): number | undefined {
  if (error instanceof Error && 'errcode' in error && typeof error.errcode === 'number') return error.errcode
  return undefined
}

function primaryCode(error: unknown): number | undefined {
  const code = resultCode(error)
  return code === undefined ? undefined : code & 0xff
}

export const isBusy = (error: unknown): boolean => {
  const code = primaryCode(error)
  return code === FAILURES.BUSY || code === FAILURES.LOCKED
}

/** The engine cannot go on with this transaction; it may have rolled all of it back by itself. */
export const isUnusable = (error: unknown): boolean => UNUSABLE.includes(primaryCode(error) ?? -1)

/** A disk that did not take what it was told: what was written before is in doubt (fsync is never retried). */
export const isDoubtful = (error: unknown): boolean => {
  if (resultCode(error) === LOG_INDEX_CANNOT_GROW) return false
  const code = primaryCode(error)
  return code === FAILURES.IOERR || code === FAILURES.CORRUPT || code === FAILURES.NOTADB
}

/** Turns what the engine throws into what the house knows. */
export function translate(error: unknown): unknown {
  const code = primaryCode(error)
  if (code === undefined) return error
  if (UNUSABLE.includes(code)) return new Unavailable('storage_unavailable', 1, { cause: error })
  const unique = error instanceof Error && /^UNIQUE constraint failed: (\S+?)(,|$)/.exec(error.message)
  if (unique) return new UniqueViolation(unique[1] ?? '', { cause: error })
  return error
}

/** One connection with its prepared statements. Everything here is synchronous. */
export class Connection {
  readonly #database: DatabaseSync
  readonly #prepared = new Map<Statement<never, unknown>, StatementSync>()

  constructor(file: string, options: { readOnly: boolean }) {
    // No waiting inside the engine: it would hold up everybody. Who finds it busy tries again later.
    this.#database = new DatabaseSync(file, { readOnly: options.readOnly, timeout: 0 })
  }

  exec(sql: string): void {
    this.#database.exec(sql)
  }

  pragma(name: string): unknown {
    const row = this.#database.prepare(`pragma ${name}`).get() as Record<string, unknown> | undefined
    return row && Object.values(row)[0]
  }

  all<P, R>(statement: Statement<P, R>, params: P): R[] {
    return this.#prepare(statement).all(...(statement.bind(params) as SqlValue[])) as R[]
  }

  first<P, R>(statement: Statement<P, R>, params: P): R | undefined {
    return this.#prepare(statement).get(...(statement.bind(params) as SqlValue[])) as R | undefined
  }

  run<P>(statement: Statement<P, unknown>, params: P): number {
    return Number(this.#prepare(statement).run(...(statement.bind(params) as SqlValue[])).changes)
  }

  close(): void {
    this.#prepared.clear()
    this.#database.close()
  }

  #prepare<P>(statement: Statement<P, unknown>): StatementSync {
    const key = statement as Statement<never, unknown>
    let prepared = this.#prepared.get(key)
    if (!prepared) {
      prepared = this.#database.prepare(statement.sql)
      this.#prepared.set(key, prepared)
    }
    return prepared
  }
}
