import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 15,
  name: 'reset-links-by-keys',
  statements: (db) => [
    // A link that was made by a key goes with it.
    db.schema
      .alterTable('reset_links')
      .addColumn('issued_by_key', 'text', (c) => c.references('api_keys.id').onDelete('cascade')) as never,
    db.schema.createIndex('reset_links_issued_by_key').on('reset_links').column('issued_by_key'),
  ],
}
