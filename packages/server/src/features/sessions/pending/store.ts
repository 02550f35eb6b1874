import type { UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'

export interface NewPending {
  readonly digest: string
  readonly userId: UserId
  /** `proof`: whoever holds a session has shown anew who they are, and it is found by the session. */
  readonly needs: 'factor' | 'password' | 'proof'
  /** A digest of the password hash that was right. */
  readonly boundTo: string
  readonly provedBy: string
  readonly goesOn: number
  /** By which account elsewhere it began, and whether that is linked once the factor was shown. */
  readonly link: string | null
  readonly expiresAt: number
}

export function pendingStore({ statement }: Pick<Storage, 'statement'>) {
  const put = statement((db, p: NewPending) =>
    db
      .insertInto('pending_sign_ins')
      .values({
        digest: p.digest,
        user_id: p.userId,
        needs: p.needs,
        bound_to: p.boundTo,
        proved_by: p.provedBy,
        goes_on: p.goesOn,
        link: p.link,
        tries: 0,
        expires_at: p.expiresAt,
      })
      .onConflict((conflict) =>
        conflict.column('digest').doUpdateSet({ bound_to: p.boundTo, expires_at: p.expiresAt }),
      ),
  )
  const find = statement((db, p: { digest: string; needs: string; now: number }) =>
    db
      .selectFrom('pending_sign_ins')
      .select([
        'user_id as userId',
        'bound_to as boundTo',
        'proved_by as provedBy',
        'goes_on as goesOn',
        'link',
      ])
      .where('digest', '=', p.digest)
      .where('needs', '=', p.needs)
      .where('expires_at', '>', p.now),
  )
  const count = statement((db, p: { digest: string; now: number; most: number }) =>
    db
      .updateTable('pending_sign_ins')
      .set((is) => ({ tries: is('tries', '+', 1) }))
      .where('digest', '=', p.digest)
      .where('expires_at', '>', p.now)
      .where('tries', '<', p.most),
  )
  const spend = statement((db, p: { digest: string; now: number }) =>
    db.deleteFrom('pending_sign_ins').where('digest', '=', p.digest).where('expires_at', '>', p.now),
  )
  // By pending_sign_ins_expires_at.
  const removeExpired = statement((db, p: { notAfter: number }) =>
    db.deleteFrom('pending_sign_ins').where('expires_at', '<=', p.notAfter),
  )
  // By pending_sign_ins_user_id.
  const removeAllOf = statement((db, p: { userId: UserId }) =>
    db.deleteFrom('pending_sign_ins').where('user_id', '=', p.userId),
  )
  return {
    /** One of the same name is made younger: tokens are chance, and of a session there is one. */
    put: (tx: Transaction, pending: NewPending): Promise<number> => tx.run(put, pending),
    find: (reader: Reader, digest: string, needs: NewPending['needs'], now: number) =>
      reader.first(find, { digest, needs, now }),
    /** Whether there was a try left. */
    countTry: async (tx: Transaction, digest: string, now: number, most: number): Promise<boolean> =>
      (await tx.run(count, { digest, now, most })) === 1,
    /** Whether nobody spent it before. */
    spend: async (tx: Transaction, digest: string, now: number): Promise<boolean> =>
      (await tx.run(spend, { digest, now })) === 1,
    removeAllOf: (tx: Transaction, userId: UserId): Promise<number> => tx.run(removeAllOf, { userId }),
    removeExpired: (tx: Transaction, notAfter: number): Promise<number> =>
      tx.run(removeExpired, { notAfter }),
  }
}
export type PendingStore = ReturnType<typeof pendingStore>
