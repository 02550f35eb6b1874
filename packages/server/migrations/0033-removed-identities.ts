import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 33,
  name: 'removed-identities',
  // What an owner removed: its address alone links it to that account no more.
  statements: (db) => [
    db.schema
      .createTable('removed_identities')
      .addColumn('user_id', 'bigint', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('issuer', 'text', (c) => c.notNull())
      .addColumn('subject', 'text', (c) => c.notNull())
      .addColumn('removed_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('removed_identities_key', ['user_id', 'issuer', 'subject']),
  ],
}
