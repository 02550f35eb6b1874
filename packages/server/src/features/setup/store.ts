import type { Reader, Storage, Transaction } from '#storage'

export interface Instance {
  readonly firstStartedAt: number
  readonly secretFingerprint: string
  readonly administratorCreatedAt: number | null
}

export function setupStore({ statement }: Pick<Storage, 'statement'>) {
  const find = statement((db, _: object) =>
    db
      .selectFrom('instance')
      .select([
        'first_started_at as firstStartedAt',
        'secret_fingerprint as secretFingerprint',
        'administrator_created_at as administratorCreatedAt',
      ])
      .where('id', '=', 1),
  )
  const insert = statement((db, p: { now: number; secretFingerprint: string }) =>
    db
      .insertInto('instance')
      .values({ id: 1, first_started_at: p.now, secret_fingerprint: p.secretFingerprint })
      .onConflict((conflict) => conflict.doNothing()),
  )
  const moveSecret = statement((db, p: { from: string; to: string }) =>
    db
      .updateTable('instance')
      .set({ secret_fingerprint: p.to })
      .where('id', '=', 1)
      .where('secret_fingerprint', '=', p.from),
  )
  // Spent by one statement whose row count decides: of fifty at once, one gets it.
  const claimForFirstAccount = statement((db, p: { now: number }) =>
    db
      .updateTable('instance')
      .set({ administrator_created_at: p.now, setup_token_hash: null, setup_token_expires_at: null })
      .where('id', '=', 1)
      .where('administrator_created_at', 'is', null)
      .where(({ not, exists, selectFrom }) => not(exists(selectFrom('users').select('users.id')))),
  )
  const anyAccount = statement((db, _: object) => db.selectFrom('users').select('id').limit(1))
  const claimByToken = statement((db, p: { now: number; tokenHash: string }) =>
    db
      .updateTable('instance')
      .set({ administrator_created_at: p.now, setup_token_hash: null, setup_token_expires_at: null })
      .where('id', '=', 1)
      .where('administrator_created_at', 'is', null)
      .where('setup_token_hash', '=', p.tokenHash)
      .where('setup_token_expires_at', '>', p.now),
  )
  const validToken = statement((db, p: { now: number; tokenHash: string }) =>
    db
      .selectFrom('instance')
      .select('id')
      .where('setup_token_hash', '=', p.tokenHash)
      .where('setup_token_expires_at', '>', p.now),
  )
  const putToken = statement((db, p: { tokenHash: string; expiresAt: number }) =>
    db
      .updateTable('instance')
      .set({ setup_token_hash: p.tokenHash, setup_token_expires_at: p.expiresAt })
      .where('id', '=', 1)
      .where('administrator_created_at', 'is', null),
  )
  return {
    find: (reader: Reader): Promise<Instance | undefined> => reader.first(find, {}),
    insert: (tx: Transaction, now: number, secretFingerprint: string) =>
      tx.run(insert, { now, secretFingerprint }),
    moveSecret: async (tx: Transaction, from: string, to: string) =>
      (await tx.run(moveSecret, { from, to })) === 1,
    claimForFirstAccount: async (tx: Transaction, now: number) =>
      (await tx.run(claimForFirstAccount, { now })) === 1,
    hasAccounts: async (reader: Reader) => (await reader.first(anyAccount, {})) !== undefined,
    claimByToken: async (tx: Transaction, now: number, tokenHash: string) =>
      (await tx.run(claimByToken, { now, tokenHash })) === 1,
    isTokenValid: async (reader: Reader, now: number, tokenHash: string) =>
      (await reader.first(validToken, { now, tokenHash })) !== undefined,
    putToken: async (tx: Transaction, tokenHash: string, expiresAt: number) =>
      (await tx.run(putToken, { tokenHash, expiresAt })) === 1,
  }
}
