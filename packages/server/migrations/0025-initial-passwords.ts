import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 25,
  name: 'initial-passwords',
  statements: (db) => [
    // Until when a password counts that somebody else set; null for one of the owner's own.
    db.schema.alterTable('users').addColumn('initial_password_until', 'bigint') as never,
  ],
}
