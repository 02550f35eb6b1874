import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 18,
  name: 'audit',
  statements: (db, { identityType }) => [
    db.schema
      .createTable('audit_entries')
      .addColumn('id', identityType, (c) => c.primaryKey())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('seq', 'bigint')
      .addColumn('action', 'text', (c) => c.notNull())
      .addColumn('outcome', 'text', (c) => c.notNull())
      .addColumn('actor_kind', 'text', (c) => c.notNull())
      .addColumn('actor_id', 'bigint')
      .addColumn('actor_key', 'text')
      .addColumn('subject_id', 'bigint')
      .addColumn('request_id', 'text')
      .addColumn('facts', 'text')
      .addColumn('actor_sealed', 'text')
      .addColumn('subject_sealed', 'text')
      .addColumn('mac', 'text'),
    db.schema
      .createIndex('audit_entries_seq')
      .unique()
      .on('audit_entries')
      .column('seq')
      .where('seq' as never, 'is not', null as never),
    db.schema
      .createIndex('audit_entries_waiting')
      .on('audit_entries')
      .column('id')
      .where('seq' as never, 'is', null as never),
    db.schema
      .createIndex('audit_entries_actor_id')
      .on('audit_entries')
      .columns(['actor_id', 'id'])
      .where('actor_id' as never, 'is not', null as never),
    db.schema
      .createIndex('audit_entries_subject_id')
      .on('audit_entries')
      .columns(['subject_id', 'id'])
      .where('subject_id' as never, 'is not', null as never),
    db.schema.createIndex('audit_entries_action').on('audit_entries').columns(['action', 'id']),
    db.schema
      .createTable('audit_keys')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('sealed', 'text', (c) => c.notNull()),
    db.schema
      .createTable('audit_checkpoints')
      .addColumn('seq', 'bigint', (c) => c.primaryKey())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('mac', 'text', (c) => c.notNull())
      .addColumn('count', 'bigint', (c) => c.notNull())
      .addColumn('signature', 'text', (c) => c.notNull()),
    db.schema
      .createTable('audit_deliveries')
      .addColumn('target', 'text', (c) => c.primaryKey())
      .addColumn('seq', 'bigint', (c) => c.notNull()),
    db.schema
      .createTable('audit_settings')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('value', 'text', (c) => c.notNull()),
    db.schema
      .createTable('audit_persons')
      .addColumn('user_id', 'bigint', (c) => c.primaryKey().references('users.id').onDelete('cascade'))
      .addColumn('sealed_key', 'text', (c) => c.notNull()),
  ],
}
