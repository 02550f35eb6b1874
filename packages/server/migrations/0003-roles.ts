import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 3,
  name: 'roles',
  statements: (db) => [
    db.schema
      .createTable('user_roles')
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('user_id', 'bigint', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addPrimaryKeyConstraint('user_roles_key', ['role', 'user_id']),
    db.schema.createIndex('user_roles_user_id').on('user_roles').column('user_id'),
  ],
}
