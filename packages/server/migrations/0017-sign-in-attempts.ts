import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 17,
  name: 'sign-in-attempts',
  statements: (db) => [
    db.schema
      .createTable('sign_in_attempts')
      .addColumn('reference', 'text', (c) => c.primaryKey())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('channel', 'text', (c) => c.notNull())
      .addColumn('user_id', 'bigint', (c) => c.references('users.id').onDelete('cascade'))
      .addColumn('account_key', 'text', (c) => c.notNull())
      .addColumn('source_key', 'text', (c) => c.notNull())
      .addColumn('lane', 'text', (c) => c.notNull())
      .addColumn('cause', 'text', (c) => c.notNull())
      .addColumn('budget', 'text')
      .addColumn('until', 'bigint'),
    db.schema.createIndex('sign_in_attempts_at').on('sign_in_attempts').columns(['at', 'reference']),
    db.schema.createIndex('sign_in_attempts_user_id').on('sign_in_attempts').column('user_id'),
  ],
}
