import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 5,
  name: 'idempotency',
  statements: (db) => [
    db.schema
      .createTable('idempotency_keys')
      .addColumn('key_hash', 'text', (c) => c.primaryKey())
      .addColumn('request_hash', 'text', (c) => c.notNull())
      .addColumn('answer', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull()),
    db.schema.createIndex('idempotency_keys_created_at').on('idempotency_keys').column('created_at'),
  ],
}
