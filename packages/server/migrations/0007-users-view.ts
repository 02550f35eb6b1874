import type { Kysely } from 'kysely'
import type { Migration } from '../src/storage/migration.ts'

interface Tables {
  users: {
    id: number
    username: string
    email: string
    full_name: string
    external_id: string | null
    disabled_at: number | null
  }
}

export const migration: Migration = {
  version: 7,
  name: 'users-view',
  statements: (db, types) => {
    const tables = db as unknown as Kysely<Tables>
    return [
      // Counted by blocks of ids instead.
      db.schema.dropTable('user_counts'),
      db.schema.createView('latchkey_users').as(
        tables
          // What is made of more than one source takes no writes.
          .selectFrom(['users', tables.selectNoFrom((is) => is.lit(1).as('one')).as('read_only')])
          .select((is) => [
            'users.id',
            'users.username',
            'users.email',
            'users.full_name',
            'users.external_id',
            is('users.disabled_at', 'is not', is.lit(null)).as('is_disabled'),
            types.instant('users.created_at').as('created_at'),
            types.instant('users.updated_at').as('updated_at'),
          ]) as never,
      ),
    ]
  },
}
