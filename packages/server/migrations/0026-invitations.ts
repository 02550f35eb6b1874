import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 26,
  name: 'invitations',
  statements: (db) => [
    db.schema
      .createTable('invitations')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('address', 'text', (c) => c.notNull())
      .addColumn('address_key', 'text', (c) => c.notNull())
      .addColumn('roles', 'text', (c) => c.notNull())
      .addColumn('language', 'text')
      .addColumn('token_hash', 'text', (c) => c.notNull())
      .addColumn('is_mailed', 'integer', (c) => c.notNull())
      // Whoever is deleted, and a key that is revoked, takes along what was to be given in that name.
      .addColumn('invited_by', 'bigint', (c) => c.references('users.id').onDelete('cascade'))
      .addColumn('invited_by_key', 'text', (c) => c.references('api_keys.id').onDelete('cascade'))
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull()),
    // A newer one takes the place of the older one of its address.
    db.schema.createIndex('invitations_address_key').on('invitations').column('address_key').unique(),
    db.schema.createIndex('invitations_token_hash').on('invitations').column('token_hash').unique(),
    db.schema.createIndex('invitations_invited_by').on('invitations').column('invited_by'),
    db.schema.createIndex('invitations_invited_by_key').on('invitations').column('invited_by_key'),
    db.schema.createIndex('invitations_created_at').on('invitations').columns(['created_at', 'id']),
    db.schema.createIndex('invitations_expires_at').on('invitations').column('expires_at'),
  ],
}
