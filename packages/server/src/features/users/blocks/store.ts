import type { UserId } from '#kernel/ids'
import type { Storage, Transaction } from '#storage'

const FINE = 1
const COARSE = 2
/** Ids in a block of the fine level, and fine blocks in a coarse one. */
const WIDTH = 256
/** Ids that follow each other are counted in different rows: registrations of several processes seldom meet. */
const SHARDS = 16

/** How many users there are in each block of ids: a page is found, and the total known, by adding up few rows. */
export function userBlocks({ statement, isExclusive }: Storage) {
  const add = statement((db, p: { level: number; block: number; shard: number; by: number }) =>
    db
      .insertInto('user_blocks')
      .values({ level: p.level, block: p.block, shard: p.shard, total: p.by })
      .onConflict((conflict) =>
        conflict
          .columns(['level', 'block', 'shard'])
          .doUpdateSet((is) => ({ total: is('user_blocks.total', '+', is.ref('excluded.total')) })),
      ),
  )
  const page = statement((db, p: { skip: number; limit: number }) =>
    db
      .with('coarse', (w) =>
        w
          .selectFrom('user_blocks')
          .select(({ fn }) => ['block', fn.sum<number>('total').as('total')])
          .where('level', '=', COARSE)
          .groupBy('block'),
      )
      .with('coarse_sums', (w) =>
        w.selectFrom('coarse').select(({ fn }) => [
          'block',
          'total',
          fn
            .sum<number>('total')
            .over((o) => o.orderBy('block'))
            .as('through'),
        ]),
      )
      .with('region', (w) =>
        w
          .selectFrom('coarse_sums')
          .select((is) => ['block', is('through', '-', is.ref('total')).as('before')])
          .where('through', '>', p.skip)
          .orderBy('block')
          .limit((is) => is.lit(1)),
      )
      .with('fine', (w) =>
        w
          .selectFrom('user_blocks')
          .select(({ fn }) => ['block', fn.sum<number>('total').as('total')])
          .where('level', '=', FINE)
          .where('block', '>=', ({ selectFrom }) =>
            selectFrom('region').select((is) => is('block', '*', is.lit(WIDTH)).as('first')),
          )
          .where('block', '<', ({ selectFrom }) =>
            selectFrom('region').select((is) =>
              is(is('block', '*', is.lit(WIDTH)), '+', is.lit(WIDTH)).as('end'),
            ),
          )
          .groupBy('block'),
      )
      .with('fine_sums', (w) =>
        w.selectFrom(['fine', 'region']).select((is) => [
          'fine.block',
          'fine.total',
          is(
            'region.before',
            '+',
            is.fn.sum<number>('fine.total').over((o) => o.orderBy('fine.block')),
          ).as('through'),
        ]),
      )
      .with('start', (w) =>
        w
          .selectFrom('fine_sums')
          .select((is) => [
            is('block', '*', is.lit(WIDTH)).as('id'),
            is('through', '-', is.ref('total')).as('before'),
          ])
          .where('through', '>', p.skip)
          .orderBy('block')
          .limit((is) => is.lit(1)),
      )
      .with('page', (w) =>
        w
          .selectFrom('users')
          .select(['id', 'username', 'email', 'full_name as fullName'])
          .where('id', '>=', ({ selectFrom }) => selectFrom('start').select('start.id'))
          .orderBy('id')
          .limit(p.limit)
          .offset((is) =>
            is.cast<number>(
              is.fn.coalesce(
                is.selectFrom('start').select((of) => of(of.val(p.skip), '-', of.ref('before')).as('rest')),
                is.lit(0),
              ),
              'bigint',
            ),
          ),
      )
      .with('everybody', (w) =>
        w
          .selectFrom('coarse')
          .select(({ fn, lit }) => fn.coalesce(fn.sum<number>('total'), lit(0)).as('total')),
      )
      // Beyond the end there is still a row: the one that carries the number.
      .selectFrom('everybody')
      .leftJoin('page', (join) => join.onTrue())
      .select(['everybody.total', 'page.id', 'page.username', 'page.email', 'page.fullName'])
      .orderBy('page.id'),
  )

  // Blocks that no new id falls into any more.
  const scattered = statement((db, p: { atMost: number }) =>
    db
      .selectFrom('user_blocks as scattered')
      .select(['level', 'block'])
      .distinct()
      .where('shard', '>', 0)
      .where('block', '<', ({ selectFrom }) =>
        selectFrom('user_blocks as newest')
          .select(({ fn }) => fn.max<number>('newest.block').as('block'))
          .whereRef('newest.level', '=', 'scattered.level'),
      )
      .limit(p.atMost),
  )
  const gather = statement((db, p: { level: number; block: number }) =>
    db
      .deleteFrom('user_blocks')
      .where('level', '=', p.level)
      .where('block', '=', p.block)
      .where('shard', '>', 0)
      .returning('total'),
  )

  return {
    page,
    /**
     * Puts the shards of old blocks together, so that adding them up stays short; one transaction a block. Returns how
     * many blocks there were, at most `atMost`.
     */
    async fold(storage: Pick<Storage, 'all' | 'write'>, atMost: number): Promise<number> {
      const blocks = await storage.all(scattered, { atMost })
      for (const { level, block } of blocks) {
        await storage.write(async (tx) => {
          const gathered = await tx.all(gather, { level, block })
          const by = gathered.reduce((sum, { total }) => sum + total, 0)
          await tx.run(add, { level, block, shard: 0, by })
        })
      }
      return blocks.length
    },
    /** To be called last in a transaction: on PostgreSQL its rows are locked until the commit. */
    async count(tx: Transaction, id: UserId, by: 1 | -1): Promise<void> {
      const shard = isExclusive ? 0 : id % SHARDS
      const block = Math.floor(id / WIDTH)
      await tx.run(add, { level: FINE, block, shard, by })
      await tx.run(add, { level: COARSE, block: Math.floor(block / WIDTH), shard, by })
    },
  }
}
