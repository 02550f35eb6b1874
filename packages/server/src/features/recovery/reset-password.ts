import { Problem, type RequestFacts } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import type { GuardFeature } from '#features/guard'
import { type Accounts, type RecoveryFeature, wrongToken } from './reset-links.ts'

export interface ResetDeps {
  recovery: RecoveryFeature
  accounts: Accounts
  guard: Pick<GuardFeature, 'noteRefusal' | 'remember'>
}

/**
 * POST /auth/reset-password: the token is spent by the write of the new password, and signs nobody in (C064).
 * Throws `invalid_reset_token`, `validation_failed`.
 */
export async function resetPassword(
  { recovery, accounts, guard }: ResetDeps,
  { token, password }: { token: string; password: string },
  request: RequestFacts,
  record: Recorder,
) {
  try {
    // Nobody without a token makes the server hash.
    const userId = await recovery.getHolder(token)
    await accounts.replacePassword({
      userId,
      password,
      field: 'password',
      sourceAddress: request.sourceAddress(),
      isByLink: true,
      async admit(tx) {
        await recovery.spendToken(tx, token, userId, record)
        // Whoever proved to own the account gets in from here, whatever strangers do (C027).
        await guard.remember(tx, userId, request)
        await record(tx, { action: 'password.reset', subject: userId })
      },
    })
  } catch (error) {
    // Deleted while the password was hashed: a token of nobody, as any other.
    const isRefused =
      error instanceof Problem && (error.code === 'user_not_found' || error.code === 'invalid_reset_token')
    if (!isRefused) throw error
    const refused = { channel: 'reset_password', cause: 'reset_token_not_valid', request } as const
    throw wrongToken(guard.noteRefusal(refused))
  }
  return { message: 'Password changed' }
}
