import type { Subject } from '#kernel/ids'
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
  /**
   * What memory knows of this is out of date from the commit on, here and in every other process on the database. A user
   * is changed by a change of its row, roles or sessions, when it existed before.
   */
  changed(subject: Subject): void
  /**
   * Until the commit nobody else is in a transaction that asked for the same name: for what is decided by rows that
   * this transaction does not write. To be asked before they are read.
   */
  alone(name: string): Promise<void>
}

/**
 * One database, whichever it is. `write` is atomic: all of `work` is durable when its promise resolves, or none of it
 * happened. `work` awaits nothing but its transaction, for others share the commit, and has no effect but through
 * it, for it is run again where another transaction stood in its way.
 *
 * Throws `UniqueViolation` from a statement, `Unavailable` when the database cannot be used.
 */
export interface Storage extends Reader {
  readonly statement: StatementBuilder
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Hears of each subject that is `changed`, by whichever process; undefined: of all, for some may have been missed. */
  onChange(listener: (subject: Subject | undefined) => void): void
  /** Whether every change that is older than a second was heard of: what memory holds may be believed. */
  isCurrent(): boolean
  /** Whether this process alone writes the database, so that it hears of each change in its very moment. */
  readonly isExclusive: boolean
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
