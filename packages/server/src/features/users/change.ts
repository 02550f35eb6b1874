import { invalid, problem, type User } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import type { Caller, PrincipalsFeature } from '#features/principals'
import type { RolesFeature } from '#features/roles'
import type { Clock } from '#kernel/clock'
import { actingOf, type SessionId, type UserId } from '#kernel/ids'
import type { Storage, Transaction } from '#storage'
import { refusingTaken } from './account.ts'
import { canonicalEmail, judgeFullName, refusalsOf } from './identifiers.ts'
import type { UserStore } from './store.ts'

export interface ChangeDeps {
  storage: Storage
  store: UserStore
  roles: RolesFeature
  clock: Clock
  refuseEnded: PrincipalsFeature['refuseEnded']
  /** Ends every session of this user, but one that is to be kept. */
  endSessions(tx: Transaction, userId: UserId, kept?: SessionId): Promise<unknown>
  /** How much of each kind goes with an account. */
  countErased(tx: Transaction, userId: UserId): Promise<Readonly<Record<string, number>>>
  /** The address shown is another one: it is to be proved, and the one that signs in is told. */
  onAddressChanged(tx: Transaction, shown: ShownAddress): Promise<void>
}

export interface ShownAddress {
  readonly userId: UserId
  readonly address: string
  readonly addressKey: string
}

/** Throws `reauth_required` where the caller's account has a second factor that was not just proved. */
export type RequireFresh = (tx: Transaction, caller: Caller) => Promise<void>

interface Changes {
  readonly email?: string
  readonly full_name?: string
}

interface Changing {
  readonly isDecidedByRoles: boolean
  /** Who asks for it; undefined where the right to it is a token, or a proof of their own. */
  readonly by: Caller | undefined
}

/** A change of one user who exists, which memory hears of at its commit. Throws `user_not_found`, `invalid_token`. */
export function writeUser<T>(
  { storage, store, roles, refuseEnded }: Pick<ChangeDeps, 'storage' | 'store' | 'roles' | 'refuseEnded'>,
  id: UserId,
  { isDecidedByRoles, by }: Changing,
  change: (tx: Transaction, user: User) => Promise<T>,
): Promise<T> {
  return storage.write(async (tx) => {
    if (isDecidedByRoles) await roles.beginDeciding(tx)
    if (by) await refuseEnded(tx, by)
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
  caller: Caller,
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

  const isOwn = caller.userId === id
  return writeUser(deps, id, { isDecidedByRoles: !isOwn, by: caller }, async (tx, before) => {
    if (!isOwn) await roles.refuseActingAbove(tx, actingOf(caller), 'users:write', id)
    const after: User = {
      ...before,
      email: changes.email ?? before.email,
      full_name: fullName && 'value' in fullName ? fullName.value : before.full_name,
    }
    if (after.email === before.email && after.full_name === before.full_name) return before
    if (isOwn && after.email !== before.email) await admitOwner(tx)
    const named = email && 'key' in email ? { email: after.email, emailKey: email.key } : undefined
    if (named) await refusingTaken(store.replaceShownEmail(tx, id, { ...named, now: clock.now() }))
    await store.update(tx, after, clock.now())
    if (named)
      await deps.onAddressChanged(tx, { userId: id, address: named.email, addressKey: named.emailKey })
    await record(tx, { action: 'user.changed', subject: id, ...changesOf(before, after) })
    return after
  })
}

/** DELETE /users/{id}: the account and everything that hangs on it, at once. */
export function deleteUser(
  deps: ChangeDeps,
  caller: Caller,
  id: UserId,
  record: Recorder,
  admitOwner: (tx: Transaction) => Promise<void>,
) {
  const { store, roles, endSessions, countErased } = deps
  return writeUser(deps, id, { isDecidedByRoles: true, by: caller }, async (tx) => {
    await roles.refuseActingAbove(tx, actingOf(caller), 'users:delete', id)
    if (caller.userId === id) await admitOwner(tx)
    const erased = Object.entries(await countErased(tx, id)).map(([part, count]) => `${part} ${count}`)
    await endSessions(tx, id)
    const before = (await roles.list(tx, id)).join(' ')
    await record(tx, { action: 'user.deleted', subject: id, facts: { before, erased: erased.join(', ') } })
    await store.remove(tx, id)
    return { message: 'User deleted successfully' }
  })
}

/** POST /users/{id}/disable: no session survives, and none begins. */
export function disableUser(deps: ChangeDeps, caller: Caller, id: UserId, record: Recorder): Promise<User> {
  const { store, roles, clock, endSessions } = deps
  return writeUser(deps, id, { isDecidedByRoles: true, by: caller }, async (tx, user) => {
    await roles.refuseActingAbove(tx, actingOf(caller), 'users:disable', id)
    await store.setDisabled(tx, id, clock.now(), clock.now())
    await endSessions(tx, id)
    await record(tx, { action: 'user.disabled', subject: id })
    return user
  })
}

/** POST /users/{id}/enable */
export function enableUser(deps: ChangeDeps, caller: Caller, id: UserId, record: Recorder): Promise<User> {
  const { store, roles, clock } = deps
  return writeUser(deps, id, { isDecidedByRoles: true, by: caller }, async (tx, user) => {
    await roles.refuseActingAbove(tx, actingOf(caller), 'users:disable', id, { isGivingBack: true })
    await store.setDisabled(tx, id, null, clock.now())
    await record(tx, { action: 'user.enabled', subject: id })
    return user
  })
}

/** POST /users/{id}/require-password-change: no session survives, and the next one begins with another password. */
export function requirePasswordChange(deps: ChangeDeps, caller: Caller, id: UserId, record: Recorder) {
  const { store, roles, clock, endSessions } = deps
  return writeUser(deps, id, { isDecidedByRoles: true, by: caller }, async (tx) => {
    await roles.refuseActingAbove(tx, actingOf(caller), 'users:recover', id)
    if (caller.userId === id)
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
