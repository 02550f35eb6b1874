import { type Budget, latestAdmitted } from '#kernel/budget'
import type { SessionId, UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'

export interface NewCode {
  readonly userId: UserId
  readonly sessionId: SessionId
  readonly codeDigest: string
  readonly now: number
  readonly expiresAt: number
}

interface Trying {
  readonly userId: UserId
  readonly now: number
  readonly mostTries: number
  readonly intervalMs: number
  readonly latest: number
}

export function supportStore({ statement }: Pick<Storage, 'statement'>) {
  // By its primary key a person has one code: a newer one takes the older one's place, and the tries that were spent stay spent.
  const put = statement((db, p: NewCode) =>
    db
      .insertInto('support_codes')
      .values({
        user_id: p.userId,
        session_id: p.sessionId,
        code_digest: p.codeDigest,
        tries: 0,
        created_at: p.now,
        expires_at: p.expiresAt,
        whole_at: 0,
      })
      .onConflict((conflict) =>
        conflict.column('user_id').doUpdateSet({
          session_id: p.sessionId,
          code_digest: p.codeDigest,
          tries: 0,
          created_at: p.now,
          expires_at: p.expiresAt,
        }),
      ),
  )
  // One statement: of any number of guesses at once, no more are looked at than there are tries.
  const takeTry = statement((db, p: Trying) =>
    db
      .updateTable('support_codes')
      .set(({ eb, ref }) => ({
        tries: eb('tries', '+', 1),
        whole_at: eb(
          eb
            .case()
            .when('whole_at', '>', p.now)
            .then(ref('whole_at'))
            .else(eb.cast<number>(eb.val(p.now), 'bigint'))
            .end(),
          '+',
          p.intervalMs,
        ),
      }))
      .where('user_id', '=', p.userId)
      .where('expires_at', '>', p.now)
      .where('tries', '<', p.mostTries)
      .where('whole_at', '<=', p.latest)
      .returning(['code_digest as codeDigest', 'session_id as sessionId']),
  )
  // Spent by one statement whose row count decides; what was no guess is given back.
  const spend = statement((db, p: { userId: UserId; codeDigest: string; intervalMs: number }) =>
    db
      .updateTable('support_codes')
      .set(({ eb }) => ({ code_digest: '', expires_at: 0, whole_at: eb('whole_at', '-', p.intervalMs) }))
      .where('user_id', '=', p.userId)
      .where('code_digest', '=', p.codeDigest),
  )
  const wholeAt = statement((db, p: { userId: UserId }) =>
    db.selectFrom('support_codes').select('whole_at as wholeAt').where('user_id', '=', p.userId),
  )
  const session = statement((db, p: { userId: UserId; sessionId: string; now: number }) =>
    db
      .selectFrom('sessions')
      .select(['created_at as createdAt', 'proved_by as provedBy'])
      .where('id', '=', p.sessionId)
      .where('user_id', '=', p.userId)
      .where('expires_at', '>', p.now)
      // Who ends it at this moment waits, or is waited for.
      .forShare(),
  )
  // By support_codes_expires_at.
  const removeOver = statement((db, p: { now: number }) =>
    db.deleteFrom('support_codes').where('expires_at', '<=', p.now).where('whole_at', '<=', p.now),
  )
  return {
    put: (tx: Transaction, code: NewCode): Promise<number> => tx.run(put, code),
    /** Counts a try; undefined where there is no live code, or none of its tries is left. */
    takeTry: (tx: Transaction, userId: UserId, mostTries: number, budget: Budget, now: number) =>
      tx.first(takeTry, {
        userId,
        now,
        mostTries,
        intervalMs: budget.intervalMs,
        latest: latestAdmitted(now, budget),
      }),
    /** Whether it was there to be spent. */
    spend: async (tx: Transaction, userId: UserId, codeDigest: string, { intervalMs }: Budget) =>
      (await tx.run(spend, { userId, codeDigest, intervalMs })) === 1,
    findWholeAt: async (reader: Reader, userId: UserId): Promise<number> =>
      (await reader.first(wholeAt, { userId }))?.wholeAt ?? 0,
    findSession: (tx: Transaction, userId: UserId, sessionId: string, now: number) =>
      tx.first(session, { userId, sessionId, now }),
    removeOver: (tx: Transaction, now: number): Promise<number> => tx.run(removeOver, { now }),
  }
}
