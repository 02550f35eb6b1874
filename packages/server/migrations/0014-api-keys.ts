import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 14,
  name: 'api-keys',
  statements: (db) => [
    db.schema
      .createTable('api_keys')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('user_id', 'bigint', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('hint', 'text', (c) => c.notNull())
      .addColumn('digest', 'text', (c) => c.notNull())
      .addColumn('scopes', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint')
      .addColumn('last_used_at', 'bigint'),
    db.schema.createIndex('api_keys_digest').unique().on('api_keys').column('digest'),
    db.schema.createIndex('api_keys_user_id').on('api_keys').column('user_id'),
    db.schema.createIndex('api_keys_expires_at').on('api_keys').column('expires_at'),
    db.schema.alterTable('users').addColumn('kind', 'text', (c) => c.notNull().defaultTo('person')) as never,
  ],
}
