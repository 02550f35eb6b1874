import type { RequestFacts, User } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import type { GuardFeature } from '#features/guard'
import type { IdempotencyFeature } from '#features/idempotency'
import type { HashClaim, Passwords } from '#features/passwords'
import type { Storage, Transaction } from '#storage'
import type { AccountForAnother, NewAccount, PreparedAccount, PrepareOptions } from './account.ts'
import type { Invited } from './registering.ts'

interface Deps {
  storage: Storage
  idempotency: IdempotencyFeature
  passwords: Pick<Passwords, 'verify'>
  guard: Pick<GuardFeature, 'beginAttempt'>
  prepare(account: AccountForAnother, options: PrepareOptions): Promise<PreparedAccount>
}

/** Whose account it is. */
type ForWhom =
  | {
      readonly account: NewAccount
      readonly isForAnother?: never
      /** Whoever knows the key may ask again, and not its first sender alone. */
      readonly byAnybody?: true
    }
  | {
      readonly account: AccountForAnother & { readonly roles?: readonly string[] }
      readonly isForAnother: true
      readonly byAnybody?: never
    }

export type Creation = ForWhom & {
  /** Names the endpoint and the caller for the idempotency key. */
  readonly scope: string
  readonly request: RequestFacts
  /** Tells the audit, in the same transaction. */
  readonly record: Recorder
  /** Asked before anything costly is done for a request that was not answered before. Throws what refuses it. */
  admit?(): Promise<void>
  /** Whose turn it is to be hashed for; asked when it is admitted. */
  claim?(): HashClaim | undefined
  /** Which roles the account gets, decided in the transaction that writes it. Throws what refuses it. */
  roles(tx: Transaction): Promise<readonly string[]>
  /** By an invitation, which is spent by this: then it says the roles, and `roles` is not asked. */
  invited?(tx: Transaction): Promise<Invited>
  /** In the transaction that has written it. */
  written?(tx: Transaction, user: User): Promise<void>
}

/** What is kept of a creation: its answer, and the hash by which its password is recognised, if it had one. */
interface Kept {
  readonly user: User
  readonly passwordHash: string | null
}

/** Creates an account once, however often the request comes with the same key. */
export async function createOnce(deps: Deps, creation: Creation): Promise<User> {
  const { storage, idempotency, prepare } = deps
  const { scope, account, request, roles, record, isForAnother = false } = creation
  const { password: _, ...body } = account
  const key = request.idempotencyKey
  const repeatable = key === undefined ? undefined : { scope, key, body }

  const before = repeatable && (await idempotency.replay<Kept>(storage, repeatable))
  if (before) return answerAgain(deps, before, creation)
  await creation.admit?.()
  const claim = creation.claim?.()
  const prepared = await prepare(account, {
    leaveConflictsToTheWrite: repeatable !== undefined,
    claim,
    isForAnother,
    request,
  })
  const { user, meanwhile } = await storage.write(async (tx) => {
    // The same request may have been written while this one was hashed.
    const kept = repeatable && (await idempotency.replayAlone<Kept>(tx, repeatable))
    if (kept) return { user: kept.user, meanwhile: kept }
    const invited = await creation.invited?.(tx)
    const granted = invited?.roles ?? (await roles(tx))
    const isAddressProved = invited?.isAddressProved === true
    const written = await prepared.write(tx, granted, { isAddressProved })
    const told = createdAs(written, granted, invited?.id)
    await record(tx, { action: 'user.created', subject: written.id, ...told })
    if (isAddressProved) await record(tx, { action: 'email.verified', subject: written.id })
    await creation.written?.(tx, written)
    const { passwordHash } = prepared
    if (repeatable) await idempotency.keep(tx, repeatable, written.id, { user: written, passwordHash })
    return { user: written, meanwhile: undefined }
  })
  return meanwhile ? answerAgain(deps, meanwhile, creation) : user
}

/** The password is recognised by its slow hash, for no fast one of it is stored. */
async function answerAgain(deps: Deps, kept: Kept, { account, request, byAnybody }: Creation): Promise<User> {
  const { storage, passwords, idempotency, guard } = deps
  const { password } = account
  const isTheSame = async (claim?: HashClaim) =>
    kept.passwordHash === null || password === undefined
      ? kept.passwordHash === null && password === undefined
      : passwords.verify(kept.passwordHash, password, claim)
  if (byAnybody !== true) {
    if (!(await isTheSame())) throw idempotency.reused()
    return kept.user
  }
  // A guess like any other (C026).
  const { id } = kept.user
  const attempt = await guard.beginAttempt({ channel: 'repeat_registration', userId: id, name: '', request })
  if (!(await attempt.looking(() => isTheSame(attempt.claim))))
    throw await attempt.refuse('wrong_password', idempotency.reused)
  await storage.write((tx) => attempt.succeed(tx, 'registered'))
  return kept.user
}

/** Which roles, for everybody who may read the audit; the name is about a person. */
export const createdAs = ({ username, email }: User, granted: readonly string[], invitation?: string) => ({
  facts: {
    roles: ['user', ...granted.filter((role) => role !== 'user')].join(' '),
    ...(invitation === undefined ? {} : { invitation }),
  },
  personal: { username, email },
})
