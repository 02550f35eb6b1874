import type { UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'

export type LinkKind = 'begin' | 'stop' | 'finish'

interface Row {
  readonly userId: UserId
  readonly kind: LinkKind
  readonly tokenHash: string
  readonly boundTo: string
  readonly now: number
  readonly expiresAt: number
}

interface Asked {
  readonly tokenHash: string
  readonly kind: LinkKind
  readonly now: number
}

export function linkStore({ statement }: Pick<Storage, 'statement'>) {
  // By its primary key a person has one of each kind: a newer one takes the older one's place.
  const put = statement((db, p: Row) =>
    db
      .insertInto('recovery_links')
      .values({
        user_id: p.userId,
        kind: p.kind,
        token_hash: p.tokenHash,
        bound_to: p.boundTo,
        created_at: p.now,
        expires_at: p.expiresAt,
      })
      .onConflict((conflict) =>
        conflict.columns(['user_id', 'kind']).doUpdateSet({
          token_hash: p.tokenHash,
          bound_to: p.boundTo,
          created_at: p.now,
          expires_at: p.expiresAt,
        }),
      ),
  )
  // By recovery_links_token_hash, as is `spend`.
  const live = statement((db, p: Asked) =>
    db
      .selectFrom('recovery_links')
      .select(['user_id as userId', 'bound_to as boundTo'])
      .where('token_hash', '=', p.tokenHash)
      .where('kind', '=', p.kind)
      .where('expires_at', '>', p.now),
  )
  // Spent by one statement whose row count decides.
  const spend = statement((db, p: Asked) =>
    db
      .deleteFrom('recovery_links')
      .where('token_hash', '=', p.tokenHash)
      .where('kind', '=', p.kind)
      .where('expires_at', '>', p.now),
  )
  // By recovery_links_expires_at.
  const removeOver = statement((db, p: { now: number }) =>
    db.deleteFrom('recovery_links').where('expires_at', '<=', p.now),
  )
  return {
    put: (tx: Transaction, row: Row): Promise<number> => tx.run(put, row),
    findLive: (reader: Reader, asked: Asked) => reader.first(live, asked),
    /** Whether it was there to be spent. */
    spend: async (tx: Transaction, asked: Asked): Promise<boolean> => (await tx.run(spend, asked)) === 1,
    removeOver: (tx: Transaction, now: number): Promise<number> => tx.run(removeOver, { now }),
  }
}
