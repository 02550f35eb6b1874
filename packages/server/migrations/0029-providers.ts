import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 29,
  name: 'providers',
  statements: (db) => [
    db.schema
      .createTable('providers')
      .addColumn('slug', 'text', (c) => c.primaryKey())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('issuer', 'text', (c) => c.notNull())
      .addColumn('client_id', 'text', (c) => c.notNull())
      .addColumn('sealed_secret', 'text', (c) => c.notNull())
      .addColumn('scopes', 'text', (c) => c.notNull())
      // Domains behind each other; '*': every domain.
      .addColumn('email_domains', 'text', (c) => c.notNull())
      .addColumn('team_id', 'text')
      .addColumn('key_id', 'text')
      .addColumn('enabled', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull()),
    // Whoever an issuer speaks of is told by one client: some call a person differently for each.
    db.schema.createIndex('providers_issuer').unique().on('providers').column('issuer'),
    db.schema
      .createTable('identities')
      .addColumn('issuer', 'text', (c) => c.notNull())
      .addColumn('subject', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('user_id', 'bigint', (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('provider', 'text', (c) => c.notNull())
      .addColumn('email', 'text')
      .addColumn('linked_at', 'bigint', (c) => c.notNull())
      .addColumn('last_used_at', 'bigint')
      .addPrimaryKeyConstraint('identities_key', ['issuer', 'subject']),
    db.schema.createIndex('identities_id').unique().on('identities').column('id'),
    db.schema.createIndex('identities_user_id').on('identities').column('user_id'),
    db.schema
      .createTable('provider_attempts')
      .addColumn('state_digest', 'text', (c) => c.primaryKey())
      .addColumn('provider', 'text', (c) => c.notNull().references('providers.slug').onDelete('cascade'))
      .addColumn('browser_digest', 'text', (c) => c.notNull())
      .addColumn('purpose', 'text', (c) => c.notNull())
      .addColumn('user_id', 'bigint', (c) => c.references('users.id').onDelete('cascade'))
      .addColumn('session_id', 'text')
      .addColumn('goal', 'text', (c) => c.notNull())
      .addColumn('sealed_secrets', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull()),
    db.schema.createIndex('provider_attempts_provider').on('provider_attempts').column('provider'),
    db.schema.createIndex('provider_attempts_user_id').on('provider_attempts').column('user_id'),
    db.schema.createIndex('provider_attempts_expires_at').on('provider_attempts').column('expires_at'),
  ],
}
