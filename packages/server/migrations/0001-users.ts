import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 1,
  name: 'users',
  statements: (db, types) => [
    db.schema
      .createTable('users')
      .addColumn('id', types.identityType, types.identity)
      .addColumn('username', 'text', (c) => c.notNull())
      .addColumn('username_key', 'text', (c) => c.notNull())
      .addColumn('email', 'text', (c) => c.notNull())
      .addColumn('full_name', 'text', (c) => c.notNull())
      .addColumn('password_hash', 'text')
      .addColumn('disabled_at', 'bigint')
      .addColumn('external_id', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull()),
    db.schema.createIndex('users_username_key').unique().on('users').column('username_key'),
    db.schema.createIndex('users_external_id').unique().on('users').column('external_id'),
    db.schema
      .createTable('user_emails')
      .addColumn('address_key', 'text', (c) => c.primaryKey())
      .addColumn('user_id', 'bigint', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('signs_in', 'integer', (c) => c.notNull()),
    db.schema.createIndex('user_emails_user_id').on('user_emails').column('user_id'),
    db.schema
      .createTable('user_counts')
      .addColumn('shard', 'integer', (c) => c.primaryKey())
      .addColumn('total', 'bigint', (c) => c.notNull()),
    db.insertInto('user_counts' as never).values({ shard: 0, total: 0 } as never),
  ],
}
