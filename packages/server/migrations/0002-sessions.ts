import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 2,
  name: 'sessions',
  statements: (db) => [
    db.schema
      .createTable('sessions')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('user_id', 'bigint', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('proved_by', 'text', (c) => c.notNull())
      .addColumn('source_address', 'text')
      .addColumn('user_agent', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull()),
    db.schema.createIndex('sessions_user_id').on('sessions').column('user_id'),
    db.schema.createIndex('sessions_expires_at').on('sessions').column('expires_at'),
  ],
}
