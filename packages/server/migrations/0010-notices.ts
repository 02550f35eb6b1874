import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 10,
  name: 'notices',
  statements: (db) => [
    db.schema
      .createTable('notices')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('user_id', 'bigint', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('source_address', 'text')
      .addColumn('session_id', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull()),
    db.schema.createIndex('notices_user_id').on('notices').columns(['user_id', 'created_at', 'id']),
    db.schema.createIndex('notices_created_at').on('notices').column('created_at'),
  ],
}
