import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 23,
  name: 'way-back',
  statements: (db) => [
    db.schema
      .createTable('recoveries')
      .addColumn('user_id', 'bigint', (c) => c.primaryKey().references('users.id').onDelete('cascade'))
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('address_key', 'text')
      .addColumn('began_at', 'bigint', (c) => c.notNull())
      .addColumn('ready_at', 'bigint', (c) => c.notNull())
      .addColumn('frozen_until', 'bigint')
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('next_notice_at', 'bigint', (c) => c.notNull())
      .addColumn('ready_told_at', 'bigint'),
    db.schema.createIndex('recoveries_address_key').on('recoveries').column('address_key'),
    db.schema.createIndex('recoveries_next_notice_at').on('recoveries').column('next_notice_at'),
    db.schema
      .createTable('recovery_approvals')
      .addColumn('user_id', 'bigint', (c) => c.notNull().references('recoveries.user_id').onDelete('cascade'))
      .addColumn('approver', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('approver_id', 'bigint', (c) => c.references('users.id').onDelete('cascade'))
      .addColumn('approver_key', 'text', (c) => c.references('api_keys.id').onDelete('cascade'))
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('recovery_approvals_key', ['user_id', 'approver']),
    db.schema.createIndex('recovery_approvals_approver_id').on('recovery_approvals').column('approver_id'),
    db.schema.createIndex('recovery_approvals_approver_key').on('recovery_approvals').column('approver_key'),
    db.schema
      .createTable('trusted_contacts')
      .addColumn('user_id', 'bigint', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('contact_id', 'bigint', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('trusted_contacts_key', ['user_id', 'contact_id']),
    db.schema.createIndex('trusted_contacts_contact_id').on('trusted_contacts').column('contact_id'),
    db.schema
      .createTable('recovery_links')
      .addColumn('user_id', 'bigint', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('token_hash', 'text', (c) => c.notNull())
      .addColumn('bound_to', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('recovery_links_key', ['user_id', 'kind']),
    db.schema.createIndex('recovery_links_token_hash').unique().on('recovery_links').column('token_hash'),
    db.schema.createIndex('recovery_links_expires_at').on('recovery_links').column('expires_at'),
    db.schema
      .createTable('contact_offers')
      .addColumn('user_id', 'bigint', (c) => c.primaryKey().references('users.id').onDelete('cascade'))
      .addColumn('token_hash', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull()),
    db.schema.createIndex('contact_offers_token_hash').unique().on('contact_offers').column('token_hash'),
    db.schema.createIndex('contact_offers_expires_at').on('contact_offers').column('expires_at'),
    db.schema
      .createTable('linked_passwords')
      .addColumn('user_id', 'bigint', (c) => c.primaryKey().references('users.id').onDelete('cascade'))
      .addColumn('created_at', 'bigint', (c) => c.notNull()),
  ],
}
