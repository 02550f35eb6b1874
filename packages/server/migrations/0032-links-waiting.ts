import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 32,
  name: 'links-waiting',
  // The account elsewhere that is linked once the second factor was shown; null where there is none.
  statements: (db) => [db.schema.alterTable('pending_sign_ins').addColumn('link', 'text')],
}
