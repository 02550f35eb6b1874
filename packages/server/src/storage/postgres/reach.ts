import type { Pool } from 'pg'
import type { Clock } from '#kernel/clock'
import type { Log } from '#kernel/log'
import { DatabaseUnreachable } from '../database-unreachable.ts'
import { isAway } from './failures.ts'

interface Options {
  readonly url: string
  readonly clock: Clock
  readonly log: Log
}

const OLDEST = 150_000
/** Milliseconds. A database that is started together with this server takes its time. */
const LONGEST_WAIT = 30_000
const PAUSE = 500

/** What a refused connection means (PostgreSQL's appendix A), and what to do. */
const REFUSALS: Readonly<Record<string, string>> = {
  '28P01': 'it refused the password. Check the user and the password in DATABASE_URL.',
  '28000': 'it refused this user. Check the user in DATABASE_URL and pg_hba.conf.',
  '3D000': 'it has no database of that name. Create it (createdb), or correct DATABASE_URL.',
  '42501': 'this user may not do that. Grant it CREATE on the database, or create the schema for it.',
}

/** Waits while the database is away, up to half a minute. Throws `DatabaseUnreachable`. */
export async function waitForDatabase(pool: Pool, { url, clock, log }: Options): Promise<void> {
  const startedAt = clock.monotonic()
  for (let isTold = false; ; isTold = true) {
    try {
      return await check(pool, url)
    } catch (error) {
      if (error instanceof DatabaseUnreachable) throw error
      if (!isAway(error)) throw refused(url, error)
      if (clock.monotonic() - startedAt > LONGEST_WAIT) {
        throw new DatabaseUnreachable(
          `The database at ${placeOf(url)} did not answer for ${LONGEST_WAIT / 1_000} seconds (${messageOf(error)}). ` +
            'Start it, or correct DATABASE_URL.',
          { cause: error },
        )
      }
      if (!isTold) log.warn({ database: placeOf(url), err: error }, 'waiting for the database')
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
    }
  }
}

async function check(pool: Pool, url: string): Promise<void> {
  const { rows } = await pool.query<{ version: string; encoding: string; standby: boolean }>(
    `select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding,
       pg_is_in_recovery() as standby`,
  )
  const { version = '0', encoding = '', standby = false } = rows[0] ?? {}
  const at = `The database at ${placeOf(url)}`
  if (Number(version) < OLDEST) {
    throw new DatabaseUnreachable(
      `${at} is PostgreSQL ${Math.floor(Number(version) / 10_000)}; 15 or later is needed.`,
    )
  }
  if (encoding !== 'UTF8') {
    throw new DatabaseUnreachable(
      `${at} is encoded in ${encoding}. Create it with UTF8 (createdb -E UTF8 -T template0).`,
    )
  }
  if (standby) {
    throw new DatabaseUnreachable(
      `${at} is a standby, which takes no writes. Name the primary in DATABASE_URL.`,
    )
  }
}

function refused(url: string, error: unknown): DatabaseUnreachable {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = REFUSALS[code] ?? `${messageOf(error)}.`
  return new DatabaseUnreachable(`The database at ${placeOf(url)} cannot be used: ${reason}`, {
    cause: error,
  })
}

const messageOf = (error: unknown): string =>
  error instanceof AggregateError
    ? error.errors.map(messageOf).join(', ')
    : error instanceof Error
      ? error.message
      : String(error)

/** Host, port and name, never the password. */
function placeOf(url: string): string {
  const { host, pathname, searchParams } = new URL(url)
  return `${host || searchParams.get('host') || 'the local socket'}${pathname}`
}
