import type { ApiKeyId, UserId } from '#kernel/ids'
import type { Position } from '#kernel/newest-first'
import { type Behind, newestFirst, type Reader, type Storage, type Transaction } from '#storage'

export interface NewKey {
  readonly id: ApiKeyId
  readonly userId: UserId
  readonly name: string
  readonly hint: string
  readonly digest: string
  readonly scopes: readonly string[]
  readonly now: number
  /** Null: it counts until it is revoked. */
  readonly expiresAt: number | null
}

interface Row extends Omit<NewKey, 'scopes'> {
  readonly scopes: string
}

export interface Key {
  readonly id: string
  readonly name: string
  readonly hint: string
  readonly scopes: readonly string[]
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly lastUsedAt: number | null
}

export function apiKeyStore({ statement }: Pick<Storage, 'statement'>) {
  // One statement: a user who was deleted or disabled meanwhile gets no key.
  const insert = statement((db, p: Row) =>
    db
      .insertInto('api_keys')
      .columns(['id', 'user_id', 'name', 'hint', 'digest', 'scopes', 'created_at', 'expires_at'])
      .expression(
        db
          .selectFrom('users')
          .select(({ val }) => [
            val(p.id).as('key_id'),
            'users.id',
            val(p.name).as('name'),
            val(p.hint).as('hint'),
            val(p.digest).as('digest'),
            val(p.scopes).as('scopes'),
            val(p.now).as('created_at'),
            val(p.expiresAt).as('expires_at'),
          ])
          .where('users.id', '=', p.userId)
          .where('users.disabled_at', 'is', null)
          .forShare(),
      ),
  )
  // By api_keys_user_id; a user has few.
  const ofUser = statement((db, p: { userId: UserId } & Behind) =>
    db
      .selectFrom('api_keys')
      .select([
        'id',
        'name',
        'hint',
        'scopes',
        'created_at as createdAt',
        'expires_at as expiresAt',
        'last_used_at as lastUsedAt',
      ])
      .where('user_id', '=', p.userId)
      .$call(newestFirst(p)),
  )
  const remove = statement((db, p: { userId: UserId; id: string }) =>
    db.deleteFrom('api_keys').where('user_id', '=', p.userId).where('id', '=', p.id),
  )
  const removeAllOf = statement((db, p: { userId: UserId }) =>
    db.deleteFrom('api_keys').where('user_id', '=', p.userId),
  )
  const touch = statement((db, p: { id: string; now: number }) =>
    db
      .updateTable('api_keys')
      .set({ last_used_at: p.now })
      .where('id', '=', p.id)
      .where(({ or, eb }) => or([eb('last_used_at', 'is', null), eb('last_used_at', '<', p.now)])),
  )
  // By api_keys_expires_at.
  const removeExpired = statement((db, p: { notAfter: number }) =>
    db.deleteFrom('api_keys').where('expires_at', '<=', p.notAfter),
  )
  return {
    /** Whether it was written. */
    insert: async (tx: Transaction, key: NewKey): Promise<boolean> =>
      (await tx.run(insert, { ...key, scopes: key.scopes.join(' ') })) === 1,
    /** The newest first, beginning behind `after`; at most so many. Also those whose time is over. */
    async list(reader: Reader, userId: UserId, after: Position, atMost: number): Promise<Key[]> {
      const p = { userId, before: after.createdAt, beforeId: after.id, atMost }
      return (await reader.all(ofUser, p)).map((row) => ({ ...row, scopes: row.scopes.split(' ') }))
    },
    /** Whether this user had it. */
    remove: async (tx: Transaction, userId: UserId, id: string): Promise<boolean> =>
      (await tx.run(remove, { userId, id })) === 1,
    removeAllOf: (tx: Transaction, userId: UserId): Promise<number> => tx.run(removeAllOf, { userId }),
    touch: (tx: Transaction, id: ApiKeyId, now: number): Promise<number> => tx.run(touch, { id, now }),
    removeExpired: (tx: Transaction, notAfter: number): Promise<number> =>
      tx.run(removeExpired, { notAfter }),
  }
}
