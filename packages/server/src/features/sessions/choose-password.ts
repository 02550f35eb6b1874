import type { RequestFacts } from '@latchkey/contract'
import { isSameDigest } from '#crypto/keyed-digest'
import type { Recorder } from '#features/audit'
import type { UserId } from '#kernel/ids'
import type { Transaction } from '#storage'
import { boundToPassword, signInIsOver } from './pending.ts'
import type { SecondStepDeps } from './second-step.ts'

export interface ChooseDeps
  extends Pick<SecondStepDeps, 'storage' | 'pending' | 'digest' | 'clock' | 'guard' | 'holders'> {
  replacePassword(replacement: {
    userId: UserId
    password: string
    field: string
    sourceAddress: string | undefined
    admit(tx: Transaction): Promise<void>
  }): Promise<void>
}

/**
 * POST /auth/login/password: what is asked for where a password may be known to others. It signs nobody in, so that a second factor
 * is asked for as at any sign-in. Throws `invalid_mfa_token`, `validation_failed`.
 */
export async function choosePassword(
  { storage, pending, digest, clock, guard, holders, replacePassword }: ChooseDeps,
  { password_token: token, new_password: password }: { password_token: string; new_password: string },
  request: RequestFacts,
  record: Recorder,
) {
  const name = digest(token)
  const over = (userId?: UserId) =>
    signInIsOver(guard.noteRefusal({ channel: 'sign_in', cause: 'pending_not_valid', request, userId }))
  const found = await pending.find(storage, name, 'password', clock.now())
  if (!found) throw over()
  const { userId } = found
  let isOver = false
  try {
    await replacePassword({
      userId,
      password,
      field: 'new_password',
      sourceAddress: request.sourceAddress(),
      async admit(tx) {
        const hash = await holders.findPasswordHash(tx, userId)
        isOver =
          !isSameDigest(boundToPassword(digest, hash), found.boundTo) ||
          !(await pending.spend(tx, name, clock.now()))
        if (isOver) throw signInIsOver()
        await record(tx, { action: 'password.changed', actor: userId, subject: userId })
      },
    })
  } catch (error) {
    throw isOver ? over(userId) : error
  }
  return { message: 'Password changed' }
}
