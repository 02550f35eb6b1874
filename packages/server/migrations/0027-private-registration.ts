import type { CreateTableBuilder } from 'kysely'
import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 27,
  name: 'private-registration',
  statements: (db, types) => {
    const withAccount = <B extends CreateTableBuilder<string, string>>(table: B) =>
      table
        .addColumn('username', 'text', (c) => c.notNull())
        .addColumn('username_key', 'text', (c) => c.notNull())
        .addColumn('email', 'text', (c) => c.notNull())
        .addColumn('address_key', 'text', (c) => c.notNull())
        .addColumn('full_name', 'text', (c) => c.notNull())
        .addColumn('password_hash', 'text', (c) => c.notNull())
        .addColumn('language', 'text')
    return [
      // What was asked for: the answer is given before it is looked up whether the name and the address are free.
      withAccount(
        db.schema.createTable('asked_registrations').addColumn('number', types.identityType, types.identity),
      ).addColumn('at', 'bigint', (c) => c.notNull()),
      // What was mailed, and is no account yet. It reserves nothing: several may be of one name or address.
      withAccount(
        db.schema.createTable('pending_registrations').addColumn('digest', 'text', (c) => c.primaryKey()),
      )
        .addColumn('tries', 'integer', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('expires_at', 'bigint', (c) => c.notNull()),
      db.schema
        .createIndex('pending_registrations_address_key')
        .on('pending_registrations')
        .column('address_key'),
      db.schema
        .createIndex('pending_registrations_expires_at')
        .on('pending_registrations')
        .column('expires_at'),
    ]
  },
}
