import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 19,
  name: 'mail',
  statements: (db, types) => [
    db.schema.alterTable('users').addColumn('language', 'text'),
    db.schema.alterTable('notices').addColumn('disowned_at', 'bigint'),
    db.schema
      .createTable('mails')
      .addColumn('number', types.identityType, types.identity)
      .addColumn('id', 'text', (c) => c.notNull().unique())
      .addColumn('user_id', 'bigint', (c) => c.references('users.id').onDelete('cascade'))
      .addColumn('address_key', 'text', (c) => c.notNull())
      .addColumn('template', 'text', (c) => c.notNull())
      .addColumn('language', 'text', (c) => c.notNull())
      .addColumn('to_address', 'text', (c) => c.notNull())
      .addColumn('data', 'text')
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('next_at', 'bigint', (c) => c.notNull())
      .addColumn('leased_until', 'bigint', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('settled_at', 'bigint')
      .addColumn('last_error', 'text')
      .addColumn('expires_at', 'bigint', (c) => c.notNull()),
    db.schema
      .createIndex('mails_waiting')
      .on('mails')
      .column('number')
      .where('settled_at' as never, 'is', null),
    db.schema
      .createIndex('mails_lane')
      .on('mails')
      .columns(['address_key', 'number'])
      .where('settled_at' as never, 'is', null),
    db.schema.createIndex('mails_created_at').on('mails').columns(['created_at', 'id']),
    db.schema.createIndex('mails_user_id').on('mails').column('user_id'),
    db.schema
      .createTable('mail_sends')
      .addColumn('number', types.identityType, types.identity)
      .addColumn('address_key', 'text', (c) => c.notNull())
      .addColumn('template', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull()),
    db.schema.createIndex('mail_sends_address_key').on('mail_sends').columns(['address_key', 'at']),
    db.schema.createIndex('mail_sends_at').on('mail_sends').column('at'),
  ],
}
