import type { User } from '@latchkey/contract'
import type { HashClaim, Passwords } from '#features/passwords'
import type { RolesFeature } from '#features/roles'
import type { Clock } from '#kernel/clock'
import type { Transaction } from '#storage'
import { judgeAccount, type NewAccount, refusingTaken } from './account.ts'
import type { UserStore } from './store.ts'

/** An account that was judged and hashed, and is kept until somebody confirms it. */
export interface AccountToBe {
  readonly username: string
  readonly usernameKey: string
  /** As it was typed. */
  readonly email: string
  readonly addressKey: string
  readonly fullName: string
  readonly passwordHash: string
}

interface Deps {
  store: UserStore
  passwords: Passwords
  roles: RolesFeature
  clock: Clock
  onCreated(): void
}

/** Asks nothing of who has the name or the address. Throws `validation_failed`. */
export async function judgeAccountToBe(
  passwords: Passwords,
  account: NewAccount,
  claim: HashClaim | undefined,
): Promise<AccountToBe> {
  const { usernameKey, emailKey, fullName } = await judgeAccount(passwords, account)
  const passwordHash = await passwords.hash(account.password, claim)
  const { username, email } = account
  return { username, usernameKey, email, addressKey: emailKey, fullName, passwordHash }
}

/** Its address is the caller's to prove. Without a hash for whoever signs in by something else. Throws `username_taken`, `email_taken`. */
export async function writeAccountToBe(
  { store, roles, clock, onCreated }: Deps,
  tx: Transaction,
  account: Omit<AccountToBe, 'passwordHash'> & { readonly passwordHash: string | null },
  granted: readonly string[],
): Promise<User> {
  const { username, email, addressKey, fullName } = account
  const id = await refusingTaken(store.insert(tx, { ...account, emailKey: addressKey, now: clock.now() }))
  await roles.replace(tx, id, granted)
  tx.afterCommit(onCreated)
  return { id, username, email, full_name: fullName }
}
