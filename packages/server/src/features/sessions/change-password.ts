import { type Problem, problem } from '@latchkey/contract'
import { isSameDigest } from '#crypto/keyed-digest'
import type { Recorder } from '#features/audit'
import type { Passwords } from '#features/passwords'
import type { Principal } from '#features/principals'
import type { SessionId, UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'
import type { sessionStore } from './store.ts'

/** The accounts as a change of password sees them. */
export interface PasswordHolders {
  findPasswordHash(reader: Reader, id: UserId): Promise<string | undefined>
  /** Throws `validation_failed`, and what `admit` throws. */
  replacePassword(replacement: {
    userId: UserId
    password: string
    field: string
    keptSession: SessionId
    sourceAddress: string | undefined
    admit(tx: Transaction): Promise<void>
  }): Promise<void>
}

export interface ChangePasswordDeps {
  storage: Storage
  store: ReturnType<typeof sessionStore>
  passwords: Passwords
  holders: PasswordHolders
}

interface Asked {
  readonly current_password: string
  readonly new_password: string
}

const wrongPassword = (): Problem =>
  problem('wrong_password', { detail: 'The current password is wrong. Nothing was changed.' })

/**
 * POST /auth/change-password (ASVS 5.0 6.2.3): whoever has only the session does not get the account.
 * Throws `wrong_password`, `validation_failed`.
 */
export async function changePassword(
  { storage, store, passwords, holders }: ChangePasswordDeps,
  { userId, sessionId }: Principal,
  { current_password: current, new_password: password }: Asked,
  sourceAddress: string | undefined,
  record: Recorder,
) {
  if (passwords.isTooLong(current)) throw wrongPassword()
  const hash = await holders.findPasswordHash(storage, userId)
  if (hash === undefined) {
    await passwords.spendDummyHash(current)
    throw wrongPassword()
  }
  if (!(await passwords.verify(hash, current))) throw wrongPassword()
  await holders.replacePassword({
    userId,
    password,
    field: 'new_password',
    keptSession: sessionId,
    sourceAddress,
    async admit(tx) {
      // Two hashes took their time: the session may have been ended meanwhile, or the password changed.
      const still = await holders.findPasswordHash(tx, userId)
      if (still === undefined || !isSameDigest(still, hash)) throw wrongPassword()
      if (!(await store.isThere(tx, userId, sessionId))) throw problem('invalid_token')
      await record(tx, { action: 'password.changed', subject: userId })
    },
  })
  return { message: 'Password changed' }
}
