import { invalid, problem, type User } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import type { Caller } from '#features/principals'
import type { RolesFeature } from '#features/roles'
import type { Clock } from '#kernel/clock'
import { type Acting, accountOf, type SessionId, type UserId } from '#kernel/ids'
import type { Storage, Transaction } from '#storage'
import { refusingTaken } from './account.ts'
import { canonicalEmail, judgeFullName, refusalsOf } from './identifiers.ts'
import type { UserStore } from './store.ts'

export interface ChangeDeps {
  storage: Storage
  store: UserStore
  roles: RolesFeature
  clock: Clock
  /** Ends every session of this user, but one that is to be kept. */
  endSessions(tx: Transaction, userId: UserId, kept?: SessionId): Promise<unknown>
}

/** Throws `reauth_required` where the caller's account has a second factor that was not just proved. */
export type RequireFresh = (tx: Transaction, caller: Caller) => Promise<void>

interface Changes {
  readonly email?: string
  readonly full_name?: string
}

/** A change of one user who exists, which memory hears of at its commit. Throws `user_not_found`. */
export function writeUser<T>(
  { storage, store, roles }: Pick<ChangeDeps, 'storage' | 'store' | 'roles'>,
  id: UserId,
  { isDecidedByRoles }: { isDecidedByRoles: boolean },
  change: (tx: Transaction, user: User) => Promise<T>,
): Promise<T> {
  return storage.write(async (tx) => {
    if (isDecidedByRoles) await roles.beginDeciding(tx)
    const user = await store.findToChange(tx, id)
    if (!user) throw problem('user_not_found')
    tx.changed(id)
    return change(tx, user)
  })
}

/**
 * PUT /users/{id}: what is given changes, what is absent stays (clause 8 of the wire contract). `admitOwner` refuses an owner
 * who should prove more before the address changes.
 */
export function changeUser(
  deps: ChangeDeps,
  actor: Acting,
  id: UserId,
  changes: Changes,
  record: Recorder,
  admitOwner: (tx: Transaction) => Promise<void>,
): Promise<User> {
  const { store, roles, clock } = deps
  const email = changes.email === undefined ? undefined : canonicalEmail(changes.email)
  const fullName = changes.full_name === undefined ? undefined : judgeFullName(changes.full_name)
  const refusals = refusalsOf({ full_name: fullName ?? {}, email: email ?? {} })
  if (refusals.length > 0) throw invalid(...refusals)

  return writeUser(deps, id, { isDecidedByRoles: accountOf(actor) !== id }, async (tx, before) => {
    if (accountOf(actor) !== id) await roles.refuseActingAbove(tx, actor, 'users:write', id)
    const after: User = {
      ...before,
      email: changes.email ?? before.email,
      full_name: fullName && 'value' in fullName ? fullName.value : before.full_name,
    }
    if (after.email === before.email && after.full_name === before.full_name) return before
    if (accountOf(actor) === id && after.email !== before.email) await admitOwner(tx)
    if (email && 'key' in email) await refusingTaken(store.replaceShownEmail(tx, id, email.key))
    await store.update(tx, after, clock.now())
    await record(tx, { action: 'user.changed', subject: id, ...changesOf(before, after) })
    return after
  })
}

/** DELETE /users/{id}: the account and everything that hangs on it, at once. */
export function deleteUser(
  deps: ChangeDeps,
  actor: Acting,
  id: UserId,
  record: Recorder,
  admitOwner: (tx: Transaction) => Promise<void>,
) {
  const { store, roles, endSessions } = deps
  return writeUser(deps, id, { isDecidedByRoles: true }, async (tx) => {
    await roles.refuseActingAbove(tx, actor, 'users:delete', id)
    if (accountOf(actor) === id) await admitOwner(tx)
    await endSessions(tx, id)
    const before = (await roles.list(tx, id)).join(' ')
    await record(tx, { action: 'user.deleted', subject: id, facts: { before } })
    await store.remove(tx, id)
    return { message: 'User deleted successfully' }
  })
}

/** POST /users/{id}/disable: no session survives, and none begins. */
export function disableUser(deps: ChangeDeps, actor: Acting, id: UserId, record: Recorder): Promise<User> {
  const { store, roles, clock, endSessions } = deps
  return writeUser(deps, id, { isDecidedByRoles: true }, async (tx, user) => {
    await roles.refuseActingAbove(tx, actor, 'users:disable', id)
    await store.setDisabled(tx, id, clock.now(), clock.now())
    await endSessions(tx, id)
    await record(tx, { action: 'user.disabled', subject: id })
    return user
  })
}

/** POST /users/{id}/enable */
export function enableUser(deps: ChangeDeps, actor: Acting, id: UserId, record: Recorder): Promise<User> {
  const { store, roles, clock } = deps
  return writeUser(deps, id, { isDecidedByRoles: true }, async (tx, user) => {
    await roles.refuseActingAbove(tx, actor, 'users:disable', id, { isGivingBack: true })
    await store.setDisabled(tx, id, null, clock.now())
    await record(tx, { action: 'user.enabled', subject: id })
    return user
  })
}

/** POST /users/{id}/require-password-change: no session survives, and the next one begins with another password. */
export function requirePasswordChange(deps: ChangeDeps, actor: Acting, id: UserId, record: Recorder) {
  const { store, roles, clock, endSessions } = deps
  return writeUser(deps, id, { isDecidedByRoles: true }, async (tx) => {
    await roles.refuseActingAbove(tx, actor, 'users:recover', id)
    if (accountOf(actor) === id)
      throw problem('account_not_suitable', { detail: 'Your own password you change yourself.' })
    if (!(await store.requirePasswordChange(tx, id, clock.now())))
      throw problem('account_not_suitable', { detail: 'A service account has no password.' })
    await endSessions(tx, id)
    await record(tx, { action: 'password.change_required', subject: id })
    return { message: 'A new password is asked for' }
  })
}

/** Which fields, for everybody who may read the audit; what they were and are is about a person. */
function changesOf(before: User, after: User) {
  const changed = (['email', 'full_name'] as const).filter((name) => before[name] !== after[name])
  return {
    facts: { fields: changed.join(' ') },
    personal: Object.fromEntries(
      changed.flatMap((name) => [
        [`${name} before`, before[name]],
        [name, after[name]],
      ]),
    ),
  }
}
