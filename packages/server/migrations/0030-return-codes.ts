import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 30,
  name: 'return-codes',
  statements: (db) => [
    // By which an app gets a session of its own, after somebody signed in by a page of this server.
    db.schema
      .createTable('return_codes')
      .addColumn('digest', 'text', (c) => c.primaryKey())
      .addColumn('user_id', 'bigint', (c) => c.notNull().references('users.id').onDelete('cascade'))
      // The session of the browser.
      .addColumn('given_by', 'text', (c) => c.notNull())
      .addColumn('return_to', 'text', (c) => c.notNull())
      .addColumn('challenge', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('spent_at', 'bigint')
      // The session that it began; null also where it was spent in vain.
      .addColumn('session_id', 'text'),
    db.schema.createIndex('return_codes_expires_at').on('return_codes').column('expires_at'),
    db.schema.createIndex('return_codes_user_id').on('return_codes').column('user_id'),
  ],
}
