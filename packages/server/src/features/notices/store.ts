import type { UserId } from '#kernel/ids'
import type { Position } from '#kernel/newest-first'
import { type Behind, newestFirst, type Reader, type Storage, type Transaction } from '#storage'

export interface NewNotice {
  readonly id: string
  readonly userId: UserId
  readonly kind: string
  readonly sourceAddress: string | null
  readonly sessionId: string | null
  readonly about: string | null
  readonly now: number
}

export function noticeStore({ statement }: Pick<Storage, 'statement'>) {
  const insert = statement((db, p: NewNotice) =>
    db.insertInto('notices').values({
      id: p.id,
      user_id: p.userId,
      kind: p.kind,
      source_address: p.sourceAddress,
      session_id: p.sessionId,
      about: p.about,
      created_at: p.now,
    }),
  )
  // By notices_user_id.
  const list = statement((db, p: { userId: UserId } & Behind) =>
    db
      .selectFrom('notices')
      .select([
        'id',
        'kind',
        'source_address as sourceAddress',
        'session_id as sessionId',
        'created_at as createdAt',
      ])
      .where('user_id', '=', p.userId)
      .$call(newestFirst(p)),
  )
  // By notices_created_at.
  const removeOld = statement((db, p: { notAfter: number }) =>
    db.deleteFrom('notices').where('created_at', '<=', p.notAfter),
  )
  const one = statement((db, p: { id: string }) =>
    db.selectFrom('notices').select(['user_id as userId', 'kind', 'about']).where('id', '=', p.id),
  )
  // Spent by one statement whose row count decides.
  const disown = statement((db, p: { id: string; now: number; after: number }) =>
    db
      .updateTable('notices')
      .set({ disowned_at: p.now })
      .where('id', '=', p.id)
      .where('disowned_at', 'is', null)
      .where('created_at', '>', p.after),
  )
  return {
    /** Whose it is, and what it is about. */
    find: (reader: Reader, id: string) => reader.first(one, { id }),
    /** Whether it was there to be disowned: made after an instant, and not disowned before. */
    disown: async (tx: Transaction, id: string, now: number, after: number): Promise<boolean> =>
      (await tx.run(disown, { id, now, after })) === 1,
    insert: (tx: Transaction, notice: NewNotice) => tx.run(insert, notice),
    /** The newest first, beginning behind `after`; at most so many. */
    list: (reader: Reader, userId: UserId, after: Position, atMost: number) =>
      reader.all(list, { userId, before: after.createdAt, beforeId: after.id, atMost }),
    removeOld: (tx: Transaction, notAfter: number) => tx.run(removeOld, { notAfter }),
  }
}
