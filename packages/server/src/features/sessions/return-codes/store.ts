import type { UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'

export interface NewReturnCode {
  readonly digest: string
  readonly userId: UserId
  /** The session of the browser. */
  readonly givenBy: string
  readonly returnTo: string
  readonly challenge: string
  readonly now: number
  readonly expiresAt: number
}

interface Spending {
  readonly digest: string
  readonly now: number
  /** The session that it begins; null where it is spent in vain. */
  readonly sessionId: string | null
}

export function returnCodeStore({ statement }: Pick<Storage, 'statement'>) {
  const insert = statement((db, p: NewReturnCode) =>
    db.insertInto('return_codes').values({
      digest: p.digest,
      user_id: p.userId,
      given_by: p.givenBy,
      return_to: p.returnTo,
      challenge: p.challenge,
      created_at: p.now,
      expires_at: p.expiresAt,
      spent_at: null,
      session_id: null,
    }),
  )
  const find = statement((db, p: { digest: string }) =>
    db
      .selectFrom('return_codes')
      .select([
        'user_id as userId',
        'given_by as givenBy',
        'return_to as returnTo',
        'challenge',
        'spent_at as spentAt',
        'session_id as sessionId',
      ])
      .where('digest', '=', p.digest),
  )
  const spend = statement((db, p: Spending) =>
    db
      .updateTable('return_codes')
      .set({ spent_at: p.now, session_id: p.sessionId })
      .where('digest', '=', p.digest)
      .where('spent_at', 'is', null)
      .where('expires_at', '>', p.now),
  )
  // By return_codes_expires_at.
  const removeExpired = statement((db, p: { notAfter: number }) =>
    db.deleteFrom('return_codes').where('expires_at', '<=', p.notAfter),
  )
  return {
    insert: (tx: Transaction, code: NewReturnCode): Promise<number> => tx.run(insert, code),
    /** Spent or not, as long as it is kept. */
    find: (reader: Reader, digest: string) => reader.first(find, { digest }),
    /** Whether it was there to be spent: of fifty at once, one gets it. */
    spend: async (tx: Transaction, spending: Spending): Promise<boolean> =>
      (await tx.run(spend, spending)) === 1,
    removeExpired: (tx: Transaction, notAfter: number): Promise<number> =>
      tx.run(removeExpired, { notAfter }),
  }
}
