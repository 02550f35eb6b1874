import { sql } from 'kysely'
import type { Migration } from '../src/storage/migration.ts'

export const migration: Migration = {
  version: 28,
  name: 'session-cookies',
  statements: (db) => [
    // What a browser's cookie is recognised by; null for a session of the API.
    db.schema.alterTable('sessions').addColumn('cookie_digest', 'text') as never,
    db.schema
      .createIndex('sessions_cookie_digest')
      .on('sessions')
      .column('cookie_digest')
      .unique()
      .where(sql.ref('cookie_digest'), 'is not', null),
  ],
}
