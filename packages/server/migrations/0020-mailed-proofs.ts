import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 20,
  name: 'mailed-proofs',
  statements: (db, types) => [
    // As it was typed; null for those of before, of which only what they are compared by is known.
    db.schema.alterTable('user_emails').addColumn('address', 'text') as never,
    // When its holder proved to read it; null: not yet.
    db.schema.alterTable('user_emails').addColumn('verified_at', 'bigint') as never,
    // Of an address that was given up: until then it is nobody else's.
    db.schema.alterTable('user_emails').addColumn('reserved_until', 'bigint') as never,
    db.schema
      .createIndex('user_emails_reserved_until')
      .on('user_emails')
      .column('reserved_until')
      .where('reserved_until' as never, 'is not', null as never),
    db.schema
      .createTable('mailed_proofs')
      .addColumn('user_id', 'bigint', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('kind', 'text', (c) => c.notNull())
      // Several of one kind at once, each for something else, are told apart by it; else empty.
      .addColumn('scope', 'text', (c) => c.notNull())
      .addColumn('digest', 'text', (c) => c.notNull())
      .addColumn('address', 'text', (c) => c.notNull())
      .addColumn('address_key', 'text', (c) => c.notNull())
      .addColumn('bound_to', 'text')
      .addColumn('code_digest', 'text')
      .addColumn('tries', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('mailed_proofs_key', ['user_id', 'kind', 'scope'] as never[]),
    db.schema.createIndex('mailed_proofs_digest').unique().on('mailed_proofs').column('digest'),
    db.schema.createIndex('mailed_proofs_expires_at').on('mailed_proofs').column('expires_at'),
    // What was asked for by an address, whoever has it: the answer is given before it is looked up.
    db.schema
      .createTable('asked_mails')
      .addColumn('number', types.identityType, types.identity)
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('address_key', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull()),
  ],
}
