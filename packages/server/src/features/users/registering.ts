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
import type { Transaction } from '#storage'
import type { NewAccount } from './account.ts'

/** LATCHKEY_REGISTRATION: who may make an account without anybody's help, and what whoever asks is told. */
export type RegistrationMode = 'open' | 'private' | 'invite' | 'closed'

export type Register = (
  account: NewAccount & { readonly invitation?: string },
  request: RequestFacts,
) => Promise<User | Alternative<{ message: string }>>

/** What an account that is made by an invitation begins with. */
export interface Invited {
  readonly id: string
  readonly roles: readonly string[]
  readonly isAddressProved: boolean
}

/** An invitation that somebody shows who registers. */
export interface Acceptance {
  /** Throws what refuses it. It stays as good as it is. */
  refuseWrong(): Promise<void>
  /** In the transaction that makes the account, and before it is written. */
  spend(tx: Transaction): Promise<Invited>
  /** What both of them refuse, as it is told, with its reference. */
  telling<T>(asked: Promise<T>, request: RequestFacts): Promise<T>
}

export const registrationClosed = (
  guard: Pick<GuardFeature, 'noteRefusal'>,
  channel: AttemptChannel,
  request: RequestFacts,
): Problem =>
  problem('registration_closed', {
    detail: 'Ask an administrator of this server for an account.',
    reference: guard.noteRefusal({ channel, cause: 'registration_closed', request }),
  })

interface Deps {
  mode: RegistrationMode
  register(account: NewAccount, request: RequestFacts, invitation?: string): Promise<User>
  askToRegister(account: NewAccount, request: RequestFacts): Promise<{ message: string }>
  guard: Pick<GuardFeature, 'noteRefusal'>
}

/** POST /auth/register: the one place where the setting decides. */
export function registering({ mode, register, askToRegister, guard }: Deps): Register {
  const ways: Record<RegistrationMode, Register> = {
    open: ({ invitation, ...account }, request) => register(account, request, invitation),
    // Whoever was invited reads the address: there is nothing to hide from them.
    private: async ({ invitation, ...account }, request) =>
      invitation === undefined
        ? alternatively(await askToRegister(account, request))
        : register(account, request, invitation),
    invite: async ({ invitation, ...account }, request) => {
      if (invitation !== undefined) return register(account, request, invitation)
      throw problem('registration_closed', {
        detail: 'Accounts are made by invitation only here. Ask an administrator of this server for one.',
        reference: guard.noteRefusal({ channel: 'register', cause: 'registration_by_invitation', request }),
      })
    },
    closed: async (_, request) => {
      throw registrationClosed(guard, 'register', request)
    },
  }
  return ways[mode]
}
