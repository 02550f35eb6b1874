import { SqliteAdapter, SqliteQueryCompiler } from 'kysely'
import type { DialectTypes } from '../migration.ts'
import type { DialectGrammar } from '../statement.ts'

export const sqliteGrammar: DialectGrammar = {
  createAdapter: () => new SqliteAdapter(),
  createQueryCompiler: () => new SqliteQueryCompiler(),
}

export const sqliteTypes: DialectTypes = {
  identityType: 'integer',
  // Without AUTOINCREMENT the highest id is handed out again once its row is deleted.
  identity: (column) => column.primaryKey().autoIncrement(),
}
