import type { UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'

export function totpStore({ statement }: Pick<Storage, 'statement'>) {
  const find = statement((db, p: { userId: UserId }) =>
    db
      .selectFrom('totp_secrets')
      .select(['sealed', 'last_step as lastStep', 'confirmed_at as confirmedAt'])
      .where('user_id', '=', p.userId),
  )
  // One that counts is not replaced.
  const put = statement((db, p: { userId: UserId; sealed: string; now: number }) =>
    db
      .insertInto('totp_secrets')
      .values({ user_id: p.userId, sealed: p.sealed, last_step: 0, created_at: p.now })
      .onConflict((conflict) =>
        conflict
          .column('user_id')
          .doUpdateSet({ sealed: p.sealed, last_step: 0, created_at: p.now })
          .where('totp_secrets.confirmed_at', 'is', null),
      ),
  )
  const confirm = statement((db, p: { userId: UserId; sealed: string; step: number; now: number }) =>
    db
      .updateTable('totp_secrets')
      .set({ confirmed_at: p.now, last_step: p.step })
      .where('user_id', '=', p.userId)
      .where('sealed', '=', p.sealed)
      .where('confirmed_at', 'is', null),
  )
  // A code counts once: of the same step no second one is taken, nor of one before (RFC 6238 section 5.2).
  const spend = statement((db, p: { userId: UserId; sealed: string; step: number }) =>
    db
      .updateTable('totp_secrets')
      .set({ last_step: p.step })
      .where('user_id', '=', p.userId)
      .where('sealed', '=', p.sealed)
      .where('last_step', '<', p.step)
      .where('confirmed_at', 'is not', null),
  )
  const remove = statement((db, p: { userId: UserId }) =>
    db.deleteFrom('totp_secrets').where('user_id', '=', p.userId).where('confirmed_at', 'is not', null),
  )
  const removeAny = statement((db, p: { userId: UserId }) =>
    db.deleteFrom('totp_secrets').where('user_id', '=', p.userId),
  )
  const all = statement((db, p: { after: UserId; atMost: number }) =>
    db
      .selectFrom('totp_secrets')
      .select(['user_id as userId', 'sealed'])
      .where('user_id', '>', p.after)
      .orderBy('user_id')
      .limit(p.atMost),
  )
  const reseal = statement((db, p: { userId: UserId; from: string; to: string }) =>
    db
      .updateTable('totp_secrets')
      .set({ sealed: p.to })
      .where('user_id', '=', p.userId)
      .where('sealed', '=', p.from),
  )
  return {
    find: (reader: Reader, userId: UserId) => reader.first(find, { userId }),
    /** Whether it is the one now: false where one counts already. */
    put: async (tx: Transaction, userId: UserId, sealed: string, now: number): Promise<boolean> =>
      (await tx.run(put, { userId, sealed, now })) === 1,
    confirm: async (
      tx: Transaction,
      one: { userId: UserId; sealed: string; step: number; now: number },
    ): Promise<boolean> => (await tx.run(confirm, one)) === 1,
    spend: async (tx: Transaction, one: { userId: UserId; sealed: string; step: number }): Promise<boolean> =>
      (await tx.run(spend, one)) === 1,
    /** Also one that was only begun. */
    removeAny: (tx: Transaction, userId: UserId): Promise<number> => tx.run(removeAny, { userId }),
    /** Whether there was one that counted. */
    remove: async (tx: Transaction, userId: UserId): Promise<boolean> =>
      (await tx.run(remove, { userId })) === 1,
    list: (reader: Reader, after: UserId, atMost: number) => reader.all(all, { after, atMost }),
    reseal: (tx: Transaction, userId: UserId, from: string, to: string): Promise<number> =>
      tx.run(reseal, { userId, from, to }),
  }
}
