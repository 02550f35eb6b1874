import type { UserId } from '#kernel/ids'
import type { Storage } from '#storage'

interface KeptAnswer {
  readonly keyHash: string
  readonly userId: UserId
  readonly requestHash: string
  readonly answer: string
  readonly now: number
}

export function idempotencyStore({ statement }: Pick<Storage, 'statement'>) {
  return {
    find: statement((db, p: { keyHash: string; notBefore: number }) =>
      db
        .selectFrom('idempotency_keys')
        .select(['request_hash as requestHash', 'answer'])
        .where('key_hash', '=', p.keyHash)
        .where('created_at', '>', p.notBefore),
    ),
    insert: statement((db, p: KeptAnswer) =>
      db.insertInto('idempotency_keys').values({
        key_hash: p.keyHash,
        user_id: p.userId,
        request_hash: p.requestHash,
        answer: p.answer,
        created_at: p.now,
      }),
    ),
    removeExpired: statement((db, p: { notAfter: number }) =>
      db.deleteFrom('idempotency_keys').where('created_at', '<=', p.notAfter),
    ),
  }
}
