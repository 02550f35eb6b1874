import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 5,
  name: 'idempotency',
  statements: (db) => [
    db.schema
      .createTable('idempotency_keys')
      .addColumn('key_hash', 'text', (c) => c.primaryKey())
      .addColumn('user_id', 'bigint', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('request_hash', 'text', (c) => c.notNull())
      .addColumn('answer', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull()),
    db.schema.createIndex('idempotency_keys_user_id').on('idempotency_keys').column('user_id'),
    db.schema.createIndex('idempotency_keys_created_at').on('idempotency_keys').column('created_at'),
  ],
}
