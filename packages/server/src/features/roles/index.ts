import { contract, implementFor, type Permission, problem, type Role } from '@latchkey/contract'
import type { UserId } from '#kernel/ids'
import type { Storage, Transaction } from '#storage'
import { covers, type DirectoryPolicy, permissionsOf } from './permissions.ts'
import { roleStore } from './store.ts'

export { type DirectoryPolicy, permissionsOf } from './permissions.ts'

export interface RolesFeature {
  /** Sets the stored roles; the caller has checked who may. */
  replace(tx: Transaction, userId: UserId, roles: readonly Role[]): Promise<void>
  /** Throws `last_administrator` when the house would be left without one. */
  refuseLosingLastAdministrator(tx: Transaction, userId: UserId): Promise<void>
  /**
   * Whether the actor may do this to the target as both are at this moment, not as they were when the request came:
   * the permission is held, and covers all that the target may do. Throws `forbidden`.
   */
  refuseActingAbove(tx: Transaction, actorId: UserId, permission: Permission, targetId: UserId): Promise<void>
  /** Whether the actor may make an account of these roles, as the actor is at this moment. Throws `forbidden`. */
  refuseCreatingAbove(tx: Transaction, actorId: UserId, roles: readonly Role[]): Promise<void>
}

interface Deps {
  storage: Storage
  directory: DirectoryPolicy
}

export function rolesFeature({ storage, directory }: Deps): RolesFeature {
  const store = roleStore(storage)
  const permissionsOfActor = async (tx: Transaction, userId: UserId) =>
    permissionsOf(await store.listActiveRoles(tx, userId), directory)
  const forbidden = () => problem('forbidden', { detail: 'You may not do this.' })
  return {
    replace: store.replaceRoles,
    async refuseLosingLastAdministrator(tx, userId) {
      if (await store.isLastAdministrator(tx, userId)) {
        throw problem('last_administrator', { detail: 'Make somebody else an administrator first.' })
      }
    },
    async refuseActingAbove(tx, actorId, permission, targetId) {
      const actor = await permissionsOfActor(tx, actorId)
      const target = permissionsOf(await store.listRoles(tx, targetId), directory)
      if (!actor.has(permission) || !covers(actor, target)) throw forbidden()
    },
    async refuseCreatingAbove(tx, actorId, roles) {
      const actor = await permissionsOfActor(tx, actorId)
      if (!actor.has('users.create') || !covers(actor, permissionsOf(roles, directory))) throw forbidden()
    },
  }
}

interface RouteDeps {
  storage: Storage
  roles: RolesFeature
  /** Whether the user exists, seen by the transaction. */
  exists(tx: Transaction, userId: UserId): Promise<boolean>
  /** Memory forgets what it knew of this user. */
  forget(userId: UserId): void
}

export const rolesRoutes = ({ storage, roles, exists, forget }: RouteDeps) =>
  implementFor<{ userId: UserId }>()(contract.roles, {
    assign: ({ params: { id }, body, caller }) =>
      storage.write(async (tx) => {
        if (!(await exists(tx, id))) throw problem('user_not_found')
        if (!body.roles.includes('admin')) await roles.refuseLosingLastAdministrator(tx, id)
        await roles.refuseActingAbove(tx, caller.userId, 'roles.assign', id)
        await roles.replace(tx, id, body.roles)
        tx.afterCommit(() => forget(id))
        return { id, roles: body.roles }
      }),
  })
