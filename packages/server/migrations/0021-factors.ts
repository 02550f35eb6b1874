import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 21,
  name: 'factors',
  statements: (db) => [
    // When whoever holds it last proved who they are, and by how much. Those of before have proved it by a password alone, and not lately.
    db.schema
      .alterTable('sessions')
      .addColumn('proved_at', 'bigint', (c) => c.notNull().defaultTo(0)) as never,
    db.schema.alterTable('sessions').addColumn('level', 'integer', (c) => c.notNull().defaultTo(1)) as never,
    db.schema.alterTable('users').addColumn('password_change_required_at', 'bigint') as never,
    db.schema
      .createTable('totp_secrets')
      .addColumn('user_id', 'bigint', (c) => c.primaryKey().references('users.id').onDelete('cascade'))
      .addColumn('sealed', 'text', (c) => c.notNull())
      .addColumn('last_step', 'bigint', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('confirmed_at', 'bigint'),
    db.schema
      .createTable('recovery_codes')
      .addColumn('user_id', 'bigint', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('digest', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('recovery_codes_key', ['user_id', 'digest'] as never[]),
    db.schema
      .createTable('pending_sign_ins')
      .addColumn('digest', 'text', (c) => c.primaryKey())
      .addColumn('user_id', 'bigint', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('needs', 'text', (c) => c.notNull())
      .addColumn('bound_to', 'text', (c) => c.notNull())
      .addColumn('proved_by', 'text', (c) => c.notNull())
      .addColumn('goes_on', 'integer', (c) => c.notNull())
      .addColumn('tries', 'integer', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull()),
    db.schema.createIndex('pending_sign_ins_user_id').on('pending_sign_ins').column('user_id'),
    db.schema.createIndex('pending_sign_ins_expires_at').on('pending_sign_ins').column('expires_at'),
    db.schema
      .createTable('trusted_devices')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('user_id', 'bigint', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('digest', 'text', (c) => c.notNull())
      .addColumn('bound_to', 'text', (c) => c.notNull())
      .addColumn('source_address', 'text')
      .addColumn('user_agent', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('last_used_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull()),
    db.schema.createIndex('trusted_devices_digest').unique().on('trusted_devices').column('digest'),
    db.schema.createIndex('trusted_devices_user_id').on('trusted_devices').column('user_id'),
    db.schema.createIndex('trusted_devices_expires_at').on('trusted_devices').column('expires_at'),
    db.schema
      .createTable('factor_losses')
      .addColumn('user_id', 'bigint', (c) => c.primaryKey().references('users.id').onDelete('cascade'))
      .addColumn('session_id', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('effective_at', 'bigint', (c) => c.notNull()),
    db.schema.createIndex('factor_losses_effective_at').on('factor_losses').column('effective_at'),
  ],
}
