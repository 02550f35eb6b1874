import { invalid, type Permission, problem, type Rule } from '@latchkey/contract'
import { type Acting, accountOf, type UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'
import { type Act, actOf } from './acts.ts'
import { isBuiltIn } from './built-in.ts'
import { definitionStore } from './definitions/store.ts'
import { judge, type Question } from './judge.ts'
import { covers, type DirectoryPolicy, type Grant, NOTHING, permissionSets, within } from './permissions.ts'
import { rightsReader } from './rights.ts'
import { roleStore } from './store.ts'

export {
  type DirectoryPolicy,
  OPERATOR_PERMISSIONS,
  type PermissionSets,
  permissionSets,
  within,
} from './permissions.ts'
export { rolesRoutes } from './routes.ts'

export interface RolesFeature {
  /** To be called before a row is locked for a change that roles decide: the order in which all take their locks. */
  beginDeciding(tx: Transaction): Promise<void>
  /** `user` first, which is everybody's. */
  list(reader: Reader, userId: UserId): Promise<string[]>
  /** What somebody may do, as the reader sees it: nothing, for whoever is disabled or not there. */
  permissionsOf(reader: Reader, actor: Acting): Promise<ReadonlySet<string>>
  /** Sets the stored roles; the caller has checked who may. */
  replace(tx: Transaction, userId: UserId, roles: readonly string[]): Promise<void>
  /** Throws `validation_failed`, naming the first role that there is not. */
  refuseUnknown(reader: Reader, roles: readonly string[]): Promise<void>
  /** Throws `last_administrator` when the house would be left without one. */
  refuseLosingLastAdministrator(tx: Transaction, userId: UserId): Promise<void>
  /**
   * Whether the actor may do this to the target as both are at this moment, not as they were when the request came:
   * the permission is held, and covers all that the target may do.
   */
  canActOn(tx: Transaction, actor: Acting, permission: Permission, targetId: UserId): Promise<boolean>
  /**
   * Throws `forbidden` where `canActOn` says no, and `last_administrator` where it would take the last one away.
   * `isGivingBack`: what the permission takes is given back by this.
   */
  refuseActingAbove(
    tx: Transaction,
    actor: Acting,
    permission: Permission,
    targetId: UserId,
    options?: { isGivingBack: boolean },
  ): Promise<void>
  /**
   * Whether the actor may do this, and all that these roles allow, as they are at this moment. Throws `forbidden`, or as
   * `refuseUnknown`.
   */
  refuseGrantingAbove(
    tx: Transaction,
    actor: Acting,
    permission: Permission,
    roles: readonly string[],
  ): Promise<void>
  /** Whether the actor may make an account of these roles. Throws as `refuseGrantingAbove`. */
  refuseCreatingAbove(tx: Transaction, actor: Acting, roles: readonly string[]): Promise<void>
  /** Why somebody may do something, or may not: the rules by which all of the above is decided. */
  explain(reader: Reader, question: Omit<Question, 'act'>): Promise<Rule[]>
}

interface Deps {
  storage: Storage
  directory: DirectoryPolicy
}

/** By an API key nobody does more than the key was made for, whoever its owner is. */
const whoActs = (acting: Acting): Pick<Question, 'actor' | 'scopes'> => ({
  actor: accountOf(acting),
  scopes: typeof acting === 'object' ? acting.scopes : undefined,
})

const forbidden = () => problem('forbidden', { detail: 'You may not do this.' })
const lastAdministrator = () =>
  problem('last_administrator', { detail: 'Make somebody else an administrator first.' })

/** What is told to whoever met a rule that does not hold. */
function refusalOf({ rule }: Rule): Error {
  if (rule === 'administrator_remains') return lastAdministrator()
  return rule === 'target_exists' ? problem('user_not_found') : forbidden()
}

export function rolesFeature({ storage, directory }: Deps): RolesFeature {
  const store = roleStore(storage)
  const definitions = definitionStore(storage)
  const permissionsOf = permissionSets(directory)
  const findRights = rightsReader({ store, directory, permissionsOf })
  const witness = { findRights, isLastAdministrator: store.isLastAdministrator }
  /** Who may do what is decided by one transaction at a time: each sees what the one before it granted or took. */
  const decide = (tx: Transaction) => tx.alone('roles')
  const verdict = async (tx: Transaction, question: Question): Promise<Rule | undefined> => {
    await decide(tx)
    return (await judge(witness, tx, question)).find(({ holds }) => !holds)
  }
  const livePermissions = async (reader: Reader, acting: Acting) => {
    const { actor, scopes } = whoActs(acting)
    const rights = await findRights(reader, actor)
    if (!rights?.isActive) return NOTHING
    return scopes ? within(rights.permissions, scopes) : rights.permissions
  }
  /** What roles would give to whoever had them. */
  const grantsOf = async (reader: Reader, roles: readonly string[]): Promise<Grant[]> => {
    const grants: Grant[] = []
    for (const [index, role] of roles.entries()) {
      const stored = isBuiltIn(role) ? { permissions: [] } : await definitions.find(reader, role)
      if (!stored) throw invalid({ field: `roles.${index}`, message: 'is not a role of this server.' })
      grants.push(
        { role, permission: null },
        ...stored.permissions.map((permission) => ({ role, permission })),
      )
    }
    return grants
  }
  const refuseGrantingAbove: RolesFeature['refuseGrantingAbove'] = async (tx, actor, permission, roles) => {
    await decide(tx)
    const given = permissionsOf(await grantsOf(tx, roles))
    const held = await livePermissions(tx, actor)
    if (!held.has(permission) || !covers(held, given)) throw forbidden()
  }
  const isMoreThanEverybodys = (role: string) => role !== 'user'
  return {
    beginDeciding: decide,
    list: store.listRoles,
    permissionsOf: livePermissions,
    replace: store.replaceRoles,
    async refuseUnknown(reader, roles) {
      await grantsOf(reader, roles)
    },
    async refuseLosingLastAdministrator(tx, userId) {
      await decide(tx)
      if (await store.isLastAdministrator(tx, userId)) throw lastAdministrator()
    },
    async canActOn(tx, actor, permission, targetId) {
      return (
        (await verdict(tx, { ...whoActs(actor), permission, targetId, act: actOf(permission) })) === undefined
      )
    },
    async refuseActingAbove(tx, actor, permission, targetId, { isGivingBack } = { isGivingBack: false }) {
      const { endsAdministrator, ...rest } = actOf(permission)
      const act: Act = endsAdministrator && !isGivingBack ? { ...rest, endsAdministrator } : rest
      const failed = await verdict(tx, { ...whoActs(actor), permission, targetId, act })
      if (failed) throw refusalOf(failed)
    },
    refuseGrantingAbove,
    async refuseCreatingAbove(tx, actor, roles) {
      await refuseGrantingAbove(tx, actor, 'users:create', roles)
      if (roles.some(isMoreThanEverybodys)) await refuseGrantingAbove(tx, actor, 'roles:assign', roles)
    },
    explain: (reader, question) => judge(witness, reader, { ...question, act: actOf(question.permission) }),
  }
}
