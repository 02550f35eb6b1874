import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 16,
  name: 'guard',
  statements: (db) => [
    db.schema
      .createTable('throttle_buckets')
      .addColumn('key', 'text', (c) => c.primaryKey())
      .addColumn('whole_at', 'bigint', (c) => c.notNull()),
    db.schema.createIndex('throttle_buckets_whole_at').on('throttle_buckets').column('whole_at'),
    db.schema
      .createTable('known_sources')
      .addColumn('user_id', 'bigint', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('digest', 'text', (c) => c.notNull())
      .addColumn('last_used_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('known_sources_key', ['user_id', 'digest']),
    db.schema.createIndex('known_sources_last_used_at').on('known_sources').column('last_used_at'),
  ],
}
