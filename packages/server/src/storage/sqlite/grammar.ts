import { type SelectModifierNode, SqliteAdapter, SqliteQueryCompiler, sql } from 'kysely'
import type { DialectTypes } from '../migration.ts'
import type { DialectGrammar } from '../statement.ts'

/** Locks of rows are said by nothing here: there is one writer at a time, and it has all of them. */
class SqliteCompiler extends SqliteQueryCompiler {
  /**
   * Where a statement sorts or joins, the engine's planner looks at what a bare `?` is bound to, and prepares the statement again
   * each time it is bound anew (sqlite3_bind, `expmask`), which takes ten times as long as to run it. It does not look behind a
   * sign that changes nothing (SQLite, "unary plus is a no-op").
   */
  protected override getCurrentParameterPlaceholder(): string {
    return '+?'
  }

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
