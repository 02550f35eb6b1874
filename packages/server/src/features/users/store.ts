import type { User } from '@latchkey/contract'
import type { UserId } from '#kernel/ids'
import { type Reader, type Storage, type Transaction, UniqueViolation } from '#storage'
import { userBlocks } from './blocks/store.ts'
import type { Identifier } from './identifiers.ts'

export interface NewUser {
  username: string
  usernameKey: string
  email: string
  emailKey: string
  fullName: string
  /** Null for a program, which has none. */
  passwordHash: string | null
  /** A person's unless said otherwise. */
  kind?: 'person' | 'service'
  /** Until when the password counts, where it is not one of the owner's own: another one is asked for. */
  initialPasswordUntil?: number | null
  now: number
}

/** What a sign-in has to know. */
export interface SignInRow {
  readonly id: UserId
  readonly passwordHash: string | null
  readonly disabledAt: number | null
  /** Since when another password is asked for. */
  readonly passwordChangeRequiredAt: number | null
  /** Until when the password counts; null where its owner chose it. */
  readonly initialPasswordUntil: number | null
}

export type UserStore = ReturnType<typeof userStore>

const asUser = ({
  id,
  username,
  email,
  fullName,
}: {
  id: number
  username: string
  email: string
  fullName: string
}): User => ({
  id,
  username,
  email,
  full_name: fullName,
})

export function userStore(storage: Storage) {
  const { statement } = storage
  const blocks = userBlocks(storage)
  const shown = ['id', 'username', 'email', 'full_name as fullName'] as const

  const byId = statement((db, p: { id: UserId }) =>
    db.selectFrom('users').select(shown).where('id', '=', p.id),
  )
  const byIdToChange = statement((db, p: { id: UserId }) =>
    db.selectFrom('users').select(shown).where('id', '=', p.id).forUpdate(),
  )
  const passwordHashById = statement((db, p: { id: UserId; now: number }) =>
    db
      .selectFrom('users')
      .select('password_hash as passwordHash')
      .where('id', '=', p.id)
      .where('disabled_at', 'is', null)
      .where(({ or, eb }) =>
        or([eb('initial_password_until', 'is', null), eb('initial_password_until', '>', p.now)]),
      ),
  )
  const revealedHashById = statement((db, p: { id: UserId }) =>
    db
      .selectFrom('users')
      .select('password_hash as passwordHash')
      .where('id', '=', p.id)
      .where('password_change_required_at', 'is not', null),
  )
  const detailsById = statement((db, p: { id: UserId }) =>
    db
      .selectFrom('users')
      .select(shown)
      .select([
        'external_id as externalId',
        'kind',
        'created_at as createdAt',
        'updated_at as updatedAt',
        'disabled_at as disabledAt',
      ])
      .where('id', '=', p.id),
  )
  // By user_emails_user_id; a user has few.
  const addressesOf = statement((db, p: { id: UserId }) =>
    db
      .selectFrom('user_emails')
      .select(['address_key as addressKey', 'address', 'signs_in as signsIn', 'verified_at as verifiedAt'])
      .where('user_id', '=', p.id),
  )
  const kindById = statement((db, p: { id: UserId }) =>
    db.selectFrom('users').select('kind').where('id', '=', p.id),
  )
  const insert = statement((db, p: Required<NewUser> & { changeRequiredAt: number | null }) =>
    db
      .insertInto('users')
      .values({
        username: p.username,
        username_key: p.usernameKey,
        email: p.email,
        full_name: p.fullName,
        password_hash: p.passwordHash,
        disabled_at: null,
        external_id: null,
        kind: p.kind,
        password_change_required_at: p.changeRequiredAt,
        initial_password_until: p.initialPasswordUntil,
        created_at: p.now,
        updated_at: p.now,
      })
      .returning('id'),
  )
  const insertEmail = statement((db, p: { emailKey: string; email: string; id: UserId; signsIn: number }) =>
    db
      .insertInto('user_emails')
      .values({ address_key: p.emailKey, address: p.email, user_id: p.id, signs_in: p.signsIn }),
  )
  const emailHolder = statement((db, p: { emailKey: string; now: number }) =>
    db
      .selectFrom('user_emails')
      .select('user_id as userId')
      .where('address_key', '=', p.emailKey)
      .where(({ or, eb }) => or([eb('reserved_until', 'is', null), eb('reserved_until', '>', p.now)])),
  )
  const dropUnprovedEmails = statement((db, p: { id: UserId }) =>
    db
      .deleteFrom('user_emails')
      .where('user_id', '=', p.id)
      .where('signs_in', '=', 0)
      .where('reserved_until', 'is', null),
  )
  const dropReserved = statement((db, p: { emailKey: string; now: number }) =>
    db.deleteFrom('user_emails').where('address_key', '=', p.emailKey).where('reserved_until', '<=', p.now),
  )
  const usernameHolder = statement((db, p: { usernameKey: string }) =>
    db.selectFrom('users').select('id').where('username_key', '=', p.usernameKey),
  )
  const update = statement((db, p: { id: UserId; email: string; fullName: string; now: number }) =>
    db
      .updateTable('users')
      .set({ email: p.email, full_name: p.fullName, updated_at: p.now })
      .where('id', '=', p.id),
  )
  const setDisabled = statement((db, p: { id: UserId; disabledAt: number | null; now: number }) =>
    db.updateTable('users').set({ disabled_at: p.disabledAt, updated_at: p.now }).where('id', '=', p.id),
  )
  const setPassword = statement((db, p: { id: UserId; passwordHash: string; now: number }) =>
    db
      .updateTable('users')
      .set({
        password_hash: p.passwordHash,
        password_change_required_at: null,
        initial_password_until: null,
        updated_at: p.now,
      })
      .where('id', '=', p.id)
      .where('kind', '=', 'person'),
  )
  const requirePasswordChange = statement((db, p: { id: UserId; now: number }) =>
    db
      .updateTable('users')
      .set({ password_change_required_at: p.now, updated_at: p.now })
      .where('id', '=', p.id)
      .where('kind', '=', 'person'),
  )
  const changeRequiredById = statement((db, p: { id: UserId }) =>
    db
      .selectFrom('users')
      .select('id')
      .where('id', '=', p.id)
      .where('password_change_required_at', 'is not', null),
  )
  const disabledAtById = statement((db, p: { id: UserId }) =>
    db.selectFrom('users').select('disabled_at as disabledAt').where('id', '=', p.id),
  )
  const remove = statement((db, p: { id: UserId }) => db.deleteFrom('users').where('id', '=', p.id))

  const signIn = [
    'users.id',
    'users.password_hash as passwordHash',
    'users.disabled_at as disabledAt',
    'users.password_change_required_at as passwordChangeRequiredAt',
    'users.initial_password_until as initialPasswordUntil',
  ] as const
  const byUsername = statement((db, p: { key: string }) =>
    db.selectFrom('users').select(signIn).where('username_key', '=', p.key),
  )
  const byEmail = statement((db, p: { key: string }) =>
    db
      .selectFrom('user_emails')
      .innerJoin('users', 'users.id', 'user_emails.user_id')
      .select(signIn)
      .where('address_key', '=', p.key)
      .where('signs_in', '=', 1),
  )
  // Of people who are active.
  const proved = statement((db, p: { key: string }) =>
    db
      .selectFrom('user_emails')
      .innerJoin('users', 'users.id', 'user_emails.user_id')
      .select(['users.id as userId', 'address_key as addressKey', 'address'])
      .where('address_key', '=', p.key)
      .where('signs_in', '=', 1)
      .where('verified_at', 'is not', null)
      .where('users.kind', '=', 'person')
      .where('users.disabled_at', 'is', null),
  )
  // By user_emails_user_id; a user has few.
  // The one that signs in, and one that was given up lately: whoever took it away would have nobody told.
  const provedOf = statement((db, p: { id: UserId; now: number }) =>
    db
      .selectFrom('user_emails')
      .select(['user_id as userId', 'address_key as addressKey', 'address'])
      .where('user_id', '=', p.id)
      .where('verified_at', 'is not', null)
      .where(({ or, eb }) => or([eb('signs_in', '=', 1), eb('reserved_until', '>', p.now)]))
      .orderBy('address_key'),
  )
  const replaceHash = statement((db, p: { id: UserId; from: string; to: string }) =>
    db
      .updateTable('users')
      .set({ password_hash: p.to })
      .where('id', '=', p.id)
      .where('password_hash', '=', p.from),
  )

  return {
    async find(reader: Reader, id: UserId): Promise<User | undefined> {
      const row = await reader.first(byId, { id })
      return row && asUser(row)
    },
    findKind: async (reader: Reader, id: UserId) => (await reader.first(kindById, { id }))?.kind,
    findDetails: (id: UserId) => storage.first(detailsById, { id }),
    /** Those that were given up and are reserved, too. */
    listAddresses: (id: UserId) => storage.all(addressesOf, { id }),
    /** Returns how many blocks were put together: at most `atMost`. */
    foldBlocks: (atMost: number): Promise<number> => blocks.fold(storage, atMost),
    /** Nobody else changes the row until the commit. */
    async findToChange(tx: Transaction, id: UserId): Promise<User | undefined> {
      const row = await tx.first(byIdToChange, { id })
      return row && asUser(row)
    },
    async list(reader: Reader, skip: number, limit: number): Promise<{ total: number; items: User[] }> {
      const rows = await reader.all(blocks.page, { skip, limit })
      const items = rows.flatMap(({ id, username, email, fullName }) =>
        id === null || username === null || email === null || fullName === null
          ? []
          : [asUser({ id, username, email, fullName })],
      )
      return { total: rows[0]?.total ?? 0, items }
    },
    findForSignIn: ({ kind, key }: Identifier): Promise<SignInRow | undefined> =>
      storage.first(kind === 'email' ? byEmail : byUsername, { key }),
    findPasswordHash: async (reader: Reader, id: UserId, now: number): Promise<string | undefined> =>
      (await reader.first(passwordHashById, { id, now }))?.passwordHash ?? undefined,
    /** The hash of a password that others may know, in place of which another one is asked for. */
    findRevealedHash: async (reader: Reader, id: UserId): Promise<string | undefined> =>
      (await reader.first(revealedHashById, { id }))?.passwordHash ?? undefined,
    async isUsernameTaken(reader: Reader, usernameKey: string): Promise<boolean> {
      return (await reader.first(usernameHolder, { usernameKey })) !== undefined
    },
    async findEmailHolder(reader: Reader, emailKey: string, now: number): Promise<UserId | undefined> {
      return (await reader.first(emailHolder, { emailKey, now }))?.userId
    },
    /** Throws `UniqueViolation`. */
    async insert(tx: Transaction, user: NewUser): Promise<UserId> {
      const { kind = 'person', initialPasswordUntil = null } = user
      const changeRequiredAt = initialPasswordUntil === null ? null : user.now
      const row = await tx.first(insert, { ...user, kind, initialPasswordUntil, changeRequiredAt })
      if (!row) throw new Error('an insert returned no row')
      const { email, emailKey, now } = user
      await tx.run(dropReserved, { emailKey, now })
      await tx.run(insertEmail, { emailKey, email, id: row.id, signsIn: 1 })
      await blocks.count(tx, row.id, 1)
      return row.id
    },
    update: (tx: Transaction, user: User, now: number): Promise<number> =>
      tx.run(update, { id: user.id, email: user.email, fullName: user.full_name, now }),
    /** The address shown changes; the one that signs in stays. Throws `UniqueViolation`. */
    async replaceShownEmail(
      tx: Transaction,
      id: UserId,
      { email, emailKey, now }: { email: string; emailKey: string; now: number },
    ): Promise<void> {
      // Asked before anything is given up: of two who want each other's, neither waits for what the other holds.
      const holder = (await tx.first(emailHolder, { emailKey, now }))?.userId
      if (holder !== undefined && holder !== id) throw new UniqueViolation('user_emails.address_key')
      await tx.run(dropUnprovedEmails, { id })
      await tx.run(dropReserved, { emailKey, now })
      if ((await tx.first(emailHolder, { emailKey, now }))?.userId === id) return
      await tx.run(insertEmail, { emailKey, email, id, signsIn: 0 })
    },
    setDisabled: (tx: Transaction, id: UserId, disabledAt: number | null, now: number): Promise<number> =>
      tx.run(setDisabled, { id, disabledAt, now }),
    /** Whether it is an account with a password to change. */
    requirePasswordChange: async (tx: Transaction, id: UserId, now: number): Promise<boolean> =>
      (await tx.run(requirePasswordChange, { id, now })) === 1,
    isPasswordChangeRequired: async (reader: Reader, id: UserId): Promise<boolean> =>
      (await reader.first(changeRequiredById, { id })) !== undefined,
    /** Undefined where there is no such account. */
    findDisabledAt: async (id: UserId): Promise<number | null | undefined> =>
      (await storage.first(disabledAtById, { id }))?.disabledAt,
    setPassword: (tx: Transaction, id: UserId, passwordHash: string, now: number): Promise<number> =>
      tx.run(setPassword, { id, passwordHash, now }),
    async remove(tx: Transaction, id: UserId): Promise<void> {
      if ((await tx.run(remove, { id })) === 1) await blocks.count(tx, id, -1)
    },
    findProved: (reader: Reader, key: string) => reader.first(proved, { key }),
    listProved: (reader: Reader, id: UserId, now: number) => reader.all(provedOf, { id, now }),
    /** Only if it is still the hash that was verified. */
    replaceHash: (id: UserId, from: string, to: string): Promise<number> =>
      storage.write((tx) => tx.run(replaceHash, { id, from, to })),
  }
}
