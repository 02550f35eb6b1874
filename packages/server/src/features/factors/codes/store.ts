import type { UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'

export function codeStore({ statement }: Pick<Storage, 'statement'>) {
  const insert = statement((db, p: { userId: UserId; digest: string; now: number }) =>
    db.insertInto('recovery_codes').values({ user_id: p.userId, digest: p.digest, created_at: p.now }),
  )
  const count = statement((db, p: { userId: UserId }) =>
    db
      .selectFrom('recovery_codes')
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .where('user_id', '=', p.userId),
  )
  const find = statement((db, p: { userId: UserId; digest: string }) =>
    db
      .selectFrom('recovery_codes')
      .select('digest')
      .where('user_id', '=', p.userId)
      .where('digest', '=', p.digest),
  )
  const spend = statement((db, p: { userId: UserId; digest: string }) =>
    db.deleteFrom('recovery_codes').where('user_id', '=', p.userId).where('digest', '=', p.digest),
  )
  const removeAll = statement((db, p: { userId: UserId }) =>
    db.deleteFrom('recovery_codes').where('user_id', '=', p.userId),
  )
  return {
    count: async (reader: Reader, userId: UserId): Promise<number> =>
      Number((await reader.first(count, { userId }))?.total ?? 0),
    /** In place of all that there were. */
    async replace(tx: Transaction, userId: UserId, digests: readonly string[], now: number): Promise<void> {
      await tx.run(removeAll, { userId })
      for (const digest of digests) await tx.run(insert, { userId, digest, now })
    },
    isThere: async (reader: Reader, userId: UserId, digest: string): Promise<boolean> =>
      (await reader.first(find, { userId, digest })) !== undefined,
    spend: async (tx: Transaction, userId: UserId, digest: string): Promise<boolean> =>
      (await tx.run(spend, { userId, digest })) === 1,
    removeAll: (tx: Transaction, userId: UserId): Promise<number> => tx.run(removeAll, { userId }),
  }
}
