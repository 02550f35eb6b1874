import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 22,
  name: 'passkeys',
  statements: (db) => [
    db.schema
      .createTable('passkeys')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('user_id', 'bigint', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('credential_id', 'text', (c) => c.notNull())
      .addColumn('public_key', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('counter', 'bigint', (c) => c.notNull())
      .addColumn('transports', 'text', (c) => c.notNull())
      .addColumn('aaguid', 'text', (c) => c.notNull())
      .addColumn('is_backup_eligible', 'integer', (c) => c.notNull())
      .addColumn('is_backed_up', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('last_used_at', 'bigint'),
    db.schema.createIndex('passkeys_credential_id').unique().on('passkeys').column('credential_id'),
    db.schema.createIndex('passkeys_user_id').on('passkeys').column('user_id'),
    db.schema
      .createTable('passkey_handles')
      .addColumn('user_id', 'bigint', (c) => c.primaryKey().references('users.id').onDelete('cascade'))
      .addColumn('handle', 'text', (c) => c.notNull()),
    db.schema
      .createTable('passkey_ceremonies')
      .addColumn('digest', 'text', (c) => c.primaryKey())
      .addColumn('purpose', 'text', (c) => c.notNull())
      .addColumn('user_id', 'bigint', (c) => c.references('users.id').onDelete('cascade'))
      .addColumn('bound_to', 'text')
      .addColumn('challenge', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull()),
    db.schema.createIndex('passkey_ceremonies_expires_at').on('passkey_ceremonies').column('expires_at'),
  ],
}
