import type { SessionId, UserId } from '#kernel/ids'
import type { Storage, Transaction } from '#storage'

export interface NewSession {
  readonly id: SessionId
  readonly userId: UserId
  /** The hash that was just verified: a session begins only if it still is the user's. */
  readonly passwordHash: string
  readonly provedBy: 'password'
  readonly sourceAddress: string | null
  readonly userAgent: string | null
  readonly now: number
  readonly expiresAt: number
}

export function sessionStore({ statement }: Pick<Storage, 'statement'>) {
  // One statement: a user who was deleted, disabled or changed meanwhile gets no session.
  const insert = statement((db, p: NewSession) =>
    db
      .insertInto('sessions')
      .columns(['id', 'user_id', 'proved_by', 'source_address', 'user_agent', 'created_at', 'expires_at'])
      .expression(
        db
          .selectFrom('users')
          .select(({ val }) => [
            val(p.id).as('session_id'),
            'users.id',
            val(p.provedBy).as('proved_by'),
            val(p.sourceAddress).as('source_address'),
            val(p.userAgent).as('user_agent'),
            val(p.now).as('created_at'),
            val(p.expiresAt).as('expires_at'),
          ])
          .where('users.id', '=', p.userId)
          .where('users.password_hash', '=', p.passwordHash)
          .where('users.disabled_at', 'is', null)
          // Who disables or changes the user at this moment waits, or is waited for.
          .forShare(),
      ),
  )
  const removeAllOf = statement((db, p: { userId: UserId }) =>
    db.deleteFrom('sessions').where('user_id', '=', p.userId),
  )
  // By sessions_expires_at.
  const expired = statement((db, p: { notAfter: number; atMost: number }) =>
    db
      .selectFrom('sessions')
      .select('id')
      .where('expires_at', '<=', p.notAfter)
      .orderBy('expires_at')
      .limit(p.atMost),
  )
  const remove = statement((db, p: { id: string }) => db.deleteFrom('sessions').where('id', '=', p.id))

  return {
    /** Whether the session began. */
    insert: async (tx: Transaction, session: NewSession): Promise<boolean> =>
      (await tx.run(insert, session)) === 1,
    removeAllOf: (tx: Transaction, userId: UserId): Promise<number> => tx.run(removeAllOf, { userId }),
    /** How many were removed: at most `atMost`. */
    async removeExpired(tx: Transaction, notAfter: number, atMost: number): Promise<number> {
      const rows = await tx.all(expired, { notAfter, atMost })
      for (const row of rows) await tx.run(remove, row)
      return rows.length
    },
  }
}
