import { type DataTypeNode, PostgresAdapter, PostgresQueryCompiler, sql } from 'kysely'
import type { DialectTypes } from '../migration.ts'
import type { DialectGrammar } from '../statement.ts'

/** Every table is named with its schema: a pooler may hand out a connection whose search path is another's. */
export const postgresGrammar = (schema: string): DialectGrammar => ({
  schema,
  createAdapter: () => new PostgresAdapter(),
  createQueryCompiler: () => new PostgresQueryCompiler(),
})

/** Text is ordered by its bytes, whatever the database was created with, as the embedded engine does. */
class TableCompiler extends PostgresQueryCompiler {
  protected override visitDataType(node: DataTypeNode): void {
    super.visitDataType(node)
    if (node.dataType === 'text') this.append(' collate "C"')
  }
}

/** For statements that make tables. */
export const postgresTableGrammar = (schema: string): DialectGrammar => ({
  ...postgresGrammar(schema),
  createQueryCompiler: () => new TableCompiler(),
})

export const postgresTypes: DialectTypes = {
  identityType: 'bigint',
  identity: (column) => column.primaryKey().generatedByDefaultAsIdentity(),
  instant: (column) => sql`to_timestamp(${sql.ref(column)} / 1000.0)`,
}
