import { invalid, isGrantable, problem, type RoleDefinition } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import type { Caller, PrincipalsFeature } from '#features/principals'
import { type Clock, instantOf } from '#kernel/clock'
import { type Acting, actingOf } from '#kernel/ids'
import type { Storage, Transaction } from '#storage'
import { builtInNames, describeBuiltIn, isBuiltIn } from './built-in.ts'
import { definitionStore, type StoredRole } from './definitions/store.ts'
import type { RolesFeature } from './index.ts'
import { covers, type DirectoryPolicy, type PermissionSets, permissionSets } from './permissions.ts'
import { roleStore } from './store.ts'

export interface DefinitionDeps {
  storage: Storage
  clock: Clock
  directory: DirectoryPolicy
  roles: RolesFeature
  refuseEnded: PrincipalsFeature['refuseEnded']
}

interface Definition {
  readonly description: string
  readonly permissions: readonly string[]
}

const shown = ({ name, description, permissions, createdAt, updatedAt }: StoredRole): RoleDefinition => ({
  name,
  description,
  permissions: [...permissions],
  built_in: false,
  created_at: instantOf(createdAt),
  updated_at: instantOf(updatedAt),
})

const giving = (role: string, permissions: readonly string[], setsOf: PermissionSets) =>
  setsOf(permissions.map((permission) => ({ role, permission })))

const builtInProblem = () =>
  problem('role_built_in', {
    detail: 'What user and admin allow is not changed. Make a role of another name.',
  })

/** The roles themselves: which there are, and what each allows. */
export function roleDefinitions({ storage, clock, directory, roles, refuseEnded }: DefinitionDeps) {
  const store = definitionStore(storage)
  const holders = roleStore(storage)
  const setsOf = permissionSets(directory)

  const builtIn = (name: 'admin' | 'user'): RoleDefinition => ({
    name,
    description: describeBuiltIn(name),
    permissions: [...setsOf([{ role: name, permission: null }])],
    built_in: true,
    created_at: null,
    updated_at: null,
  })

  /** Nobody touches a role that gives what they have not. Throws `forbidden`. */
  const refuseAbove = async (
    tx: Transaction,
    actor: Acting,
    role: string,
    ...given: (readonly string[])[]
  ) => {
    const held = await roles.permissionsOf(tx, actor)
    const isCovered = given.every((permissions) => covers(held, giving(role, permissions, setsOf)))
    if (!held.has('roles:write') || !isCovered) {
      throw problem('forbidden', { detail: 'You may not do this.' })
    }
  }

  return {
    /** The built-in ones first, then by name, beginning behind `after`; at most so many. */
    async list(after: string | undefined, atMost: number): Promise<RoleDefinition[]> {
      const begin = after === undefined || !isBuiltIn(after) ? -1 : builtInNames.indexOf(after)
      const first = after === undefined || isBuiltIn(after) ? builtInNames.slice(begin + 1) : []
      const others = await store.list(storage, first.length > 0 || begin >= 0 ? '' : (after ?? ''), atMost)
      return [...first.map(builtIn), ...others.map(shown)].slice(0, atMost)
    },

    async get(name: string): Promise<RoleDefinition> {
      if (isBuiltIn(name)) return builtIn(name)
      const role = await store.find(storage, name)
      if (!role) throw problem('role_not_found')
      return shown(role)
    },

    /** PUT /roles/{name} */
    define(
      caller: Caller,
      name: string,
      { description, permissions }: Definition,
      record: Recorder,
    ): Promise<RoleDefinition> {
      const wrong = permissions.flatMap((permission, index) =>
        isGrantable(permission) ? [] : [{ field: `permissions.${index}`, message: notGrantable(permission) }],
      )
      if (wrong.length > 0) throw invalid(...wrong.slice(0, 20))
      if (isBuiltIn(name)) throw builtInProblem()
      return storage.write(async (tx) => {
        await roles.beginDeciding(tx)
        await refuseEnded(tx, caller)
        const before = await store.find(tx, name)
        await refuseAbove(tx, actingOf(caller), name, permissions, before?.permissions ?? [])
        await store.put(tx, { name, description, permissions, now: clock.now() })
        // Nobody has a role that there was not.
        if (before) tx.changed('roles')
        const after = await store.find(tx, name)
        if (!after) throw new Error('a role that was written is not there')
        const facts = { role: name, permissions: after.permissions.join(' ') }
        const was = before === undefined ? {} : { before: before.permissions.join(' ') }
        await record(tx, { action: 'role.defined', facts: { ...facts, ...was } })
        return shown(after)
      })
    },

    /** DELETE /roles/{name} */
    remove(caller: Caller, name: string, record: Recorder) {
      if (isBuiltIn(name)) throw builtInProblem()
      return storage.write(async (tx) => {
        await roles.beginDeciding(tx)
        await refuseEnded(tx, caller)
        const before = await store.find(tx, name)
        if (!before) throw problem('role_not_found')
        await refuseAbove(tx, actingOf(caller), name, before.permissions)
        if (await holders.hasHolder(tx, name)) {
          throw problem('role_in_use', { detail: 'Take it from everybody who has it first.' })
        }
        await store.remove(tx, name)
        const facts = { role: name, before: before.permissions.join(' ') }
        await record(tx, { action: 'role.deleted', facts })
        return { message: 'Role deleted successfully' }
      })
    },

    /** Every permission that counts in this house: this server's, and those that roles give for applications. */
    listPermissions: () => store.listPermissions(storage),
  }
}

const notGrantable = (permission: string): string => {
  const [resource = ''] = permission.split(':')
  return permission === 'server:operate'
    ? "is the operator's, and no role's."
    : `is no permission of this server, and ${resource} is no application's word.`
}
