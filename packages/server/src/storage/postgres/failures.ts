import { DatabaseError } from 'pg'
import { Unavailable } from '#kernel/unavailable'
import { UniqueViolation } from '../storage.ts'

/** Which column a unique index stands for: `table.column` by the index's name. */
export type UniqueColumns = ReadonlyMap<string, string>

const UNIQUE_VIOLATION = '23505'
const LOST_RACES: readonly string[] = ['40001', '40P01']

/**
 * Classes and codes of a database that is away, starting, stopping, full, somebody's standby or too busy (PostgreSQL's
 * appendix A): 08 connection, 53 resources, 57P01-57P05 shutdown, 57014 and 55P03 our own time limits, 25006 read-only,
 * 58 and XX the system under it.
 */
const AWAY = /^(?:08|53|58|XX|57P0[1-5]|57014|55P03|25006|25P03)/

const sqlState = (error: unknown): string | undefined =>
  error instanceof DatabaseError ? error.code : undefined

/** Another transaction stood in the way; the same work may succeed when it is run again. */
export const isLostRace = (error: unknown): boolean => LOST_RACES.includes(sqlState(error) ?? '')

/** Whether the connection itself failed: nothing that the database said, but that it said nothing any more. */
const isConnectionLost = (error: unknown): boolean =>
  error instanceof Error &&
  !(error instanceof DatabaseError) &&
  (hasSystemCode(error) || WORDS.test(error.message))

const hasSystemCode = (error: Error): boolean =>
  'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)

/** The driver's own words, which carry no code. */
const WORDS =
  /^(?:Connection terminated|Client has encountered a connection error|Query read timeout|timeout exceeded|The server does not support|Cannot use a pool after|Client was closed)/

/** Whether the database is not there for anybody at the moment. */
export const isAway = (error: unknown): boolean => isConnectionLost(error) || AWAY.test(sqlState(error) ?? '')

/** Turns what the database says into what the house knows. */
export function translate(error: unknown, columns: UniqueColumns): unknown {
  if (error instanceof Unavailable) return error
  if (isAway(error) || isLostRace(error)) return new Unavailable('storage_unavailable', 1, { cause: error })
  if (error instanceof DatabaseError && error.code === UNIQUE_VIOLATION) {
    const column = columns.get(error.constraint ?? '') ?? `${error.table}.${error.constraint}`
    return new UniqueViolation(column, { cause: error })
  }
  return error
}
