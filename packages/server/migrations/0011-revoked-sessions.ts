import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 11,
  name: 'revoked-sessions',
  statements: (db) => [
    db.schema
      .createTable('revoked_sessions')
      .addColumn('session_id', 'text', (c) => c.primaryKey())
      .addColumn('revoked_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull()),
    db.schema.createIndex('revoked_sessions_revoked_at').on('revoked_sessions').column('revoked_at'),
    db.schema.createIndex('revoked_sessions_expires_at').on('revoked_sessions').column('expires_at'),
  ],
}
