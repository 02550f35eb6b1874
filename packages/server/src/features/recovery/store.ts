import { type Acting, type ApiKeyId, accountOf, OPERATOR, type UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'

export interface NewLink {
  readonly userId: UserId
  readonly tokenHash: string
  readonly issuedBy: Acting
  readonly now: number
  readonly expiresAt: number
}

/** A link that counts: neither its time nor that of the key that made it is over, and no newer one took its place. */
export interface Link {
  readonly userId: UserId
  readonly issuedBy: Acting
}

interface Spending {
  readonly tokenHash: string
  readonly userId: UserId
  readonly now: number
}

interface Row extends Omit<NewLink, 'issuedBy'> {
  readonly issuedBy: UserId | null
  readonly issuedByKey: ApiKeyId | null
}

const makerOf = (userId: UserId | null, keyId: ApiKeyId | null, scopes: string | null): Acting => {
  if (userId === null) return OPERATOR
  return keyId === null ? userId : { userId, keyId, scopes: new Set((scopes ?? '').split(' ')) }
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
        issued_by_key: p.issuedByKey,
        created_at: p.now,
        expires_at: p.expiresAt,
      })
      .onConflict((conflict) =>
        conflict.column('user_id').doUpdateSet({
          token_hash: p.tokenHash,
          issued_by: p.issuedBy,
          issued_by_key: p.issuedByKey,
          created_at: p.now,
          expires_at: p.expiresAt,
        }),
      ),
  )
  // By reset_links_token_hash, as is `spend`.
  const live = statement((db, p: { tokenHash: string; now: number }) =>
    db
      .selectFrom('reset_links as link')
      .leftJoin('api_keys as key', 'key.id', 'link.issued_by_key')
      .select([
        'link.user_id as userId',
        'link.issued_by as issuedBy',
        'link.issued_by_key as issuedByKey',
        'key.scopes',
      ])
      .where('link.token_hash', '=', p.tokenHash)
      .where('link.expires_at', '>', p.now)
      .where(({ or, eb }) => or([eb('key.expires_at', 'is', null), eb('key.expires_at', '>', p.now)])),
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
    put(tx: Transaction, link: NewLink): Promise<number> {
      const account = accountOf(link.issuedBy)
      const issuedByKey = typeof link.issuedBy === 'object' ? link.issuedBy.keyId : null
      return tx.run(put, { ...link, issuedBy: account === OPERATOR ? null : account, issuedByKey })
    },
    async findLive(reader: Reader, tokenHash: string, now: number): Promise<Link | undefined> {
      const row = await reader.first(live, { tokenHash, now })
      return (
        row && {
          userId: row.userId,
          issuedBy: makerOf(row.issuedBy, row.issuedByKey as ApiKeyId, row.scopes),
        }
      )
    },
    /** Whether it was there to be spent. */
    spend: async (tx: Transaction, one: Spending): Promise<boolean> => (await tx.run(spend, one)) === 1,
    removeOf: (tx: Transaction, userId: UserId): Promise<number> => tx.run(removeOf, { userId }),
    removeExpired: (tx: Transaction, notAfter: number): Promise<number> =>
      tx.run(removeExpired, { notAfter }),
  }
}
