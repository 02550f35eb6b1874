import { DatabaseTooNew } from '../database-too-new.ts'
import type { Migration } from '../migration.ts'
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
export function migrate(connection: Connection, migrations: readonly Migration[]): number[] {
  if (due(connection, migrations).length === 0) return []
  connection.exec('begin immediate')
  try {
    // Asked again under the lock: another process may have taken them meanwhile.
    const steps = due(connection, migrations)
    const db = queryBuilder<never>(sqliteGrammar)
    for (const step of steps) {
      for (const query of step.statements(db, sqliteTypes)) {
        const { sql, parameters } = query.compile()
        connection.run({ sql, bind: () => [...parameters] }, {})
      }
      connection.exec(`pragma user_version = ${step.version}`)
    }
    connection.exec('commit')
    return steps.map(({ version }) => version)
  } catch (error) {
    connection.exec('rollback')
    throw error
  }
}
