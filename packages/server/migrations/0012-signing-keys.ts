import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 12,
  name: 'signing-keys',
  statements: (db) => [
    db.schema
      .createTable('signing_keys')
      .addColumn('kid', 'text', (c) => c.primaryKey())
      .addColumn('algorithm', 'text', (c) => c.notNull())
      .addColumn('sealed_private', 'text')
      .addColumn('public_jwk', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('signs_from', 'bigint', (c) => c.notNull())
      .addColumn('retired_at', 'bigint')
      .addColumn('token_seconds', 'integer', (c) => c.notNull()),
  ],
}
