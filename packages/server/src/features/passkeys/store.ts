import type { UserId } from '#kernel/ids'
import { type Reader, type Storage, type Transaction, UniqueViolation } from '#storage'

export type Purpose = 'add' | 'sign_in' | 'second_factor' | 'reauthenticate'

export interface NewCeremony {
  readonly digest: string
  readonly purpose: Purpose
  readonly userId: UserId | null
  readonly boundTo: string | null
  readonly challenge: string
  readonly expiresAt: number
}

export interface NewPasskey {
  readonly id: string
  readonly userId: UserId
  readonly credentialId: string
  readonly publicKey: string
  readonly name: string
  readonly counter: number
  readonly transports: string
  readonly aaguid: string
  readonly isBackupEligible: number
  readonly isBackedUp: number
  readonly now: number
}

const columns = [
  'id',
  'user_id as userId',
  'credential_id as credentialId',
  'public_key as publicKey',
  'name',
  'counter',
  'transports',
  'aaguid',
  'is_backup_eligible as isBackupEligible',
  'is_backed_up as isBackedUp',
  'created_at as createdAt',
  'last_used_at as lastUsedAt',
] as const

export function passkeyStore({ statement }: Pick<Storage, 'statement'>) {
  const insert = statement((db, p: NewPasskey) =>
    db.insertInto('passkeys').values({
      id: p.id,
      user_id: p.userId,
      credential_id: p.credentialId,
      public_key: p.publicKey,
      name: p.name,
      counter: p.counter,
      transports: p.transports,
      aaguid: p.aaguid,
      is_backup_eligible: p.isBackupEligible,
      is_backed_up: p.isBackedUp,
      created_at: p.now,
    }),
  )
  // By passkeys_user_id; a user has few.
  const ofUser = statement((db, p: { userId: UserId }) =>
    db
      .selectFrom('passkeys')
      .select(columns)
      .where('user_id', '=', p.userId)
      .orderBy('created_at')
      .orderBy('id'),
  )
  const counted = statement((db, p: { userId: UserId }) =>
    db
      .selectFrom('passkeys')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .where('user_id', '=', p.userId),
  )
  // By passkeys_credential_id.
  const byCredential = statement((db, p: { credentialId: string }) =>
    db
      .selectFrom('passkeys')
      .innerJoin('passkey_handles', 'passkey_handles.user_id', 'passkeys.user_id')
      .select([
        'passkeys.id as id',
        'passkeys.user_id as userId',
        'passkeys.public_key as publicKey',
        'passkeys.counter as counter',
        'passkeys.is_backup_eligible as isBackupEligible',
        'passkey_handles.handle as handle',
      ])
      .where('passkeys.credential_id', '=', p.credentialId),
  )
  // Whoever used it first has counted: another assertion of the same count finds nothing.
  const use = statement(
    (db, p: { id: string; below: number; counter: number; isBackedUp: number; now: number }) =>
      db
        .updateTable('passkeys')
        .set({ counter: p.counter, is_backed_up: p.isBackedUp, last_used_at: p.now })
        .where('id', '=', p.id)
        .where('counter', '<', p.below),
  )
  const rename = statement((db, p: { userId: UserId; id: string; name: string }) =>
    db.updateTable('passkeys').set({ name: p.name }).where('user_id', '=', p.userId).where('id', '=', p.id),
  )
  const remove = statement((db, p: { userId: UserId; id: string }) =>
    db.deleteFrom('passkeys').where('user_id', '=', p.userId).where('id', '=', p.id),
  )
  const removeAll = statement((db, p: { userId: UserId }) =>
    db.deleteFrom('passkeys').where('user_id', '=', p.userId),
  )
  const handleOf = statement((db, p: { userId: UserId }) =>
    db.selectFrom('passkey_handles').select('handle').where('user_id', '=', p.userId),
  )
  const insertHandle = statement((db, p: { userId: UserId; handle: string }) =>
    db
      .insertInto('passkey_handles')
      .values({ user_id: p.userId, handle: p.handle })
      .onConflict((conflict) => conflict.doNothing()),
  )
  const begin = statement((db, p: NewCeremony) =>
    db.insertInto('passkey_ceremonies').values({
      digest: p.digest,
      purpose: p.purpose,
      user_id: p.userId,
      bound_to: p.boundTo,
      challenge: p.challenge,
      expires_at: p.expiresAt,
    }),
  )
  const ceremony = statement((db, p: { digest: string }) =>
    db
      .selectFrom('passkey_ceremonies')
      .select(['purpose', 'user_id as userId', 'bound_to as boundTo', 'challenge', 'expires_at as expiresAt'])
      .where('digest', '=', p.digest),
  )
  const spend = statement((db, p: { digest: string }) =>
    db.deleteFrom('passkey_ceremonies').where('digest', '=', p.digest),
  )
  // By passkey_ceremonies_expires_at.
  const removeExpired = statement((db, p: { notAfter: number }) =>
    db.deleteFrom('passkey_ceremonies').where('expires_at', '<=', p.notAfter),
  )

  return {
    /** Whether it is new: each credential is one account's. */
    async insert(tx: Transaction, passkey: NewPasskey): Promise<boolean> {
      try {
        return (await tx.run(insert, passkey)) === 1
      } catch (error) {
        if (error instanceof UniqueViolation) return false
        throw error
      }
    },
    /** The oldest first. */
    list: (reader: Reader, userId: UserId) => reader.all(ofUser, { userId }),
    count: async (reader: Reader, userId: UserId): Promise<number> =>
      (await reader.first(counted, { userId }))?.total ?? 0,
    findByCredential: (reader: Reader, credentialId: string) => reader.first(byCredential, { credentialId }),
    /** Whether it counts on from where it is by now, or never counted. */
    use: async (
      tx: Transaction,
      used: { id: string; counter: number; isBackedUp: number; now: number },
    ): Promise<boolean> => (await tx.run(use, { ...used, below: Math.max(used.counter, 1) })) === 1,
    rename: async (tx: Transaction, userId: UserId, id: string, name: string): Promise<boolean> =>
      (await tx.run(rename, { userId, id, name })) === 1,
    remove: async (tx: Transaction, userId: UserId, id: string): Promise<boolean> =>
      (await tx.run(remove, { userId, id })) === 1,
    removeAll: (tx: Transaction, userId: UserId): Promise<number> => tx.run(removeAll, { userId }),
    /** What authenticators know this account by, for ever; `made` where there was none yet. */
    async settleHandle(tx: Transaction, userId: UserId, made: string): Promise<string> {
      await tx.run(insertHandle, { userId, handle: made })
      return (await tx.first(handleOf, { userId }))?.handle ?? made
    },
    begin: (tx: Transaction, one: NewCeremony): Promise<number> => tx.run(begin, one),
    /** The ceremony, to whoever takes it first. */
    async spend(tx: Transaction, digest: string) {
      const found = await tx.first(ceremony, { digest })
      return found && (await tx.run(spend, { digest })) === 1 ? found : undefined
    },
    removeExpired: (tx: Transaction, notAfter: number): Promise<number> =>
      tx.run(removeExpired, { notAfter }),
  }
}
export type PasskeyStore = ReturnType<typeof passkeyStore>
