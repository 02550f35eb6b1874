import { problem, type RequestFacts, type User } from '@latchkey/contract'
import type { GuardFeature } from '#features/guard'
import type { Transaction } from '#storage'
import type { NewAccount } from './account.ts'

/** LATCHKEY_REGISTRATION: who may make an account without anybody's help. */
export type RegistrationMode = 'open' | 'invite' | 'closed'

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

interface Deps {
  registration: RegistrationMode
  guard: Pick<GuardFeature, 'noteRefusal'>
  users: { register(account: NewAccount, request: RequestFacts, invitation?: string): Promise<User> }
}

/** POST /auth/register: what each setting lets through. */
export function registering(
  { registration, guard, users }: Deps,
  { invitation, ...account }: NewAccount & { readonly invitation?: string },
  request: RequestFacts,
): Promise<User> {
  switch (registration) {
    case 'closed':
      throw problem('registration_closed', {
        detail: 'Ask an administrator of this server for an account.',
        reference: guard.noteRefusal({ channel: 'register', cause: 'registration_closed', request }),
      })
    case 'invite':
      if (invitation === undefined)
        throw problem('registration_closed', {
          detail: 'Accounts are made by invitation only here. Ask an administrator of this server for one.',
          reference: guard.noteRefusal({ channel: 'register', cause: 'registration_by_invitation', request }),
        })
      return users.register(account, request, invitation)
    case 'open':
      return users.register(account, request, invitation)
  }
}
