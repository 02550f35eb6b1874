import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 31,
  name: 'passkey-offers',
  // Since when its owner wants no passkey offered; null for who may be offered one.
  statements: (db) => [db.schema.alterTable('users').addColumn('passkey_offer_declined_at', 'bigint')],
}
