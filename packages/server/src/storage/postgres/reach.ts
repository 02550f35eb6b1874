import { DatabaseError, type Pool } from 'pg'
import type { Clock } from '#kernel/clock'
import type { Log } from '#kernel/log'
import { DatabaseUnreachable } from '../database-unreachable.ts'
import { isAway } from './failures.ts'

interface Options {
  readonly url: string
  /** Milliseconds. */
  readonly patienceMs: number
  readonly clock: Clock
  readonly log: Log
}

const OLDEST = 150_000
/** Milliseconds. */
const PAUSE = 500

/** What a refused connection means (PostgreSQL's appendix A), and what to do. */
const REFUSALS: Readonly<Record<string, string>> = {
  '28P01': 'it refused the password. Check the user and the password in DATABASE_URL.',
  '28000': 'it refused this user. Check the user in DATABASE_URL and pg_hba.conf.',
  '3D000': 'it has no database of that name. Create it (createdb), or correct DATABASE_URL.',
  '42501': 'this user may not do that. Grant it CREATE on the database, or create the schema for it.',
}

/** What the driver says of a database without TLS. */
const NO_TLS = /^The server does not support SSL/

/** What a certificate can lack, as OpenSSL and the runtimes name it. */
const UNTRUSTED = /SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)|CERT_|^ERR_TLS_CERT/

/** Waits while the database is away. Throws `DatabaseUnreachable`. */
export async function waitForDatabase(pool: Pool, { url, patienceMs, clock, log }: Options): Promise<void> {
  const startedAt = clock.monotonic()
  for (let isTold = false; ; isTold = true) {
    try {
      return await check(pool, url)
    } catch (error) {
      if (error instanceof DatabaseUnreachable) throw error
      if (!isAway(error) || NO_TLS.test(messageOf(error))) throw refused(url, error)
      if (clock.monotonic() - startedAt > patienceMs) {
        throw new DatabaseUnreachable(
          `The database at ${placeOf(url)} did not answer for ${patienceMs / 1_000} seconds (${messageOf(error)}). ` +
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
      `${at} is PostgreSQL ${Math.floor(Number(version) / 10_000)}; 15 or later is needed. ` +
        'Upgrade it (pg_upgrade), or name a newer one in DATABASE_URL.',
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

export function refused(url: string, error: unknown): DatabaseUnreachable {
  return new DatabaseUnreachable(`The database at ${placeOf(url)} cannot be used: ${reasonOf(error)}`, {
    cause: error,
  })
}

/** Of whoever makes tables: what it means that this user may not; else the error as it is. */
export function explained(url: string, error: unknown): unknown {
  const isForbidden = error instanceof DatabaseError && error.code === '42501'
  return isForbidden ? refused(url, error) : error
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const message = messageOf(error)
  if (NO_TLS.test(message)) {
    return 'it speaks no TLS, which sslmode in DATABASE_URL asks for. Turn ssl on there, or leave sslmode out where nobody else can listen.'
  }
  if (UNTRUSTED.test(code)) {
    return `its certificate is not to be trusted (${code}). Name its authority with sslrootcert in DATABASE_URL, or give it a certificate for that name.`
  }
  if (/^SASL: .*password must be/.test(message)) {
    return 'it asks for a password. Put one into DATABASE_URL (postgres://user:password@host/name).'
  }
  if (code === '28000' && message.includes('no encryption')) {
    return 'it takes this user from here with TLS only, or not at all. Add sslmode=verify-full to DATABASE_URL, or a line to its pg_hba.conf.'
  }
  return REFUSALS[code] ?? `${message}.`
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
