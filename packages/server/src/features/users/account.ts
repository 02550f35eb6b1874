import { invalid, problem, type RequestFacts, type User } from '@latchkey/contract'
import type { HashClaim, Passwords } from '#features/passwords'
import type { RolesFeature } from '#features/roles'
import type { Clock } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import { type Storage, type Transaction, UniqueViolation } from '#storage'
import type { ShownAddress } from './change.ts'
import { canonicalEmail, canonicalUsername, judgeFullName, refusalsOf } from './identifiers.ts'
import type { UserStore } from './store.ts'

/** What an account begins with, whoever asks for it. */
export interface NewAccount {
  readonly username: string
  readonly email: string
  readonly full_name: string
  readonly password: string
}

/** As somebody else makes it: without a password its owner is mailed how to choose one. */
export type AccountForAnother = Omit<NewAccount, 'password'> & { readonly password?: string | undefined }

/** An account that was judged and hashed, and only has to be written. */
export interface PreparedAccount {
  readonly passwordHash: string | null
  write(
    tx: Transaction,
    roles: readonly string[],
    options?: { readonly isAddressProved: boolean },
  ): Promise<User>
}

export interface PrepareOptions {
  readonly leaveConflictsToTheWrite: boolean
  readonly claim?: HashClaim | undefined
  /** Whoever asks for it is not its owner, who keeps no password that others know (ASVS 5.0 6.4.6). */
  readonly isForAnother: boolean
  readonly request: RequestFacts
}

/** A password that somebody else set, as long as it is not changed (ASVS 5.0 6.4.1). */
const INITIAL_PASSWORD_MS = 24 * 60 * 60 * 1_000

interface Deps {
  storage: Storage
  store: UserStore
  passwords: Passwords
  roles: RolesFeature
  clock: Clock
  /** It is of whoever asks for it, with what they would read. */
  keepLanguage(tx: Transaction, userId: UserId, request: RequestFacts): Promise<void>
  /** It has an address that is to be proved. */
  onAddress(tx: Transaction, shown: ShownAddress): Promise<void>
  /** It has no password yet: whoever reads that address is to choose one. */
  onNoPassword(tx: Transaction, shown: ShownAddress): Promise<void>
  /** It has an address that was proved by how the account was asked for. */
  onProvedAddress(tx: Transaction, shown: ShownAddress): Promise<unknown>
  /** Runs in the moment an account is committed. */
  onCreated(): void
}

const taken = (column: string) =>
  column.startsWith('user_emails.')
    ? problem('email_taken', { detail: 'An account with this e-mail address exists already.' })
    : problem('username_taken', { detail: 'An account with this username exists already.' })

/** Turns the database's verdict on uniqueness into the contract's. */
export async function refusingTaken<T>(write: Promise<T>): Promise<T> {
  try {
    return await write
  } catch (error) {
    throw error instanceof UniqueViolation ? taken(error.column) : error
  }
}

/** How an account's name and address are compared, and its full name as it is kept. Throws `validation_failed`. */
export async function judgeAccount(passwords: Pick<Passwords, 'judge'>, account: AccountForAnother) {
  const username = canonicalUsername(account.username)
  const email = canonicalEmail(account.email)
  const fullName = judgeFullName(account.full_name)
  const refusals = refusalsOf({ username, email, full_name: fullName })
  const reason =
    account.password === undefined
      ? undefined
      : await passwords.judge(account.password, { username: account.username, email: account.email })
  if (reason) refusals.push({ field: 'password', message: reason.sentence })
  if (refusals.length > 0 || 'refusal' in username || 'refusal' in email || 'refusal' in fullName) {
    throw invalid(...refusals)
  }
  return { usernameKey: username.key, emailKey: email.key, fullName: fullName.value }
}

/**
 * Judges everything before it hashes, hashes before it writes. Throws `validation_failed`, and `username_taken` or
 * `email_taken` early unless `leaveConflictsToTheWrite`; the unique indexes decide in the end.
 */
export async function prepareAccount(
  {
    storage,
    store,
    passwords,
    roles,
    clock,
    keepLanguage,
    onAddress,
    onNoPassword,
    onProvedAddress,
    onCreated,
  }: Deps,
  account: AccountForAnother,
  options: PrepareOptions,
): Promise<PreparedAccount> {
  const { usernameKey, emailKey, fullName } = await judgeAccount(passwords, account)
  if (!options.leaveConflictsToTheWrite) {
    if (await store.isUsernameTaken(storage, usernameKey)) throw taken('users.username_key')
    if ((await store.findEmailHolder(storage, emailKey, clock.now())) !== undefined)
      throw taken('user_emails.address_key')
  }
  const passwordHash =
    account.password === undefined ? null : await passwords.hash(account.password, options.claim)
  return {
    passwordHash,
    async write(tx, granted, { isAddressProved } = { isAddressProved: false }) {
      const row = { ...account, usernameKey, emailKey, fullName }
      const now = clock.now()
      const isInitial = options.isForAnother && passwordHash !== null
      const initialPasswordUntil = isInitial ? now + INITIAL_PASSWORD_MS : null
      const id = await refusingTaken(store.insert(tx, { ...row, passwordHash, initialPasswordUntil, now }))
      await roles.replace(tx, id, granted)
      // The first mail is written in it.
      if (!options.isForAnother) await keepLanguage(tx, id, options.request)
      const shown = { userId: id, address: account.email, addressKey: emailKey }
      const asked = passwordHash === null ? onNoPassword : onAddress
      await (isAddressProved ? onProvedAddress(tx, shown) : asked(tx, shown))
      tx.afterCommit(onCreated)
      return { id, username: account.username, email: account.email, full_name: fullName }
    },
  }
}
