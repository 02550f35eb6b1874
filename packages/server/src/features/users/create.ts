import type { RequestFacts, Role, User } from '@latchkey/contract'
import type { IdempotencyFeature } from '#features/idempotency'
import type { Storage, Transaction } from '#storage'
import type { NewAccount, PreparedAccount } from './account.ts'

interface Deps {
  storage: Storage
  idempotency: IdempotencyFeature
  prepare(account: NewAccount, options: { leaveConflictsToTheWrite: boolean }): Promise<PreparedAccount>
}

interface Creation {
  /** Names the endpoint and the caller for the idempotency key. */
  readonly scope: string
  readonly account: NewAccount & { readonly roles?: readonly Role[] }
  readonly request: RequestFacts
  /** Which roles the account gets, decided in the transaction that writes it. */
  roles(tx: Transaction): Promise<readonly Role[]>
}

/** Creates an account once, however often the request comes with the same key. */
export async function createOnce({ storage, idempotency, prepare }: Deps, creation: Creation): Promise<User> {
  const { scope, account, request, roles } = creation
  const { password: _, ...body } = account
  const key = request.idempotencyKey
  const repeatable = key === undefined ? undefined : { scope, key, body }

  const before = repeatable && (await idempotency.replay<User>(storage, repeatable))
  if (before) return before
  const prepared = await prepare(account, { leaveConflictsToTheWrite: repeatable !== undefined })
  return storage.write(async (tx) => {
    // The same request may have been written while this one was hashed.
    const meanwhile = repeatable && (await idempotency.replay<User>(tx, repeatable))
    if (meanwhile) return meanwhile
    const user = await prepared.write(tx, await roles(tx))
    if (repeatable) await idempotency.keep(tx, repeatable, user)
    return user
  })
}
