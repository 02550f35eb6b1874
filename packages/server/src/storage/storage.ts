import type { Statement, StatementBuilder } from './statement.ts'

export interface Reader {
  all<P, R>(statement: Statement<P, R>, params: P): Promise<R[]>
  first<P, R>(statement: Statement<P, R>, params: P): Promise<R | undefined>
}

export interface Transaction extends Reader {
  /** Returns how many rows were changed: what is single-use is spent when this is 1. */
  run<P>(statement: Statement<P, unknown>, params: P): Promise<number>
  /** Runs in the moment of the commit, before anybody is answered: memory is made to agree here. */
  afterCommit(effect: () => void): void
}

/**
 * One database, whichever it is. `write` is atomic: all of `work` is durable when its promise resolves, or none of it
 * happened. `work` awaits nothing but its transaction, for others share the commit.
 *
 * Throws `UniqueViolation` from a statement, `Unavailable` when the database cannot be used.
 */
export interface Storage extends Reader {
  readonly statement: StatementBuilder
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Whether writes can be acknowledged. */
  isWritable(): boolean
  close(): Promise<void>
}

/** A row with this value exists already. */
export class UniqueViolation extends Error {
  /** `table.column` of the index that refused. */
  readonly column: string

  constructor(column: string, options?: ErrorOptions) {
    super(`unique violation on ${column}`, options)
    this.name = 'UniqueViolation'
    this.column = column
  }
}
