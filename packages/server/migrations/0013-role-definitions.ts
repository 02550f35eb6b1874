import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 13,
  name: 'role-definitions',
  statements: (db) => [
    db.schema
      .createTable('roles')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('description', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull()),
    db.schema
      .createTable('role_permissions')
      .addColumn('role', 'text', (c) => c.notNull().references('roles.name').onDelete('cascade'))
      .addColumn('permission', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('role_permissions_key', ['role', 'permission']),
  ],
}
