import { DatabaseTooNew } from '../database-too-new.ts'
import type { Migration, OnMigrating } from '../migration.ts'
import { queryBuilder } from '../statement.ts'
import type { Connection } from './connection.ts'
import { sqliteGrammar, sqliteTypes } from './grammar.ts'

/** The steps that the database has not taken. Throws `DatabaseTooNew`. */
export function due(connection: Connection, migrations: readonly Migration[]): readonly Migration[] {
  const known = migrations.at(-1)?.version ?? 0
  const found = Number(connection.pragma('user_version'))
  if (found > known) throw new DatabaseTooNew(found, known)
  return migrations.filter(({ version }) => version > found)
}

/**
 * Brings the tables up to date: forward only, one transaction for all steps, under the write lock. A crash in the
 * middle leaves the database as it was. Returns the versions that were applied.
 *
 * Throws `DatabaseTooNew`.
 */
export function migrate(
  connection: Connection,
  migrations: readonly Migration[],
  onMigrating?: OnMigrating,
): number[] {
  if (due(connection, migrations).length === 0) return []
  connection.exec('begin immediate')
  try {
    // Asked again under the lock: another process may have taken them meanwhile.
    const steps = due(connection, migrations)
    const db = queryBuilder<never>(sqliteGrammar)
    const planned = steps.map(({ version, statements }) => ({
      version,
      queries: statements(db, sqliteTypes),
    }))
    const total = planned.reduce((sum, { queries }) => sum + queries.length, 0)
    let done = 0
    for (const { version, queries } of planned) {
      for (const query of queries) {
        onMigrating?.(done, total)
        const { sql, parameters } = query.compile()
        connection.run({ sql, bind: () => [...parameters] }, {})
        done += 1
      }
      connection.exec(`pragma user_version = ${version}`)
    }
    onMigrating?.(done, total)
    connection.exec('commit')
    return steps.map(({ version }) => version)
  } catch (error) {
    connection.exec('rollback')
    throw error
  }
}
