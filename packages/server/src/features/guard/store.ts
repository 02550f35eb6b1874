import { type Budget, latestAdmitted } from '#kernel/budget'
import type { UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'

/** How many sources and devices of one user are remembered. */
const KNOWN_A_USER = 32

interface Spending {
  readonly key: string
  readonly now: number
  readonly intervalMs: number
  /** One more than this is not whole, and the bucket admits nobody. */
  readonly latest: number
}

export function guardStore({ statement }: Pick<Storage, 'statement'>) {
  // One statement: of any number at once, as many get through as the budget says.
  const spend = statement((db, p: Spending & { first: number }) =>
    db
      .insertInto('throttle_buckets')
      .values({ key: p.key, whole_at: p.first })
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet(({ eb, ref }) => ({
            whole_at: eb(
              eb
                .case()
                .when('throttle_buckets.whole_at', '>', p.now)
                .then(ref('throttle_buckets.whole_at'))
                .else(eb.cast<number>(eb.val(p.now), 'bigint'))
                .end(),
              '+',
              p.intervalMs,
            ),
          }))
          .where('throttle_buckets.whole_at', '<=', p.latest),
      )
      .returning('whole_at as wholeAt'),
  )
  // An attempt is counted in three at most.
  const find = statement((db, p: { one: string; two: string; three: string }) =>
    db
      .selectFrom('throttle_buckets')
      .select(['key', 'whole_at as wholeAt'])
      .where('key', 'in', [p.one, p.two, p.three]),
  )
  const giveBack = statement((db, p: { key: string; intervalMs: number }) =>
    db
      .updateTable('throttle_buckets')
      .set(({ eb }) => ({ whole_at: eb('whole_at', '-', p.intervalMs) }))
      .where('key', '=', p.key),
  )
  const remove = statement((db, p: { key: string }) =>
    db.deleteFrom('throttle_buckets').where('key', '=', p.key),
  )
  const lower = statement((db, p: { key: string; to: number }) =>
    db
      .updateTable('throttle_buckets')
      .set({ whole_at: p.to })
      .where('key', '=', p.key)
      .where('whole_at', '>', p.to),
  )
  // By throttle_buckets_whole_at.
  const whole = statement((db, p: { now: number; atMost: number }) =>
    db
      .selectFrom('throttle_buckets')
      .select('key')
      .where('whole_at', '<=', p.now)
      .orderBy('whole_at')
      .limit(p.atMost),
  )
  const removeWhole = statement((db, p: { key: string; now: number }) =>
    db.deleteFrom('throttle_buckets').where('key', '=', p.key).where('whole_at', '<=', p.now),
  )
  // By its primary key.
  const known = statement((db, p: { userId: UserId; one: string; other: string; after: number }) =>
    db
      .selectFrom('known_sources')
      .select(['digest', 'last_used_at as lastUsedAt'])
      .where('user_id', '=', p.userId)
      .where('digest', 'in', [p.one, p.other])
      .where('last_used_at', '>', p.after),
  )
  const remember = statement((db, p: { userId: UserId; digest: string; now: number }) =>
    db
      .insertInto('known_sources')
      .values({ user_id: p.userId, digest: p.digest, last_used_at: p.now })
      .onConflict((conflict) => conflict.columns(['user_id', 'digest']).doUpdateSet({ last_used_at: p.now })),
  )
  const ofUser = statement((db, p: { userId: UserId }) =>
    db
      .selectFrom('known_sources')
      .select('digest')
      .where('user_id', '=', p.userId)
      .orderBy('last_used_at', 'desc')
      .limit(2 * KNOWN_A_USER),
  )
  const anyOf = statement((db, p: { userId: UserId }) =>
    db.selectFrom('known_sources').select('digest').where('user_id', '=', p.userId).limit(1),
  )
  const forget = statement((db, p: { userId: UserId; digest: string }) =>
    db.deleteFrom('known_sources').where('user_id', '=', p.userId).where('digest', '=', p.digest),
  )
  // By known_sources_last_used_at.
  const forgetOld = statement((db, p: { notAfter: number }) =>
    db.deleteFrom('known_sources').where('last_used_at', '<=', p.notAfter),
  )
  return {
    /** The instant from which the bucket is whole; undefined where it admits nobody, and nothing was changed. */
    async spend(tx: Transaction, key: string, budget: Budget, now: number): Promise<number | undefined> {
      const { intervalMs } = budget
      const latest = latestAdmitted(now, budget)
      return (await tx.first(spend, { key, now, intervalMs, latest, first: now + intervalMs }))?.wholeAt
    },
    /** Those that are not whole. */
    async findAll(reader: Reader, keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
      const [one = '', two = one, three = two] = keys
      const rows = await reader.all(find, { one, two, three })
      return new Map(rows.map(({ key, wholeAt }) => [key, wholeAt]))
    },
    giveBack: (tx: Transaction, key: string, { intervalMs }: Budget): Promise<number> =>
      tx.run(giveBack, { key, intervalMs }),
    makeWhole: (tx: Transaction, key: string): Promise<number> => tx.run(remove, { key }),
    lower: (tx: Transaction, key: string, to: number): Promise<number> => tx.run(lower, { key, to }),
    /** How many: at most `atMost`. */
    async removeWhole(tx: Transaction, now: number, atMost: number): Promise<number> {
      const rows = await tx.all(whole, { now, atMost })
      for (const { key } of rows) await tx.run(removeWhole, { key, now })
      return rows.length
    },
    /** When each of the two was used last, of those that were after an instant. */
    async findKnown(
      reader: Reader,
      userId: UserId,
      [one, other]: readonly [string, string],
      after: number,
    ): Promise<ReadonlyMap<string, number>> {
      const rows = await reader.all(known, { userId, one, other, after })
      return new Map(rows.map(({ digest, lastUsedAt }) => [digest, lastUsedAt]))
    },
    async remember(tx: Transaction, userId: UserId, digest: string, now: number): Promise<void> {
      await tx.run(remember, { userId, digest, now })
      const rows = await tx.all(ofUser, { userId })
      for (const row of rows.slice(KNOWN_A_USER)) await tx.run(forget, { userId, digest: row.digest })
    },
    /** From anywhere. */
    isKnown: async (reader: Reader, userId: UserId): Promise<boolean> =>
      (await reader.first(anyOf, { userId })) !== undefined,
    forgetOld: (tx: Transaction, notAfter: number): Promise<number> => tx.run(forgetOld, { notAfter }),
  }
}
export type GuardStore = ReturnType<typeof guardStore>
