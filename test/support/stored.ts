import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { database, databaseUrl } from './combination.ts'
import type { Server } from './server.ts'

type Row = Readonly<Record<string, unknown>>

/** What a stopped server left behind, or a running one has acknowledged, on either database: rows of a query that both understand. */
export function storedRows(server: Server, sql: string): Row[] {
  return storedTogether(server, [sql])[0] ?? []
}

/** The same of several queries: on PostgreSQL each time that is asked costs a process. */
export function storedTogether(server: Server, queries: readonly string[]): Row[][] {
  if (database === 'sqlite')
    return withFile(server, (file) => queries.map((sql) => file.prepare(sql).all() as Row[]))
  const each = queries.map((sql) => `(select coalesce(json_agg(r), '[]') from (${sql}) r)`)
  return JSON.parse(psql(server, `select json_build_array(${each.join(', ')})`)) as Row[][]
}

/** Changes what a stopped server left behind. */
export function changeStored(server: Server, sql: string): void {
  if (database === 'sqlite') withFile(server, (file) => file.exec(sql))
  else psql(server, sql)
}

/** All that a stopped server left behind, as text. */
export function everythingStored(server: Server): string {
  if (database === 'postgres') {
    // Not by pg_dump, which refuses a server that is newer than itself.
    return execFileSync('psql', ['-XqAt', '-v', 'ON_ERROR_STOP=1', databaseUrl(server.folder)], {
      encoding: 'utf8',
      input: `select format('copy %I.%I to stdout', schemaname, tablename) from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema') \\gexec\n`,
    })
  }
  const files = readdirSync(server.dataFolder).filter((name) => name.startsWith('latchkey.db'))
  return files.map((name) => readFileSync(join(server.dataFolder, name)).toString('latin1')).join('\n')
}

function withFile<T>(server: Server, use: (file: DatabaseSync) => T): T {
  const file = new DatabaseSync(join(server.dataFolder, 'latchkey.db'))
  try {
    return use(file)
  } finally {
    file.close()
  }
}

const psql = (server: Server, sql: string): string =>
  execFileSync(
    'psql',
    [
      '-XqAt',
      '-v',
      'ON_ERROR_STOP=1',
      '-c',
      'set search_path = latchkey',
      '-c',
      sql,
      databaseUrl(server.folder),
    ],
    {
      encoding: 'utf8',
    },
  )
