import type { Kysely } from 'kysely'
import type { Migration } from '../src/storage/migration.ts'

interface Tables {
  users: { id: number }
  user_blocks: { level: number; block: number; shard: number; total: number }
}

/** Literals, not parameters: a parameter may be bound as a real, and the division would not be of integers. */
const fill = (db: Kysely<never>, level: number, ids: number) => {
  const tables = db as unknown as Kysely<Tables>
  return tables
    .insertInto('user_blocks')
    .columns(['level', 'block', 'shard', 'total'])
    .expression(
      tables
        .selectFrom('users')
        .select((is) => [
          is.lit(level).as('level'),
          is('id', '/', is.lit(ids)).as('block'),
          is.lit(0).as('shard'),
          is.fn.countAll<number>().as('total'),
        ])
        .groupBy((is) => is('id', '/', is.lit(ids))),
    )
}

export const migration: Migration = {
  version: 6,
  name: 'user-blocks',
  statements: (db) => [
    db.schema
      .createTable('user_blocks')
      .addColumn('level', 'integer', (c) => c.notNull())
      .addColumn('block', 'bigint', (c) => c.notNull())
      .addColumn('shard', 'integer', (c) => c.notNull())
      .addColumn('total', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('user_blocks_key', ['level', 'block', 'shard'] as never[]),
    fill(db, 1, 256),
    fill(db, 2, 65_536),
  ],
}
