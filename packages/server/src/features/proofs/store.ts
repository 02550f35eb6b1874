import type { UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'

export interface NewProof {
  readonly userId: UserId
  readonly kind: string
  readonly scope: string
  readonly digest: string
  readonly address: string
  readonly addressKey: string
  readonly boundTo: string | null
  readonly codeDigest: string | null
  readonly now: number
  readonly expiresAt: number
}

export type ProofRow = Pick<NewProof, 'userId' | 'scope' | 'address' | 'addressKey' | 'boundTo'> & {
  readonly createdAt: number
}

/** What a proof may hang on: another password or another address that signs in, and it is over. */
export interface Standing {
  readonly passwordHash: string | null
  readonly disabledAt: number | null
  readonly addressKeys: readonly string[]
}

interface Named {
  readonly digest: string
  readonly kind: string
  readonly now: number
}
interface Tried {
  readonly userId: UserId
  readonly kind: string
  readonly now: number
  readonly most: number
}

export function proofStore({ statement }: Pick<Storage, 'statement'>) {
  // By its primary key there is one of a kind: a newer one takes the older one's place.
  const put = statement((db, p: NewProof) =>
    db
      .insertInto('mailed_proofs')
      .values({
        user_id: p.userId,
        kind: p.kind,
        scope: p.scope,
        digest: p.digest,
        address: p.address,
        address_key: p.addressKey,
        bound_to: p.boundTo,
        code_digest: p.codeDigest,
        tries: 0,
        created_at: p.now,
        expires_at: p.expiresAt,
      })
      .onConflict((conflict) =>
        conflict.columns(['user_id', 'kind', 'scope']).doUpdateSet({
          digest: p.digest,
          address: p.address,
          address_key: p.addressKey,
          bound_to: p.boundTo,
          code_digest: p.codeDigest,
          tries: 0,
          created_at: p.now,
          expires_at: p.expiresAt,
        }),
      ),
  )
  // By mailed_proofs_digest, as is `spend`.
  const live = statement((db, p: Named) =>
    db
      .selectFrom('mailed_proofs')
      .select([
        'user_id as userId',
        'scope',
        'address',
        'address_key as addressKey',
        'bound_to as boundTo',
        'created_at as createdAt',
      ])
      .where('digest', '=', p.digest)
      .where('kind', '=', p.kind)
      .where('expires_at', '>', p.now),
  )
  const spend = statement((db, p: Named) =>
    db
      .deleteFrom('mailed_proofs')
      .where('digest', '=', p.digest)
      .where('kind', '=', p.kind)
      .where('expires_at', '>', p.now),
  )
  const countTry = statement((db, p: Tried) =>
    db
      .updateTable('mailed_proofs')
      .set(({ eb }) => ({ tries: eb('tries', '+', 1) }))
      .where('user_id', '=', p.userId)
      .where('kind', '=', p.kind)
      .where('scope', '=', '')
      .where('tries', '<', p.most)
      .where('expires_at', '>', p.now),
  )
  const code = statement((db, p: { userId: UserId; kind: string; now: number }) =>
    db
      .selectFrom('mailed_proofs')
      .select(['code_digest as codeDigest', 'digest', 'address_key as addressKey', 'bound_to as boundTo'])
      .where('user_id', '=', p.userId)
      .where('kind', '=', p.kind)
      .where('scope', '=', '')
      .where('expires_at', '>', p.now),
  )
  const extend = statement((db, p: { userId: UserId; kind: string; scope: string; expiresAt: number }) =>
    db
      .updateTable('mailed_proofs')
      .set({ expires_at: p.expiresAt })
      .where('user_id', '=', p.userId)
      .where('kind', '=', p.kind)
      .where('scope', '=', p.scope)
      .where('expires_at', '<', p.expiresAt),
  )
  const removeOf = statement((db, p: { userId: UserId; kind: string; since: number }) =>
    db
      .deleteFrom('mailed_proofs')
      .where('user_id', '=', p.userId)
      .where('kind', '=', p.kind)
      .where('created_at', '>=', p.since),
  )
  // By mailed_proofs_expires_at.
  const removeExpired = statement((db, p: { notAfter: number }) =>
    db.deleteFrom('mailed_proofs').where('expires_at', '<=', p.notAfter),
  )
  // Whoever changes the account at this moment waits, or is waited for; who begins a session holds the same lock already.
  const account = statement((db, p: { userId: UserId }) =>
    db
      .selectFrom('users')
      .select(['password_hash as passwordHash', 'disabled_at as disabledAt'])
      .where('id', '=', p.userId)
      .forShare(),
  )
  const seen = statement((db, p: { userId: UserId }) =>
    db
      .selectFrom('users')
      .select(['password_hash as passwordHash', 'disabled_at as disabledAt'])
      .where('id', '=', p.userId),
  )
  const signingIn = statement((db, p: { userId: UserId }) =>
    db
      .selectFrom('user_emails')
      .select('address_key as addressKey')
      .where('user_id', '=', p.userId)
      .where('signs_in', '=', 1)
      .orderBy('address_key'),
  )
  const standing = async (
    reader: Reader,
    userId: UserId,
    isLocking: boolean,
  ): Promise<Standing | undefined> => {
    const row = await reader.first(isLocking ? account : seen, { userId })
    if (!row) return undefined
    const addressKeys = (await reader.all(signingIn, { userId })).map(({ addressKey }) => addressKey)
    return { ...row, addressKeys }
  }

  return {
    put: (tx: Transaction, proof: NewProof): Promise<number> => tx.run(put, proof),
    find: (reader: Reader, named: Named): Promise<ProofRow | undefined> => reader.first(live, named),
    /** Whether it was there to be spent: of fifty at once, one gets it. */
    spend: async (tx: Transaction, named: Named): Promise<boolean> => (await tx.run(spend, named)) === 1,
    /** Whether there was a try left. */
    countTry: async (tx: Transaction, tried: Tried): Promise<boolean> =>
      (await tx.run(countTry, tried)) === 1,
    findCode: (reader: Reader, userId: UserId, kind: string, now: number) =>
      reader.first(code, { userId, kind, now }),
    extend: (
      tx: Transaction,
      userId: UserId,
      kind: string,
      scope: string,
      expiresAt: number,
    ): Promise<number> => tx.run(extend, { userId, kind, scope, expiresAt }),
    /** Those made at `since` or later. */
    removeOf: (tx: Transaction, userId: UserId, kind: string, since: number): Promise<number> =>
      tx.run(removeOf, { userId, kind, since }),
    removeExpired: (tx: Transaction, notAfter: number): Promise<number> =>
      tx.run(removeExpired, { notAfter }),
    /** As it stays until the commit. */
    lockStanding: (tx: Transaction, userId: UserId) => standing(tx, userId, true),
    findStanding: (reader: Reader, userId: UserId) => standing(reader, userId, false),
  }
}
