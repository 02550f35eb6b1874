import type { Migration } from '../migration.ts'
import { queryBuilder } from '../statement.ts'
import type { Connection } from './connection.ts'
import { sqliteGrammar, sqliteTypes } from './grammar.ts'

/** The database was made by a later program. */
export class DatabaseTooNew extends Error {
  constructor(found: number, known: number) {
    super(
      `The database was written by a newer Latchkey (its version is ${found}, this program knows ${known}). ` +
        'Start that newer version, or restore a backup made before the upgrade. Nothing was changed.',
    )
    this.name = 'DatabaseTooNew'
  }
}

/**
 * Brings the tables up to date: forward only, one transaction for all steps, under the write lock. A crash in the
 * middle leaves the database as it was. Returns the versions that were applied.
 *
 * Throws `DatabaseTooNew`.
 */
export function migrate(connection: Connection, migrations: readonly Migration[]): number[] {
  const known = migrations.at(-1)?.version ?? 0
  const refuseNewer = (found: number) => {
    if (found > known) throw new DatabaseTooNew(found, known)
    return found
  }
  if (refuseNewer(Number(connection.pragma('user_version'))) === known) return []
  connection.exec('begin immediate')
  try {
    const found = refuseNewer(Number(connection.pragma('user_version')))
    const due = migrations.filter(({ version }) => version > found)
    const db = queryBuilder<never>(sqliteGrammar)
    for (const migration of due) {
      for (const query of migration.statements(db, sqliteTypes)) {
        const { sql, parameters } = query.compile()
        connection.run({ sql, bind: () => [...parameters] }, {})
      }
    }
    connection.exec(`pragma user_version = ${known}`)
    connection.exec('commit')
    return due.map(({ version }) => version)
  } catch (error) {
    connection.exec('rollback')
    throw error
  }
}
