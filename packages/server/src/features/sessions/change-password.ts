import { invalid, type Problem, problem, type RequestFacts } from '@latchkey/contract'
import { isSameDigest } from '#crypto/keyed-digest'
import type { Recorder } from '#features/audit'
import type { GuardFeature } from '#features/guard'
import type { HashClaim, Passwords } from '#features/passwords'
import type { Principal } from '#features/principals'
import type { SessionId, UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'

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
    claim?: HashClaim
    admit(tx: Transaction): Promise<void>
  }): Promise<void>
}

export interface ChangePasswordDeps {
  storage: Storage
  passwords: Passwords
  holders: PasswordHolders
  guard: Pick<GuardFeature, 'beginAttempt' | 'noteRefusal'>
  requireFreshWhereProtected(tx: Transaction, caller: Principal): Promise<void>
  /** Throws `reauth_required`, `invalid_token`. */
  requireFresh(tx: Transaction, caller: Principal): Promise<void>
  refuseStale(reader: Reader, caller: Principal): Promise<void>
}

interface Asked {
  /** Left out by whoever has none. */
  readonly current_password?: string
  readonly new_password: string
}

const wrongPassword = (reference: string): Problem =>
  problem('wrong_password', { detail: 'The current password is wrong. Nothing was changed.', reference })

/**
 * POST /auth/change-password (ASVS 5.0 6.2.3): whoever has only the session does not get the account.
 * Throws `wrong_password`, `too_many_attempts`, `validation_failed`, and `reauth_required` where there is a second factor, or no
 * password yet.
 */
export async function changePassword(
  deps: ChangePasswordDeps,
  caller: Principal,
  { current_password: current, new_password: password }: Asked,
  request: RequestFacts,
  record: Recorder,
) {
  if (current === undefined) return chooseFirstPassword(deps, caller, password, request, record)
  const { storage, passwords, holders, guard, requireFreshWhereProtected } = deps
  const { userId, sessionId } = caller
  const channel = 'change_password'
  if (passwords.isTooLong(current))
    throw wrongPassword(guard.noteRefusal({ channel, cause: 'password_too_long', request, userId }))
  const attempt = await guard.beginAttempt({ channel, userId, name: '', request })
  const hash = await holders.findPasswordHash(storage, userId)
  if (hash === undefined) {
    await attempt.looking(() => passwords.spendDummyHash(current, attempt.claim))
    throw await attempt.refuse('no_password', wrongPassword)
  }
  if (!(await attempt.looking(() => passwords.verify(hash, current, attempt.claim))))
    throw await attempt.refuse('wrong_password', wrongPassword)
  let isChangedMeanwhile = false
  const replacement = {
    userId,
    password,
    field: 'new_password',
    keptSession: sessionId,
    sourceAddress: request.sourceAddress(),
    claim: attempt.claim,
    async admit(tx: Transaction) {
      // Two hashes took their time: the session may have been ended meanwhile, or the password changed.
      const still = await holders.findPasswordHash(tx, userId)
      isChangedMeanwhile = still === undefined || !isSameDigest(still, hash)
      if (isChangedMeanwhile) throw problem('wrong_password')
      await requireFreshWhereProtected(tx, caller)
      await attempt.succeedByHalf(tx, 'password_changed')
      await record(tx, { action: 'password.changed', subject: userId })
    },
  }
  try {
    // A new password that is refused makes no guess of the current one, which was right.
    await attempt.looking(() => holders.replacePassword(replacement))
  } catch (error) {
    throw isChangedMeanwhile ? await attempt.refuse('changed_meanwhile', wrongPassword) : error
  }
  return { message: 'Password changed' }
}

/** Whoever signs in by something else has no current password to show: a fresh proof stands in for it. */
async function chooseFirstPassword(
  { storage, holders, requireFresh, refuseStale }: ChangePasswordDeps,
  caller: Principal,
  password: string,
  request: RequestFacts,
  record: Recorder,
) {
  const { userId, sessionId } = caller
  const refusePassword = async (reader: Reader): Promise<void> => {
    if ((await holders.findPasswordHash(reader, userId)) !== undefined)
      throw invalid({ field: 'current_password', message: 'is required.' })
  }
  // Nobody without the right to it makes the server hash.
  await refusePassword(storage)
  await refuseStale(storage, caller)
  await holders.replacePassword({
    userId,
    password,
    field: 'new_password',
    keptSession: sessionId,
    sourceAddress: request.sourceAddress(),
    async admit(tx) {
      await refusePassword(tx)
      await requireFresh(tx, caller)
      await record(tx, { action: 'password.changed', subject: userId })
    },
  })
  return { message: 'Password changed' }
}
