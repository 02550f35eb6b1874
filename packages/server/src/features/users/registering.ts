import {
  type Alternative,
  type AttemptChannel,
  alternatively,
  type Problem,
  problem,
  type RequestFacts,
  type User,
} from '@latchkey/contract'
import type { GuardFeature } from '#features/guard'
import type { NewAccount } from './account.ts'

/** Who may make an account, and what whoever asks is told. */
export type RegistrationMode = 'open' | 'private' | 'closed'

export type Register = (
  account: NewAccount,
  request: RequestFacts,
) => Promise<User | Alternative<{ message: string }>>

export const registrationClosed = (
  guard: Pick<GuardFeature, 'noteRefusal'>,
  channel: AttemptChannel,
  request: RequestFacts,
): Problem =>
  problem('registration_closed', {
    detail: 'Ask an administrator of this server for an account.',
    reference: guard.noteRefusal({ channel, cause: 'registration_closed', request }),
  })

/** The one place where the setting decides. */
export function registering({
  mode,
  register,
  askToRegister,
  guard,
}: {
  mode: RegistrationMode
  register(account: NewAccount, request: RequestFacts): Promise<User>
  askToRegister(account: NewAccount, request: RequestFacts): Promise<{ message: string }>
  guard: Pick<GuardFeature, 'noteRefusal'>
}): Register {
  const ways: Record<RegistrationMode, Register> = {
    open: register,
    private: async (account, request) => alternatively(await askToRegister(account, request)),
    closed: async (_, request) => {
      throw registrationClosed(guard, 'register', request)
    },
  }
  return ways[mode]
}
