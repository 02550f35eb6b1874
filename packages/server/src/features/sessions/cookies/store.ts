import type { SessionId, UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'

interface OfSession {
  readonly id: SessionId
  readonly userId: UserId
}

/** The session that a cookie is of. */
export interface CookieRow extends OfSession {
  readonly expiresAt: number
  readonly endsAt: number
}

export function cookieStore({ statement }: Pick<Storage, 'statement'>) {
  const put = statement((db, p: OfSession & { digest: string }) =>
    db
      .updateTable('sessions')
      .set({ cookie_digest: p.digest })
      .where('id', '=', p.id)
      .where('user_id', '=', p.userId),
  )
  // By sessions_cookie_digest.
  const find = statement((db, p: { digest: string }) =>
    db
      .selectFrom('sessions')
      .select(['id', 'user_id as userId', 'expires_at as expiresAt', 'ends_at as endsAt'])
      .where('cookie_digest', '=', p.digest),
  )
  const prolong = statement((db, p: { digest: string; now: number; expiresAt: number }) =>
    db
      .updateTable('sessions')
      .set({ expires_at: p.expiresAt, last_used_at: p.now })
      .where('cookie_digest', '=', p.digest)
      .where('expires_at', '>', p.now)
      .where('expires_at', '<', p.expiresAt),
  )
  return {
    /** Whether the session was there still. An older cookie of it does not count any more. */
    put: async (tx: Transaction, one: OfSession & { digest: string }): Promise<boolean> =>
      (await tx.run(put, one)) === 1,
    find: async (reader: Reader, digest: string) =>
      (await reader.first(find, { digest })) as CookieRow | undefined,
    /** One that is over is not brought back. */
    prolong: (tx: Transaction, one: { digest: string; now: number; expiresAt: number }): Promise<number> =>
      tx.run(prolong, one),
  }
}
