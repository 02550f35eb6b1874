import { type AttemptChannel, type BudgetName, problem } from '@latchkey/contract'
import type { Budgets } from './budgets.ts'
import type { Refusal } from './decide.ts'
import { shownReference } from './reference.ts'

/**
 * What is said of each channel's limit. The same whichever budget refused, so that nobody learns from a refusal who else
 * tries, or whose source is known (C028).
 */
const policies: Record<AttemptChannel, { readonly policy: string; readonly budget: BudgetName }> = {
  sign_in: { policy: 'sign-in', budget: 'pair' },
  change_password: { policy: 'change-password', budget: 'pair' },
  reset_password: { policy: 'reset-password', budget: 'pair' },
  recovery: { policy: 'recovery', budget: 'pair' },
  refresh: { policy: 'refresh', budget: 'pair' },
  register: { policy: 'register', budget: 'registration' },
  repeat_registration: { policy: 'register', budget: 'pair' },
  confirm_registration: { policy: 'confirm-registration', budget: 'pair' },
  change_email: { policy: 'change-email', budget: 'enumeration' },
  passkey: { policy: 'passkey', budget: 'pair' },
  second_factor: { policy: 'second-factor', budget: 'pair' },
  exchange: { policy: 'exchange', budget: 'pair' },
  mailed_link: { policy: 'mailed-link', budget: 'pair' },
  mailed_code: { policy: 'mailed-code', budget: 'pair' },
  provider: { policy: 'provider', budget: 'pair' },
  reauthenticate: { policy: 'reauthenticate', budget: 'pair' },
}

/** RFC 6585 section 4. */
export function tooManyAttempts(
  channel: AttemptChannel,
  budgets: Budgets,
  { until }: Refusal,
  now: number,
  reference: string,
) {
  const retryAfterSeconds = Math.max(1, Math.ceil((until - now) / 1_000))
  const { policy, budget } = policies[channel]
  const { burst, intervalMs } = budgets[budget]
  return problem('too_many_attempts', {
    detail: `There were too many attempts. Try again in ${retryAfterSeconds} s.`,
    retryAfterSeconds,
    rateLimit: { policy, quota: burst, windowSeconds: Math.ceil((burst * intervalMs) / 1_000) },
    reference: shownReference(reference),
  })
}
