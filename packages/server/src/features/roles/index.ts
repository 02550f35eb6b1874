import { contract, implementFor, type Permission, problem, type Role } from '@latchkey/contract'
import { type Acting, type Actor, accountOf, actingOf, OPERATOR, type UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'
import { covers, type DirectoryPolicy, OPERATOR_PERMISSIONS, permissionsOf, within } from './permissions.ts'
import { roleStore } from './store.ts'

export { type DirectoryPolicy, OPERATOR_PERMISSIONS, permissionsOf, within } from './permissions.ts'

export interface RolesFeature {
  /** To be called before a row is locked for a change that roles decide: the order in which all take their locks. */
  beginDeciding(tx: Transaction): Promise<void>
  /** `user` first, which is everybody's. */
  list(reader: Reader, userId: UserId): Promise<Role[]>
  /** Sets the stored roles; the caller has checked who may. */
  replace(tx: Transaction, userId: UserId, roles: readonly Role[]): Promise<void>
  /** Throws `last_administrator` when the house would be left without one. */
  refuseLosingLastAdministrator(tx: Transaction, userId: UserId): Promise<void>
  /**
   * Whether the actor may do this to the target as both are at this moment, not as they were when the request came:
   * the permission is held, and covers all that the target may do.
   */
  canActOn(tx: Transaction, actor: Acting, permission: Permission, targetId: UserId): Promise<boolean>
  /** Throws `forbidden` where `canActOn` says no. */
  refuseActingAbove(tx: Transaction, actor: Acting, permission: Permission, targetId: UserId): Promise<void>
  /** Whether the actor may do this, and all that these roles allow. Throws `forbidden`. */
  refuseGrantingAbove(
    tx: Transaction,
    actor: Acting,
    permission: Permission,
    roles: readonly Role[],
  ): Promise<void>
  /** Whether the actor may make an account of these roles, as the actor is at this moment. Throws `forbidden`. */
  refuseCreatingAbove(tx: Transaction, actor: Acting, roles: readonly Role[]): Promise<void>
}

interface Deps {
  storage: Storage
  directory: DirectoryPolicy
}

export function rolesFeature({ storage, directory }: Deps): RolesFeature {
  const store = roleStore(storage)
  /** Who may do what is decided by one transaction at a time: each sees what the one before it granted or took. */
  const decide = (tx: Transaction) => tx.alone('roles')
  const permissionsOfAccount = async (tx: Transaction, actor: Actor) =>
    actor === OPERATOR
      ? OPERATOR_PERMISSIONS
      : permissionsOf(await store.listActiveRoles(tx, actor), directory)
  /** By an API key nobody does more than the key was made for, whoever its owner is. */
  const permissionsOfActor = async (tx: Transaction, acting: Acting) => {
    const held = await permissionsOfAccount(tx, accountOf(acting))
    return typeof acting === 'object' ? within(held, acting.scopes) : held
  }
  const canActOn: RolesFeature['canActOn'] = async (tx, actor, permission, targetId) => {
    await decide(tx)
    const held = await permissionsOfActor(tx, actor)
    const target = permissionsOf(await store.listRoles(tx, targetId), directory)
    return held.has(permission) && covers(held, target)
  }
  const forbidden = () => problem('forbidden', { detail: 'You may not do this.' })
  return {
    beginDeciding: decide,
    list: store.listRoles,
    replace: store.replaceRoles,
    async refuseLosingLastAdministrator(tx, userId) {
      await decide(tx)
      if (await store.isLastAdministrator(tx, userId)) {
        throw problem('last_administrator', { detail: 'Make somebody else an administrator first.' })
      }
    },
    canActOn,
    async refuseActingAbove(tx, actor, permission, targetId) {
      if (!(await canActOn(tx, actor, permission, targetId))) throw forbidden()
    },
    async refuseGrantingAbove(tx, actor, permission, roles) {
      await decide(tx)
      const held = await permissionsOfActor(tx, actor)
      if (!held.has(permission) || !covers(held, permissionsOf(roles, directory))) throw forbidden()
    },
    refuseCreatingAbove(tx, actor, roles) {
      return this.refuseGrantingAbove(tx, actor, 'users:create', roles)
    },
  }
}

interface RouteDeps {
  storage: Storage
  roles: RolesFeature
  /** Whether the user exists, seen by the transaction. */
  exists(tx: Transaction, userId: UserId): Promise<boolean>
}

export const rolesRoutes = ({ storage, roles, exists }: RouteDeps) =>
  implementFor<{ userId: Actor; scopes?: ReadonlySet<string> }>()(contract.roles, {
    assign: ({ params: { id }, body, caller }) =>
      storage.write(async (tx) => {
        await roles.beginDeciding(tx)
        if (!(await exists(tx, id))) throw problem('user_not_found')
        if (!body.roles.includes('admin')) await roles.refuseLosingLastAdministrator(tx, id)
        await roles.refuseActingAbove(tx, actingOf(caller), 'roles:assign', id)
        await roles.refuseGrantingAbove(tx, actingOf(caller), 'roles:assign', body.roles)
        await roles.replace(tx, id, body.roles)
        tx.changed(id)
        return { id, roles: body.roles }
      }),
  })
