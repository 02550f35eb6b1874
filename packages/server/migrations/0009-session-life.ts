import type { Kysely } from 'kysely'
import type { Migration } from '../src/storage/migration.ts'

interface Tables {
  sessions: { created_at: number; last_used_at: number; expires_at: number; ends_at: number }
}

export const migration: Migration = {
  version: 9,
  name: 'session-life',
  statements: (db) => {
    const tables = db as unknown as Kysely<Tables>
    const add = (build: (table: ReturnType<typeof db.schema.alterTable>) => unknown) =>
      build(db.schema.alterTable('sessions')) as never
    return [
      add((t) => t.addColumn('last_used_at', 'bigint', (c) => c.notNull().defaultTo(0))),
      // Whatever is done with it, it ends then.
      add((t) => t.addColumn('ends_at', 'bigint', (c) => c.notNull().defaultTo(0))),
      add((t) => t.addColumn('refresh_generation', 'bigint')),
      add((t) => t.addColumn('refresh_digest', 'text')),
      add((t) => t.addColumn('refresh_rotations', 'text')),
      tables
        .updateTable('sessions')
        .set((is) => ({ last_used_at: is.ref('created_at'), ends_at: is.ref('expires_at') })),
    ]
  },
}
