import { type SelectModifierNode, SqliteAdapter, SqliteQueryCompiler, sql } from 'kysely'
import type { DialectTypes } from '../migration.ts'
import type { DialectGrammar } from '../statement.ts'

/** Locks of rows are said by nothing here: there is one writer at a time, and it has all of them. */
class SqliteCompiler extends SqliteQueryCompiler {
  protected override visitSelectModifier(node: SelectModifierNode): void {
    const isLock = node.modifier === 'ForUpdate' || node.modifier === 'ForShare'
    if (!isLock) super.visitSelectModifier(node)
  }
}

export const sqliteGrammar: DialectGrammar = {
  createAdapter: () => new SqliteAdapter(),
  createQueryCompiler: () => new SqliteCompiler(),
}

export const sqliteTypes: DialectTypes = {
  identityType: 'integer',
  // Without AUTOINCREMENT the highest id is handed out again once its row is deleted.
  identity: (column) => column.primaryKey().autoIncrement(),
  instant: (column) => sql`strftime('%Y-%m-%dT%H:%M:%fZ', ${sql.ref(column)} / 1000.0, 'unixepoch')`,
}
