import type { AccountToBe } from '#features/users'
import type { Reader, Storage, Transaction } from '#storage'

export interface Registration extends AccountToBe {
  /** In which whoever asked wants to be written to. */
  readonly language: string | null
}

interface Named {
  readonly digest: string
  readonly now: number
}
interface Tried extends Named {
  readonly most: number
}

const columnsOf = (p: Registration) => ({
  username: p.username,
  username_key: p.usernameKey,
  email: p.email,
  address_key: p.addressKey,
  full_name: p.fullName,
  password_hash: p.passwordHash,
  language: p.language,
})
const shown = [
  'username',
  'username_key as usernameKey',
  'email',
  'address_key as addressKey',
  'full_name as fullName',
  'password_hash as passwordHash',
  'language',
] as const

export type RegistrationStore = ReturnType<typeof registrationStore>

export function registrationStore({ statement }: Pick<Storage, 'statement'>) {
  const ask = statement((db, p: Registration & { now: number }) =>
    db.insertInto('asked_registrations').values({ ...columnsOf(p), at: p.now }),
  )
  const oldest = statement((db, _: object) =>
    db
      .selectFrom('asked_registrations')
      .select(['number', ...shown])
      .orderBy('number')
      .limit(100),
  )
  const take = statement((db, p: { number: number }) =>
    db.deleteFrom('asked_registrations').where('number', '=', p.number),
  )
  const put = statement((db, p: Registration & Named & { expiresAt: number }) =>
    db.insertInto('pending_registrations').values({
      ...columnsOf(p),
      digest: p.digest,
      tries: 0,
      created_at: p.now,
      expires_at: p.expiresAt,
    }),
  )
  const live = statement((db, p: Tried) =>
    db
      .selectFrom('pending_registrations')
      .select(shown)
      .where('digest', '=', p.digest)
      .where('tries', '<', p.most)
      .where('expires_at', '>', p.now),
  )
  const countTry = statement((db, p: Tried) =>
    db
      .updateTable('pending_registrations')
      .set(({ eb }) => ({ tries: eb('tries', '+', 1) }))
      .where('digest', '=', p.digest)
      .where('tries', '<', p.most)
      .where('expires_at', '>', p.now),
  )
  const giveTryBack = statement((db, p: { digest: string }) =>
    db
      .updateTable('pending_registrations')
      .set(({ eb }) => ({ tries: eb('tries', '-', 1) }))
      .where('digest', '=', p.digest)
      .where('tries', '>', 0),
  )
  const spend = statement((db, p: Named) =>
    db.deleteFrom('pending_registrations').where('digest', '=', p.digest).where('expires_at', '>', p.now),
  )
  // By pending_registrations_address_key.
  const removeOf = statement((db, p: { addressKey: string }) =>
    db.deleteFrom('pending_registrations').where('address_key', '=', p.addressKey),
  )
  // By pending_registrations_expires_at.
  const removeExpired = statement((db, p: { notAfter: number }) =>
    db.deleteFrom('pending_registrations').where('expires_at', '<=', p.notAfter),
  )

  return {
    ask: (tx: Transaction, registration: Registration & { now: number }): Promise<number> =>
      tx.run(ask, registration),
    listAsked: (reader: Reader) => reader.all(oldest, {}),
    /** Whether nobody else took it. */
    take: async (tx: Transaction, number: number): Promise<boolean> => (await tx.run(take, { number })) === 1,
    put: (tx: Transaction, pending: Registration & Named & { expiresAt: number }): Promise<number> =>
      tx.run(put, pending),
    /** One that has a try left. */
    find: (reader: Reader, tried: Tried): Promise<Registration | undefined> => reader.first(live, tried),
    /** Whether there was a try left. */
    countTry: async (tx: Transaction, tried: Tried): Promise<boolean> =>
      (await tx.run(countTry, tried)) === 1,
    giveTryBack: (tx: Transaction, digest: string): Promise<number> => tx.run(giveTryBack, { digest }),
    /** Whether it was there to be spent: of fifty at once, one gets it. */
    spend: async (tx: Transaction, named: Named): Promise<boolean> => (await tx.run(spend, named)) === 1,
    removeOf: (tx: Transaction, addressKey: string): Promise<number> => tx.run(removeOf, { addressKey }),
    removeExpired: (tx: Transaction, notAfter: number): Promise<number> =>
      tx.run(removeExpired, { notAfter }),
  }
}
