import type { UserId } from '#kernel/ids'
import type { Position } from '#kernel/newest-first'
import { type Behind, newestFirst, type Reader, type Storage, type Transaction } from '#storage'

export interface NewDevice {
  readonly id: string
  readonly userId: UserId
  readonly digest: string
  readonly boundTo: string
  readonly sourceAddress: string | null
  readonly userAgent: string | null
  readonly now: number
  readonly expiresAt: number
}

export function deviceStore({ statement }: Pick<Storage, 'statement'>) {
  const insert = statement((db, p: NewDevice) =>
    db.insertInto('trusted_devices').values({
      id: p.id,
      user_id: p.userId,
      digest: p.digest,
      bound_to: p.boundTo,
      source_address: p.sourceAddress,
      user_agent: p.userAgent,
      created_at: p.now,
      last_used_at: p.now,
      expires_at: p.expiresAt,
    }),
  )
  // By trusted_devices_digest.
  const find = statement((db, p: { userId: UserId; digest: string; boundTo: string; now: number }) =>
    db
      .selectFrom('trusted_devices')
      .select('id')
      .where('digest', '=', p.digest)
      .where('user_id', '=', p.userId)
      .where('bound_to', '=', p.boundTo)
      .where('expires_at', '>', p.now),
  )
  const touch = statement((db, p: { id: string; now: number }) =>
    db.updateTable('trusted_devices').set({ last_used_at: p.now }).where('id', '=', p.id),
  )
  // By trusted_devices_user_id; a user has few.
  const list = statement((db, p: { userId: UserId; now: number } & Behind) =>
    db
      .selectFrom('trusted_devices')
      .select([
        'id',
        'source_address as sourceAddress',
        'user_agent as userAgent',
        'created_at as createdAt',
        'last_used_at as lastUsedAt',
        'expires_at as expiresAt',
      ])
      .where('user_id', '=', p.userId)
      .where('expires_at', '>', p.now)
      .$call(newestFirst(p)),
  )
  const remove = statement((db, p: { userId: UserId; id: string }) =>
    db.deleteFrom('trusted_devices').where('user_id', '=', p.userId).where('id', '=', p.id),
  )
  const removeAll = statement((db, p: { userId: UserId }) =>
    db.deleteFrom('trusted_devices').where('user_id', '=', p.userId),
  )
  // By trusted_devices_expires_at.
  const removeExpired = statement((db, p: { notAfter: number }) =>
    db.deleteFrom('trusted_devices').where('expires_at', '<=', p.notAfter),
  )
  return {
    insert: (tx: Transaction, device: NewDevice): Promise<number> => tx.run(insert, device),
    findId: async (
      reader: Reader,
      one: { userId: UserId; digest: string; boundTo: string; now: number },
    ): Promise<string | undefined> => (await reader.first(find, one))?.id,
    touch: (tx: Transaction, id: string, now: number): Promise<number> => tx.run(touch, { id, now }),
    /** The youngest first, beginning behind `after`; at most so many. */
    list: (reader: Reader, userId: UserId, now: number, after: Position, atMost: number) =>
      reader.all(list, { userId, now, before: after.createdAt, beforeId: after.id, atMost }),
    remove: async (tx: Transaction, userId: UserId, id: string): Promise<boolean> =>
      (await tx.run(remove, { userId, id })) === 1,
    removeAll: (tx: Transaction, userId: UserId): Promise<number> => tx.run(removeAll, { userId }),
    removeExpired: (tx: Transaction, notAfter: number): Promise<number> =>
      tx.run(removeExpired, { notAfter }),
  }
}
