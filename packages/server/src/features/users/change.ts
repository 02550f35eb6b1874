import { invalid, problem, type User } from '@latchkey/contract'
import type { RolesFeature } from '#features/roles'
import type { Clock } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Storage } from '#storage'
import { refusingTaken } from './account.ts'
import { canonicalEmail, judgeFullName, refusalsOf } from './identifiers.ts'
import type { UserStore } from './store.ts'

export interface ChangeDeps {
  storage: Storage
  store: UserStore
  roles: RolesFeature
  clock: Clock
  /** Memory forgets what it knew of this user. */
  forget(userId: UserId): void
  /** Ends every session of this user. */
  endSessions: (tx: Parameters<Parameters<Storage['write']>[0]>[0], userId: UserId) => Promise<unknown>
}

interface Changes {
  readonly email?: string
  readonly full_name?: string
}

/** PUT /users/{id}: what is given changes, what is absent stays (clause 8 of the wire contract). */
export function changeUser(
  { storage, store, roles, clock, forget }: ChangeDeps,
  actor: UserId,
  id: UserId,
  changes: Changes,
) {
  const email = changes.email === undefined ? undefined : canonicalEmail(changes.email)
  const fullName = changes.full_name === undefined ? undefined : judgeFullName(changes.full_name)
  const refusals = refusalsOf({ full_name: fullName ?? {}, email: email ?? {} })
  if (refusals.length > 0) throw invalid(...refusals)

  return storage.write(async (tx): Promise<User> => {
    const before = await store.find(tx, id)
    if (!before) throw problem('user_not_found')
    if (actor !== id) await roles.refuseActingAbove(tx, actor, 'users.update', id)
    const after: User = {
      ...before,
      email: changes.email ?? before.email,
      full_name: fullName && 'value' in fullName ? fullName.value : before.full_name,
    }
    if (after.email === before.email && after.full_name === before.full_name) return before
    if (email && 'key' in email) await refusingTaken(store.replaceShownEmail(tx, id, email.key))
    await store.update(tx, after, clock.now())
    tx.afterCommit(() => forget(id))
    return after
  })
}

/** DELETE /users/{id}: the account and everything that hangs on it, at once. */
export function deleteUser({ storage, store, roles, forget }: ChangeDeps, actor: UserId, id: UserId) {
  return storage.write(async (tx) => {
    if (!(await store.find(tx, id))) throw problem('user_not_found')
    await roles.refuseLosingLastAdministrator(tx, id)
    if (actor !== id) await roles.refuseActingAbove(tx, actor, 'users.delete', id)
    await store.remove(tx, id)
    tx.afterCommit(() => forget(id))
    return { message: 'User deleted successfully' }
  })
}

/** POST /users/{id}/disable: no session survives, and none begins. */
export function disableUser(deps: ChangeDeps, actor: UserId, id: UserId) {
  const { storage, store, roles, clock, forget, endSessions } = deps
  return storage.write(async (tx) => {
    const user = await store.find(tx, id)
    if (!user) throw problem('user_not_found')
    await roles.refuseLosingLastAdministrator(tx, id)
    await roles.refuseActingAbove(tx, actor, 'users.disable', id)
    await store.setDisabled(tx, id, clock.now(), clock.now())
    await endSessions(tx, id)
    tx.afterCommit(() => forget(id))
    return user
  })
}

/** POST /users/{id}/enable */
export function enableUser({ storage, store, roles, clock, forget }: ChangeDeps, actor: UserId, id: UserId) {
  return storage.write(async (tx) => {
    const user = await store.find(tx, id)
    if (!user) throw problem('user_not_found')
    await roles.refuseActingAbove(tx, actor, 'users.disable', id)
    await store.setDisabled(tx, id, null, clock.now())
    tx.afterCommit(() => forget(id))
    return user
  })
}
