import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 8,
  name: 'reset-links',
  statements: (db) => [
    db.schema
      .createTable('reset_links')
      .addColumn('user_id', 'bigint', (c) => c.primaryKey().references('users.id').onDelete('cascade'))
      .addColumn('token_hash', 'text', (c) => c.notNull())
      .addColumn('issued_by', 'bigint', (c) => c.references('users.id').onDelete('cascade'))
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull()),
    db.schema.createIndex('reset_links_token_hash').unique().on('reset_links').column('token_hash'),
    db.schema.createIndex('reset_links_issued_by').on('reset_links').column('issued_by'),
    db.schema.createIndex('reset_links_expires_at').on('reset_links').column('expires_at'),
  ],
}
