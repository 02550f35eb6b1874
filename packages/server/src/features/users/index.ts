import { type Implemented, problem, type RequestFacts, type User, type UserDetails } from '@latchkey/contract'
import type { AuditFeature, Recorder } from '#features/audit'
import type { GuardedQuestion, GuardFeature } from '#features/guard'
import type { IdempotencyFeature } from '#features/idempotency'
import type { HashClaim, Passwords } from '#features/passwords'
import type { Caller } from '#features/principals'
import type { RolesFeature } from '#features/roles'
import { type Clock, instantOf } from '#kernel/clock'
import { actingOf, type UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'
import { type AccountForAnother, type NewAccount, type PrepareOptions, prepareAccount } from './account.ts'
import { addressesShown } from './addresses-shown.ts'
import { type RequireFresh, requirePasswordChange, type ShownAddress } from './change.ts'
import { type Creation, createOnce } from './create.ts'
import { createServiceAccount, type NewServiceAccount } from './create-service-account.ts'
import { canonicalEmail, identify } from './identifiers.ts'
import { PageMemo } from './page-memo.ts'
import { type Acceptance, type RegistrationMode, registering } from './registering.ts'
import { type ReplaceDeps, type Replacement, replacePassword } from './replace-password.ts'
import { type Accounts, routes } from './routes.ts'
import { type SignInRow, userStore } from './store.ts'
import { tellingTaken } from './telling-taken.ts'
import { type AccountToBe, judgeAccountToBe, writeAccountToBe } from './to-be.ts'

export type { NewAccount } from './account.ts'
export { createdAs } from './create.ts'
export { canonicalEmail, canonicalUsername, judgeFullName } from './identifiers.ts'
export type { Acceptance } from './registering.ts'
export { type RegistrationMode, registrationClosed } from './registering.ts'
export type { SignInRow } from './store.ts'
export type { AccountToBe } from './to-be.ts'

export interface UsersFeature extends Accounts {
  readonly routes: Implemented<Caller>[]
  /** Creates an account for whoever has the right to, once for each idempotency key. */
  create(creation: Creation): Promise<User>
  /** Judges and hashes what is to be an account later, whoever has its name or address. Throws `validation_failed`. */
  judgeToBe(account: NewAccount, claim: HashClaim | undefined): Promise<AccountToBe>
  /** Makes it one, whose address the caller proves. Throws `username_taken`, `email_taken`. */
  writeToBe(
    tx: Transaction,
    account: Omit<AccountToBe, 'passwordHash'> & { readonly passwordHash: string | null },
    roles: readonly string[],
  ): Promise<User>
  isUsernameTaken(reader: Reader, usernameKey: string): Promise<boolean>
  /** Creates an account for a program. */
  createServiceAccount(caller: Caller, account: NewServiceAccount, record: Recorder): Promise<User>
  exists(reader: Reader, id: UserId): Promise<boolean>
  /** Whether it is a person's or a program's; undefined where there is nobody. */
  findKind(reader: Reader, id: UserId): Promise<'person' | 'service' | undefined>
  /** The one way to a new password: see replace-password.ts. */
  replacePassword(replacement: Replacement): Promise<void>
  /** Keeps what pages are found by short. */
  sweep(): Promise<void>
  /** Whoever signs in with this name or address; undefined when it is nobody's. */
  findForSignIn(identifier: string): Promise<SignInRow | undefined>
  /** The one spelling of what somebody signs in with, also of what can be nobody's. */
  canonicalName(identifier: string): string
  /** Nobody signs in with the password that there is, but to choose another one. */
  requirePasswordChange(caller: Caller, id: UserId, record: Recorder): Promise<{ message: string }>
  isPasswordChangeRequired(reader: Reader, id: UserId): Promise<boolean>
  /** Since when the account is disabled; undefined where there is none. */
  findDisabledAt(id: UserId): Promise<number | null | undefined>
  /** The hash of whoever may sign in by one; undefined where there is none, or its time is over. */
  findPasswordHash(reader: Reader, id: UserId): Promise<string | undefined>
  /** Whether an account holds it, or has it reserved. */
  isAddressTaken(reader: Reader, addressKey: string): Promise<boolean>
  /** How an address is compared; undefined for what is none. */
  addressKeyOf(typed: string): string | undefined
  /** Whose proved address it is, of people who are active; `address` is what is mailed to. */
  findProved(reader: Reader, addressKey: string): Promise<ProvedAddress | undefined>
  /** Where mail to the owner goes: what signs in, and what was given up lately. */
  listProved(reader: Reader, id: UserId): Promise<ProvedAddress[]>
  /** Replaces a hash by one of the same password, if it is still there. */
  upgradeHash(id: UserId, from: string, to: string): Promise<number>
}

interface ProvedAddress {
  readonly userId: UserId
  readonly address: string
  readonly addressKey: string
}

/** As it was typed; one of before as it is compared. */
const mailable = <T extends { addressKey: string; address: string | null }>(row: T) => ({
  ...row,
  address: row.address ?? row.addressKey,
})

interface Deps
  extends Pick<
    ReplaceDeps,
    | 'countErased'
    | 'onAddressChanged'
    | 'endSessions'
    | 'refuseEnded'
    | 'notePassword'
    | 'revokeResetLink'
    | 'tellOwner'
  > {
  storage: Storage
  clock: Clock
  passwords: Passwords
  roles: RolesFeature
  idempotency: IdempotencyFeature
  registration: RegistrationMode
  /** What somebody shows who was invited. */
  acceptance(token: string, email: string): Acceptance
  /** What a registration comes to where its answer tells nothing. */
  askToRegister(account: NewAccount, request: RequestFacts): Promise<{ message: string }>
  guard: Pick<GuardFeature, 'beginAttempt' | 'beginRegistration' | 'beginAddressChange' | 'noteRefusal'>
  audit: Pick<AuditFeature, 'by'>
  requireFreshWhereProtected: RequireFresh
  /** Somebody has an address that is to be proved. */
  onAddress(tx: Transaction, shown: ShownAddress): Promise<void>
  /** The same of an account without a password, for which one is to be chosen. */
  onNoPassword(tx: Transaction, shown: ShownAddress): Promise<void>
  /** Somebody has an address that was proved when the account was made. */
  onProvedAddress(tx: Transaction, shown: ShownAddress): Promise<unknown>
  /** What whoever registers would read. */
  keepLanguage(tx: Transaction, userId: UserId, request: RequestFacts): Promise<void>
  /** Whether this registration is the first administrator's; claims it if so. */
  claimFirstAdministrator(tx: Transaction, request: RequestFacts): Promise<boolean>
}

const FOLDED_AT_ONCE = 100

export function usersFeature(deps: Deps): UsersFeature {
  const {
    storage,
    clock,
    roles,
    registration,
    askToRegister,
    claimFirstAdministrator,
    guard,
    audit,
    requireFreshWhereProtected,
  } = deps
  const store = userStore(storage)
  const pages = new PageMemo()
  storage.onChange(() => pages.forgetAll())
  const creation = {
    ...deps,
    prepare: (account: AccountForAnother, options: PrepareOptions) =>
      prepareAccount({ ...deps, store, onCreated: () => pages.forgetAll() }, account, options),
  }
  const readPage = async (skip: number, limit: number) => {
    const ticket = pages.ticket()
    return pages.keep({ ...(await store.list(storage, skip, limit)), skip, limit }, ticket)
  }
  const findDetails = async (id: UserId): Promise<UserDetails | undefined> => {
    const row = await store.findDetails(id)
    if (!row) return undefined
    const { fullName, externalId, createdAt, updatedAt, disabledAt, ...named } = row
    const { verifiedAt, signsInBy } = addressesShown(named.email, await store.listAddresses(id))
    return {
      ...named,
      full_name: fullName,
      roles: await roles.list(storage, id),
      status: disabledAt === null ? 'active' : 'disabled',
      external_id: externalId,
      created_at: instantOf(createdAt),
      updated_at: instantOf(updatedAt),
      disabled_at: disabledAt === null ? null : instantOf(disabledAt),
      email_verified_at: verifiedAt === null ? null : instantOf(verifiedAt),
      sign_in_email: signsInBy,
    }
  }
  const { endSessions, countErased, onAddressChanged, refuseEnded } = deps
  const change = { storage, store, roles, clock, refuseEnded, endSessions, countErased, onAddressChanged }
  const users: Omit<UsersFeature, 'routes'> = {
    register: (account, request, token) => {
      let question: GuardedQuestion | undefined
      const shown = token === undefined ? undefined : deps.acceptance(token, account.email)
      const created = createOnce(creation, {
        scope: token === undefined ? 'register' : `register by ${token}`,
        byAnybody: true,
        account,
        request,
        admit: async () => {
          // Nobody without the token makes the server hash.
          await shown?.refuseWrong()
          question = await guard.beginRegistration(request)
        },
        claim: () => question?.claim,
        record: audit.by(undefined, request),
        roles: async (tx) => ((await claimFirstAdministrator(tx, request)) ? ['admin'] : ['user']),
        ...(shown ? { invited: (tx: Transaction) => shown.spend(tx) } : {}),
        written: async (tx, { id }) => {
          await question?.succeed(tx, id)
        },
      })
      return tellingTaken(shown ? shown.telling(created, request) : created, () => question)
    },
    createFor: (caller, account, request) => {
      const granted = account.roles ?? ['user']
      if (granted.some((role) => role !== 'user') && !caller.permissions.has('roles:assign')) {
        throw problem('forbidden', { detail: 'You may not assign roles.' })
      }
      return createOnce(creation, {
        scope: `create by ${String(caller.userId)}`,
        account,
        isForAnother: true,
        request,
        record: audit.by(caller, request),
        admit: () => roles.refuseUnknown(storage, granted),
        roles: async (tx) => {
          // Hashing took its time: who the caller is, and what they may do, is asked again beside the write.
          await roles.beginDeciding(tx)
          await refuseEnded(tx, caller)
          await roles.refuseCreatingAbove(tx, actingOf(caller), granted)
          return granted
        },
      })
    },
    create: (asked) => createOnce(creation, asked),
    judgeToBe: (account, claim) => judgeAccountToBe(deps.passwords, account, claim),
    writeToBe: (tx, account, granted) =>
      writeAccountToBe({ ...deps, store, onCreated: () => pages.forgetAll() }, tx, account, granted),
    isUsernameTaken: store.isUsernameTaken,
    createServiceAccount: (caller, account, record) =>
      createServiceAccount({ ...deps, store, onCreated: () => pages.forgetAll() }, caller, account, record),
    findKind: store.findKind,
    find: (id) => store.find(storage, id),
    findDetails,
    findByIdentifier: async (text) => {
      const identifier = identify(text)
      const row = identifier && (await store.findForSignIn(identifier))
      return row && findDetails(row.id)
    },
    // Where others create users too, memory does not hear of each in its moment.
    list: (skip, limit) =>
      (storage.isExclusive ? pages.find(skip, limit) : undefined) ?? readPage(skip, limit),
    sweep: async () => {
      while ((await store.foldBlocks(FOLDED_AT_ONCE)) === FOLDED_AT_ONCE);
    },
    replacePassword: (replacement) => replacePassword({ ...deps, store }, replacement),
    exists: async (tx, id) => (await store.find(tx, id)) !== undefined,
    canonicalName: (text) => {
      const { kind = 'none', key = text.toLowerCase() } = identify(text) ?? {}
      return `${kind} ${key}`
    },
    findForSignIn: async (text) => {
      const identifier = identify(text)
      return identifier && store.findForSignIn(identifier)
    },
    findPasswordHash: (reader, id) => store.findPasswordHash(reader, id, clock.now()),
    isAddressTaken: async (reader, addressKey) =>
      (await store.findEmailHolder(reader, addressKey, clock.now())) !== undefined,
    addressKeyOf(typed) {
      const email = canonicalEmail(typed)
      return 'key' in email ? email.key : undefined
    },
    findProved: async (reader, addressKey) => {
      const row = await store.findProved(reader, addressKey)
      return row && mailable(row)
    },
    listProved: async (reader, id) => (await store.listProved(reader, id, clock.now())).map(mailable),
    isPasswordChangeRequired: store.isPasswordChangeRequired,
    findDisabledAt: store.findDisabledAt,
    requirePasswordChange: (caller, id, record) => requirePasswordChange(change, caller, id, record),
    upgradeHash: store.replaceHash,
  }
  return {
    ...users,
    routes: routes({
      users,
      change,
      register: registering({ mode: registration, register: users.register, askToRegister, guard }),
      guard,
      audit,
      requireFreshWhereProtected,
    }),
  }
}
