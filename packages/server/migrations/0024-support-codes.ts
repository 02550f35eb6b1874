import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 24,
  name: 'support-codes',
  statements: (db) => [
    db.schema
      .createTable('support_codes')
      .addColumn('user_id', 'bigint', (c) => c.primaryKey().references('users.id').onDelete('cascade'))
      .addColumn('session_id', 'text', (c) => c.notNull())
      .addColumn('code_digest', 'text', (c) => c.notNull())
      .addColumn('tries', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('whole_at', 'bigint', (c) => c.notNull()),
    db.schema.createIndex('support_codes_expires_at').on('support_codes').column('expires_at'),
  ],
}
