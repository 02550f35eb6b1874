import type { ColumnDefinitionBuilder, Compilable, Kysely, RawBuilder } from 'kysely'

/** What the dialects spell differently when tables are made. */
export interface DialectTypes {
  /** A key that the database hands out, from 1, never the same one twice. */
  readonly identityType: 'integer' | 'bigint'
  identity(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder
  /** A column of milliseconds as an instant that other programs read. */
  instant(column: string): RawBuilder<string>
}

/** Told before each statement, and once all are done: how many of how many are. */
export type OnMigrating = (done: number, total: number) => void

/** One change of the tables. Migrations are numbered without gaps and are never edited once released. */
export interface Migration {
  readonly version: number
  readonly name: string
  readonly statements: (db: Kysely<never>, types: DialectTypes) => readonly Compilable[]
}
