import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 4,
  name: 'setup',
  statements: (db) => [
    db.schema
      .createTable('instance')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('first_started_at', 'bigint', (c) => c.notNull())
      .addColumn('secret_fingerprint', 'text', (c) => c.notNull())
      .addColumn('administrator_created_at', 'bigint')
      .addColumn('setup_token_hash', 'text')
      .addColumn('setup_token_expires_at', 'bigint'),
  ],
}
