import type { UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'

export function lossStore({ statement }: Pick<Storage, 'statement'>) {
  // Said twice it is not sooner, nor later.
  const insert = statement((db, p: { userId: UserId; sessionId: string; now: number; effectiveAt: number }) =>
    db
      .insertInto('factor_losses')
      .values({
        user_id: p.userId,
        session_id: p.sessionId,
        created_at: p.now,
        effective_at: p.effectiveAt,
      })
      .onConflict((conflict) => conflict.doNothing()),
  )
  const find = statement((db, p: { userId: UserId }) =>
    db.selectFrom('factor_losses').select('effective_at as effectiveAt').where('user_id', '=', p.userId),
  )
  const remove = statement((db, p: { userId: UserId }) =>
    db.deleteFrom('factor_losses').where('user_id', '=', p.userId),
  )
  // By factor_losses_effective_at.
  const due = statement((db, p: { now: number; atMost: number }) =>
    db
      .selectFrom('factor_losses')
      .select('user_id as userId')
      .where('effective_at', '<=', p.now)
      .orderBy('effective_at')
      .limit(p.atMost),
  )
  const spend = statement((db, p: { userId: UserId; now: number }) =>
    db.deleteFrom('factor_losses').where('user_id', '=', p.userId).where('effective_at', '<=', p.now),
  )
  return {
    insert: async (
      tx: Transaction,
      one: { userId: UserId; sessionId: string; now: number; effectiveAt: number },
    ): Promise<boolean> => (await tx.run(insert, one)) === 1,
    findEffectiveAt: async (reader: Reader, userId: UserId): Promise<number | undefined> =>
      (await reader.first(find, { userId }))?.effectiveAt,
    remove: async (tx: Transaction, userId: UserId): Promise<boolean> =>
      (await tx.run(remove, { userId })) === 1,
    listDue: (reader: Reader, now: number, atMost: number) => reader.all(due, { now, atMost }),
    /** Whether it was due, and nobody else saw to it. */
    spend: async (tx: Transaction, userId: UserId, now: number): Promise<boolean> =>
      (await tx.run(spend, { userId, now })) === 1,
  }
}
