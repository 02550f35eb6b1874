import type { Pool } from 'pg'
import type { Clock } from '#kernel/clock'
import type { Subject } from '#kernel/ids'
import type { Log } from '#kernel/log'
import type { Migration, OnMigrating } from '../migration.ts'
import { statementBuilder } from '../statement.ts'
import type { Storage } from '../storage.ts'
import { followChanges } from './changes.ts'
import { translate, type UniqueColumns } from './failures.ts'
import { postgresGrammar } from './grammar.ts'
import { migrate, pendingMigrations } from './migrate.ts'
import { openPool } from './pool.ts'
import { explained, waitForDatabase } from './reach.ts'
import { channelOf, quoted } from './schema-name.ts'
import { write } from './transaction.ts'

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string
  /** Where all tables are; made when it is missing. */
  readonly schema: string
  /** Connections at the same time, besides the one that listens. */
  readonly poolSize: number
  /** Milliseconds for which a database that is away is waited for. */
  readonly patienceMs: number
  readonly onMigrating?: OnMigrating | undefined
  readonly clock: Clock
  readonly log: Log
}

/**
 * PostgreSQL 15 or later, shared with any number of other processes.
 *
 * Throws `DatabaseUnreachable`, `DatabaseTooNew`.
 */
export async function openPostgres(
  { url, schema, poolSize, patienceMs, onMigrating, clock, log }: PostgresOptions,
  migrations: readonly Migration[],
): Promise<Storage> {
  const pool = openPool({ url, size: poolSize, log })
  try {
    await waitForDatabase(pool, { url, patienceMs, clock, log })
    const applied = await migrate({ url, schema, onMigrating }, migrations).catch((error: unknown) => {
      throw explained(url, error)
    })
    if (applied.length > 0) log.info({ schema, versions: applied }, 'the tables were brought up to date')
    const columns = await readUniqueColumns(pool, schema)
    const listeners: ((subject: Subject | undefined) => void)[] = []
    const onChange = (subject: Subject | undefined) => {
      for (const listener of listeners) listener(subject)
    }
    const changes = await followChanges({ pool, url, schema, clock, log, onChange })
    const announcement = `
      with written as (insert into ${quoted(schema)}.user_changes (user_id) select unnest($1::bigint[]))
      select pg_notify('${channelOf(schema)}', '')`
    const deps = { pool, columns, announcement, schema, onChange }
    const query = async (sql: string, values: unknown[]) => {
      try {
        return await pool.query(sql, values)
      } catch (error) {
        throw translate(error, columns)
      }
    }
    return {
      statement: statementBuilder(postgresGrammar(schema)),
      all: async (statement, params) => (await query(statement.sql, statement.bind(params))).rows,
      first: async (statement, params) => (await query(statement.sql, statement.bind(params))).rows[0],
      write: (work) => write(deps, work),
      onChange: (listener) => listeners.push(listener),
      isCurrent: changes.isCurrent,
      isExclusive: false,
      isWritable: changes.isWritable,
      async close() {
        await changes.close()
        await pool.end()
      },
    }
  } catch (error) {
    await pool.end()
    throw error
  }
}

/** What opening it would change in the tables. Throws as `openPostgres`. */
export async function pendingAt(
  { url, schema, poolSize, patienceMs, clock, log }: PostgresOptions,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  const pool = openPool({ url, size: poolSize, log })
  try {
    await waitForDatabase(pool, { url, patienceMs, clock, log })
    return await pendingMigrations(pool, schema, migrations)
  } finally {
    await pool.end()
  }
}

/** An index is named in what the database says of a violation; its first column is what the house knows. */
async function readUniqueColumns(pool: Pool, schema: string): Promise<UniqueColumns> {
  const { rows } = await pool.query<{ index: string; column: string }>(
    `select i.relname as index, t.relname || '.' || a.attname as column
     from pg_index x
     join pg_class i on i.oid = x.indexrelid
     join pg_class t on t.oid = x.indrelid
     join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
     join pg_namespace n on n.oid = t.relnamespace
     where n.nspname = $1 and x.indisunique`,
    [schema],
  )
  return new Map(rows.map(({ index, column }) => [index, column]))
}
