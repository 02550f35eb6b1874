import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 34,
  name: 'notices-about',
  // What goes when the notice is disowned; null where nothing does.
  statements: (db) => [db.schema.alterTable('notices').addColumn('about', 'text')],
}
