import type { UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'

/** An address that signs in. */
export interface Mailbox {
  readonly userId: UserId
  readonly addressKey: string
  /** As it was typed; null where that is not known. */
  readonly address: string | null
  readonly verifiedAt: number | null
  readonly disabledAt: number | null
  readonly kind: 'person' | 'service'
}

interface OfUser {
  readonly userId: UserId
  readonly addressKey: string
}

export type MailboxStore = ReturnType<typeof mailboxStore>

export function mailboxStore({ statement }: Pick<Storage, 'statement'>) {
  const mailbox = [
    'user_emails.user_id as userId',
    'user_emails.address_key as addressKey',
    'user_emails.address',
    'user_emails.verified_at as verifiedAt',
    'users.disabled_at as disabledAt',
    'users.kind',
  ] as const
  const signingIn = statement((db, p: { addressKey: string }) =>
    db
      .selectFrom('user_emails')
      .innerJoin('users', 'users.id', 'user_emails.user_id')
      .select(mailbox)
      .where('address_key', '=', p.addressKey)
      .where('signs_in', '=', 1),
  )
  // By user_emails_user_id.
  const signingInOf = statement((db, p: { userId: UserId }) =>
    db
      .selectFrom('user_emails')
      .innerJoin('users', 'users.id', 'user_emails.user_id')
      .select(mailbox)
      .where('user_emails.user_id', '=', p.userId)
      .where('signs_in', '=', 1),
  )
  const holder = statement((db, p: { addressKey: string }) =>
    db
      .selectFrom('user_emails')
      .select([
        'user_id as userId',
        'signs_in as signsIn',
        'address',
        'verified_at as verifiedAt',
        'reserved_until as reservedUntil',
      ])
      .where('address_key', '=', p.addressKey),
  )
  const locked = statement((db, p: { userId: UserId }) =>
    db.selectFrom('users').select(['id', 'email']).where('id', '=', p.userId).forUpdate(),
  )
  const verify = statement((db, p: OfUser & { now: number }) =>
    db
      .updateTable('user_emails')
      .set({ verified_at: p.now })
      .where('user_id', '=', p.userId)
      .where('address_key', '=', p.addressKey)
      .where('signs_in', '=', 1)
      .where('verified_at', 'is', null),
  )
  const giveUp = statement((db, p: OfUser & { until: number }) =>
    db
      .updateTable('user_emails')
      .set({ signs_in: 0, reserved_until: p.until })
      .where('user_id', '=', p.userId)
      .where('address_key', '!=', p.addressKey)
      .where('signs_in', '=', 1),
  )
  const begin = statement((db, p: OfUser & { now: number }) =>
    db
      .updateTable('user_emails')
      .set({ signs_in: 1, verified_at: p.now, reserved_until: null })
      .where('user_id', '=', p.userId)
      .where('address_key', '=', p.addressKey),
  )
  const beginUnproved = statement((db, p: OfUser) =>
    db
      .updateTable('user_emails')
      .set({ signs_in: 1, reserved_until: null })
      .where('user_id', '=', p.userId)
      .where('address_key', '=', p.addressKey),
  )
  const hold = statement((db, p: OfUser & { until: number }) =>
    db
      .updateTable('user_emails')
      .set({ reserved_until: p.until })
      .where('user_id', '=', p.userId)
      .where('address_key', '=', p.addressKey)
      .where('signs_in', '=', 0)
      .where('reserved_until', '<', p.until),
  )
  const release = statement((db, p: OfUser) =>
    db
      .deleteFrom('user_emails')
      .where('user_id', '=', p.userId)
      .where('address_key', '=', p.addressKey)
      .where('signs_in', '=', 0)
      .where('verified_at', 'is', null),
  )
  const insert = statement((db, p: OfUser & { address: string; now: number }) =>
    db
      .insertInto('user_emails')
      .values({
        address_key: p.addressKey,
        user_id: p.userId,
        signs_in: 1,
        address: p.address,
        verified_at: p.now,
        reserved_until: null,
      })
      .onConflict((conflict) => conflict.column('address_key').doNothing()),
  )
  const removeOthers = statement((db, p: OfUser & { now: number }) =>
    db
      .deleteFrom('user_emails')
      .where('user_id', '=', p.userId)
      .where('address_key', '!=', p.addressKey)
      .where(({ or, eb }) => or([eb('reserved_until', 'is', null), eb('reserved_until', '<=', p.now)])),
  )
  const removeUnproved = statement((db, p: { userId: UserId }) =>
    db
      .deleteFrom('user_emails')
      .where('user_id', '=', p.userId)
      .where('signs_in', '=', 0)
      .where('verified_at', 'is', null),
  )
  const show = statement((db, p: { userId: UserId; email: string; now: number }) =>
    db.updateTable('users').set({ email: p.email, updated_at: p.now }).where('id', '=', p.userId),
  )
  const forgetPassword = statement((db, p: { userId: UserId; now: number }) =>
    db
      .updateTable('users')
      .set({
        password_hash: null,
        password_change_required_at: null,
        initial_password_until: null,
        updated_at: p.now,
      })
      .where('id', '=', p.userId),
  )
  // By user_emails_reserved_until.
  const removeReserved = statement((db, p: { notAfter: number }) =>
    db.deleteFrom('user_emails').where('signs_in', '=', 0).where('reserved_until', '<=', p.notAfter),
  )
  const ask = statement((db, p: { kind: string; addressKey: string; now: number }) =>
    db.insertInto('asked_mails').values({ kind: p.kind, address_key: p.addressKey, at: p.now }),
  )
  const oldest = statement((db, _: object) =>
    db
      .selectFrom('asked_mails')
      .select(['number', 'kind', 'address_key as addressKey'])
      .orderBy('number')
      .limit(100),
  )
  const take = statement((db, p: { number: number }) =>
    db.deleteFrom('asked_mails').where('number', '=', p.number),
  )

  return {
    findSigningIn: (reader: Reader, addressKey: string) => reader.first(signingIn, { addressKey }),
    findSigningInOf: (reader: Reader, userId: UserId) => reader.first(signingInOf, { userId }),
    findHolder: (reader: Reader, addressKey: string) => reader.first(holder, { addressKey }),
    /** The address shown. Nobody else changes the account until the commit. */
    lock: async (tx: Transaction, userId: UserId): Promise<string | undefined> =>
      (await tx.first(locked, { userId }))?.email,
    /** Whether it was not yet. */
    verify: async (tx: Transaction, one: OfUser & { now: number }): Promise<boolean> =>
      (await tx.run(verify, one)) === 1,
    giveUp: (tx: Transaction, one: OfUser & { until: number }): Promise<number> => tx.run(giveUp, one),
    /** It signs in from now on. */
    begin: async (tx: Transaction, one: OfUser & { now: number }): Promise<boolean> =>
      (await tx.run(begin, one)) === 1,
    hold: (tx: Transaction, one: OfUser & { until: number }): Promise<number> => tx.run(hold, one),
    /** Whether it was shown only, and not proved. */
    release: async (tx: Transaction, one: OfUser): Promise<boolean> => (await tx.run(release, one)) === 1,
    /** Whether it was nobody's. */
    insert: async (tx: Transaction, one: OfUser & { address: string; now: number }): Promise<boolean> =>
      (await tx.run(insert, one)) === 1,
    beginUnproved: (tx: Transaction, one: OfUser): Promise<number> => tx.run(beginUnproved, one),
    /** But those that were given up before, and are reserved. */
    removeOthers: (tx: Transaction, one: OfUser & { now: number }): Promise<number> =>
      tx.run(removeOthers, one),
    /** What somebody wanted to sign in with, and never showed to be theirs. */
    removeUnproved: (tx: Transaction, userId: UserId): Promise<number> => tx.run(removeUnproved, { userId }),
    show: (tx: Transaction, userId: UserId, email: string, now: number): Promise<number> =>
      tx.run(show, { userId, email, now }),
    forgetPassword: (tx: Transaction, userId: UserId, now: number): Promise<number> =>
      tx.run(forgetPassword, { userId, now }),
    removeReserved: (tx: Transaction, notAfter: number): Promise<number> =>
      tx.run(removeReserved, { notAfter }),
    ask: (tx: Transaction, kind: string, addressKey: string, now: number): Promise<number> =>
      tx.run(ask, { kind, addressKey, now }),
    listAsked: (reader: Reader) => reader.all(oldest, {}),
    /** Whether nobody else took it. */
    take: async (tx: Transaction, number: number): Promise<boolean> => (await tx.run(take, { number })) === 1,
  }
}
