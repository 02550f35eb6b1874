import type { Reader, Storage, Transaction } from '#storage'

export interface KeyRow {
  readonly kid: string
  readonly algorithm: string
  readonly sealedPrivate: string | null
  readonly publicJwk: string | null
  readonly createdAt: number
  readonly signsFrom: number
  readonly retiredAt: number | null
  readonly tokenSeconds: number
}

/** Few: one for each rotation whose tokens may still live, and those that were retired lately. */
export function signingKeyStore({ statement }: Pick<Storage, 'statement'>) {
  const all = statement((db, _: object) =>
    db
      .selectFrom('signing_keys')
      .select([
        'kid',
        'algorithm',
        'sealed_private as sealedPrivate',
        'public_jwk as publicJwk',
        'created_at as createdAt',
        'signs_from as signsFrom',
        'retired_at as retiredAt',
        'token_seconds as tokenSeconds',
      ]),
  )
  const insert = statement((db, p: Omit<KeyRow, 'retiredAt'>) =>
    db.insertInto('signing_keys').values({
      kid: p.kid,
      algorithm: p.algorithm,
      sealed_private: p.sealedPrivate,
      public_jwk: p.publicJwk,
      created_at: p.createdAt,
      signs_from: p.signsFrom,
      token_seconds: p.tokenSeconds,
    }),
  )
  const retire = statement((db, p: { kid: string; now: number }) =>
    db
      .updateTable('signing_keys')
      .set({ retired_at: p.now, sealed_private: null })
      .where('kid', '=', p.kid)
      .where('retired_at', 'is', null),
  )
  const signFrom = statement((db, p: { kid: string; instant: number }) =>
    db.updateTable('signing_keys').set({ signs_from: p.instant }).where('kid', '=', p.kid),
  )
  const lengthen = statement((db, p: { kid: string; tokenSeconds: number }) =>
    db.updateTable('signing_keys').set({ token_seconds: p.tokenSeconds }).where('kid', '=', p.kid),
  )
  const reseal = statement((db, p: { kid: string; sealedPrivate: string }) =>
    db.updateTable('signing_keys').set({ sealed_private: p.sealedPrivate }).where('kid', '=', p.kid),
  )
  const remove = statement((db, p: { kid: string }) => db.deleteFrom('signing_keys').where('kid', '=', p.kid))

  return {
    list: (reader: Reader): Promise<KeyRow[]> => reader.all(all, {}),
    insert: (tx: Transaction, row: Omit<KeyRow, 'retiredAt'>) => tx.run(insert, row),
    /** The private half is gone with it. */
    retire: (tx: Transaction, kid: string, now: number) => tx.run(retire, { kid, now }),
    signFrom: (tx: Transaction, kid: string, instant: number) => tx.run(signFrom, { kid, instant }),
    lengthen: (tx: Transaction, kid: string, tokenSeconds: number) => tx.run(lengthen, { kid, tokenSeconds }),
    reseal: (tx: Transaction, kid: string, sealedPrivate: string) => tx.run(reseal, { kid, sealedPrivate }),
    remove: (tx: Transaction, kid: string) => tx.run(remove, { kid }),
  }
}
