import type { Reader, Storage, Transaction } from '#storage'

export function revocationStore({ statement }: Pick<Storage, 'statement'>) {
  // By revoked_sessions_revoked_at.
  const since = statement((db, p: { since: number; now: number }) =>
    db
      .selectFrom('revoked_sessions')
      .select(['session_id as sessionId', 'expires_at as expiresAt'])
      .where('revoked_at', '>=', p.since)
      .where('expires_at', '>', p.now)
      .orderBy('revoked_at'),
  )
  // By revoked_sessions_expires_at.
  const removeExpired = statement((db, p: { now: number }) =>
    db.deleteFrom('revoked_sessions').where('expires_at', '<=', p.now),
  )
  return {
    /** Those that ended at that time or later, and whose tokens may still be in their time. */
    list: (reader: Reader, times: { since: number; now: number }) => reader.all(since, times),
    removeExpired: (tx: Transaction, now: number) => tx.run(removeExpired, { now }),
  }
}
