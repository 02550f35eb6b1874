import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrations } from '../../packages/server/migrations/index.ts'
import { systemClock } from '../../packages/server/src/kernel/clock.ts'
import { openPostgres } from '../../packages/server/src/storage/postgres/open.ts'
import { openSqlite } from '../../packages/server/src/storage/sqlite/open.ts'
import { type Cluster, TEMPLATE } from './postgres-cluster.ts'

// Tables that the program's own migrations made, once: what needs them a hundred times copies them.

/** The schema of its tables, which is the default of LATCHKEY_DB_SCHEMA. */
export const SCHEMA = 'latchkey'

const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** Makes the template, unless this PostgreSQL came with one. */
export async function makeTemplate(cluster: Cluster): Promise<void> {
  if (cluster.query(`select 1 from pg_database where datname = '${TEMPLATE}'`) !== '') return
  cluster.query(`create database ${TEMPLATE}`)
  const url = cluster.url(TEMPLATE)
  const options = { url, schema: SCHEMA, poolSize: 1, patienceMs: 30_000, clock: systemClock, log: silent }
  await (await openPostgres(options, migrations)).close()
}

let file: Uint8Array | undefined

/** Puts the file of an embedded database with its tables, and nothing in them, into an empty folder. */
export async function putMigratedFile(folder: string): Promise<void> {
  file ??= await migratedFile()
  writeFileSync(join(folder, 'latchkey.db'), file, { mode: 0o600 })
}

async function migratedFile(): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-migrated-'))
  await openSqlite(folder, migrations).close()
  const made = readFileSync(join(folder, 'latchkey.db'))
  rmSync(folder, { recursive: true })
  return made
}
