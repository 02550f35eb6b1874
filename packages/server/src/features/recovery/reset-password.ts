import { Problem } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import { type Accounts, type RecoveryFeature, wrongToken } from './reset-links.ts'

export interface ResetDeps {
  recovery: RecoveryFeature
  accounts: Accounts
}

/**
 * POST /auth/reset-password: the token is spent by the write of the new password, and signs nobody in (C064).
 * Throws `invalid_reset_token`, `validation_failed`.
 */
export async function resetPassword(
  { recovery, accounts }: ResetDeps,
  { token, password }: { token: string; password: string },
  sourceAddress: string | undefined,
  record: Recorder,
) {
  // Nobody without a token makes the server hash.
  const userId = await recovery.getHolder(token)
  try {
    await accounts.replacePassword({
      userId,
      password,
      field: 'password',
      sourceAddress,
      async admit(tx) {
        await recovery.spendToken(tx, token, userId)
        await record(tx, { action: 'password.reset', subject: userId })
      },
    })
  } catch (error) {
    // Deleted while the password was hashed: a token of nobody, as any other.
    throw error instanceof Problem && error.code === 'user_not_found' ? wrongToken() : error
  }
  return { message: 'Password changed' }
}
