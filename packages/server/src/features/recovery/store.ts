import { type Actor, OPERATOR, type UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'

export interface NewLink {
  readonly userId: UserId
  readonly tokenHash: string
  readonly issuedBy: Actor
  readonly now: number
  readonly expiresAt: number
}

/** A link that counts: its time is not over, and no newer one took its place. */
export interface Link {
  readonly userId: UserId
  readonly issuedBy: Actor
}

interface Spending {
  readonly tokenHash: string
  readonly userId: UserId
  readonly now: number
}

interface Row extends Omit<NewLink, 'issuedBy'> {
  readonly issuedBy: UserId | null
}

export function recoveryStore({ statement }: Pick<Storage, 'statement'>) {
  // By its primary key an account has one link: a newer one takes the older one's place.
  const put = statement((db, p: Row) =>
    db
      .insertInto('reset_links')
      .values({
        user_id: p.userId,
        token_hash: p.tokenHash,
        issued_by: p.issuedBy,
        created_at: p.now,
        expires_at: p.expiresAt,
      })
      .onConflict((conflict) =>
        conflict.column('user_id').doUpdateSet({
          token_hash: p.tokenHash,
          issued_by: p.issuedBy,
          created_at: p.now,
          expires_at: p.expiresAt,
        }),
      ),
  )
  // By reset_links_token_hash, as is `spend`.
  const live = statement((db, p: { tokenHash: string; now: number }) =>
    db
      .selectFrom('reset_links')
      .select(['user_id as userId', 'issued_by as issuedBy'])
      .where('token_hash', '=', p.tokenHash)
      .where('expires_at', '>', p.now),
  )
  // Spent by one statement whose row count decides: of twenty at once, one gets it.
  const spend = statement((db, p: Spending) =>
    db
      .deleteFrom('reset_links')
      .where('token_hash', '=', p.tokenHash)
      .where('user_id', '=', p.userId)
      .where('expires_at', '>', p.now),
  )
  const removeOf = statement((db, p: { userId: UserId }) =>
    db.deleteFrom('reset_links').where('user_id', '=', p.userId),
  )
  // By reset_links_expires_at.
  const removeExpired = statement((db, p: { notAfter: number }) =>
    db.deleteFrom('reset_links').where('expires_at', '<=', p.notAfter),
  )
  return {
    put: (tx: Transaction, link: NewLink): Promise<number> =>
      tx.run(put, { ...link, issuedBy: link.issuedBy === OPERATOR ? null : link.issuedBy }),
    async findLive(reader: Reader, tokenHash: string, now: number): Promise<Link | undefined> {
      const row = await reader.first(live, { tokenHash, now })
      return row && { userId: row.userId, issuedBy: row.issuedBy ?? OPERATOR }
    },
    /** Whether it was there to be spent. */
    spend: async (tx: Transaction, one: Spending): Promise<boolean> => (await tx.run(spend, one)) === 1,
    removeOf: (tx: Transaction, userId: UserId): Promise<number> => tx.run(removeOf, { userId }),
    removeExpired: (tx: Transaction, notAfter: number): Promise<number> =>
      tx.run(removeExpired, { notAfter }),
  }
}
