import type { Client, Pool } from 'pg'
import { DatabaseTooNew } from '../database-too-new.ts'
import type { Migration, OnMigrating } from '../migration.ts'
import { queryBuilder } from '../statement.ts'
import { postgresTableGrammar, postgresTypes } from './grammar.ts'
import { openClient } from './pool.ts'
import { quoted } from './schema-name.ts'

/** What the engine needs for itself: which changes of the tables were made, and which users were changed lately. */
const foundation = (schema: string) => `
  create table if not exists ${schema}.schema_migrations (
    version integer primary key,
    name text not null,
    applied_at timestamptz not null default now());
  create table if not exists ${schema}.user_changes (
    seq bigint generated always as identity primary key,
    xact xid8 not null default pg_current_xact_id(),
    user_id bigint not null,
    changed_at timestamptz not null default now());
  create index if not exists user_changes_xact on ${schema}.user_changes (xact);
  create index if not exists user_changes_changed_at on ${schema}.user_changes (changed_at)`

interface MigrateOptions {
  readonly url: string
  readonly schema: string
  readonly onMigrating?: OnMigrating | undefined
}

/**
 * Brings the tables up to date: forward only, one transaction for all steps, under a lock for which other processes
 * that start at the same time wait. Returns the versions that were applied.
 *
 * Throws `DatabaseTooNew`.
 */
export async function migrate(
  { url, schema, onMigrating }: MigrateOptions,
  migrations: readonly Migration[],
): Promise<number[]> {
  const client = openClient(url)
  await client.connect()
  try {
    if ((await findVersion(client, schema, migrations)) === newest(migrations)) return []
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `latchkey migrate ${schema}`,
    ])
    await makeSchema(client, schema)
    await client.query(foundation(quoted(schema)))
    const found = (await findVersion(client, schema, migrations)) ?? 0
    const due = migrations.filter(({ version }) => version > found)
    const steps = due.map((migration) => ({ migration, queries: queriesOf(schema, migration) }))
    const total = steps.reduce((sum, { queries }) => sum + queries.length, 0)
    let done = 0
    for (const { migration, queries } of steps) {
      for (const { sql, parameters } of queries) {
        onMigrating?.(done, total)
        await client.query(sql, [...parameters])
        done += 1
      }
      await remember(client, schema, migration)
    }
    onMigrating?.(done, total)
    await client.query('commit')
    return due.map(({ version }) => version)
  } finally {
    await client.end()
  }
}

/** The versions that `migrate` would apply. Throws `DatabaseTooNew`. */
export async function pendingMigrations(
  pool: Pool,
  schema: string,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  const found = (await findVersion(pool, schema, migrations)) ?? 0
  return migrations.filter(({ version }) => version > found)
}

const newest = (migrations: readonly Migration[]): number => migrations.at(-1)?.version ?? 0

/** Undefined where nothing was made yet. */
async function findVersion(
  connection: Pool | Client,
  schema: string,
  migrations: readonly Migration[],
): Promise<number | undefined> {
  const { rows } = await connection.query<{ table: string | null }>('select to_regclass($1)::text as table', [
    `${quoted(schema)}.schema_migrations`,
  ])
  if (rows[0]?.table === null) return undefined
  const found = await connection.query<{ version: number | null }>(
    `select max(version) as version from ${quoted(schema)}.schema_migrations`,
  )
  const version = found.rows[0]?.version ?? undefined
  if (version !== undefined && version > newest(migrations)) {
    throw new DatabaseTooNew(version, newest(migrations))
  }
  return version
}

/** Asked first: who may use a schema that stands need not have the right to make one. */
async function makeSchema(client: Client, schema: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_namespace where nspname = $1', [schema])
  if (rowCount === 0) await client.query(`create schema ${quoted(schema)}`)
}

const queriesOf = (schema: string, migration: Migration) =>
  migration
    .statements(queryBuilder<never>(postgresTableGrammar(schema)), postgresTypes)
    .map((query) => query.compile())

async function remember(client: Client, schema: string, { version, name }: Migration): Promise<void> {
  await client.query(`insert into ${quoted(schema)}.schema_migrations (version, name) values ($1, $2)`, [
    version,
    name,
  ])
}
