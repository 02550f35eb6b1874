import { existsSync } from 'node:fs'
import type { Migration } from '../migration.ts'
import { Connection } from './connection.ts'
import { due } from './migrate.ts'

/**
 * The steps that opening the database of this folder would take; all of them where there is none.
 *
 * Throws `DatabaseTooNew`.
 */
export function pendingIn(folder: string, migrations: readonly Migration[]): readonly Migration[] {
  const file = `${folder}/latchkey.db`
  if (!existsSync(file)) return migrations
  const connection = new Connection(file, { readOnly: true })
  try {
    return due(connection, migrations)
  } finally {
    connection.close()
  }
}
