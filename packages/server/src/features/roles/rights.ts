import { type Actor, OPERATOR } from '#kernel/ids'
import type { Reader } from '#storage'
import type { Rights } from './judge.ts'
import { type DirectoryPolicy, type Grant, OPERATOR_PERMISSIONS, type PermissionSets } from './permissions.ts'
import type { RoleStore } from './store.ts'

interface Deps {
  store: RoleStore
  directory: DirectoryPolicy
  permissionsOf: PermissionSets
}

const OPERATORS: Rights = {
  isActive: true,
  roles: [],
  permissions: OPERATOR_PERMISSIONS,
  giving: () => [],
}

/** What somebody may do, read at this moment. */
export function rightsReader({ store, directory, permissionsOf }: Deps) {
  const ofRoles = (grants: readonly Grant[], isActive: boolean): Rights => {
    const stored = [...new Set(grants.flatMap(({ role }) => (role === null ? [] : [role])))].sort()
    const giving = (permission: string) => [
      ...(directory === 'members' && permission === 'users:read' ? ['user'] : []),
      ...stored.filter(
        (role) =>
          role === 'admin' || grants.some((one) => one.role === role && one.permission === permission),
      ),
    ]
    return { isActive, roles: ['user', ...stored], permissions: permissionsOf(grants), giving }
  }
  return async (reader: Reader, actor: Actor): Promise<Rights | undefined> => {
    if (actor === OPERATOR) return OPERATORS
    const found = await store.findRights(reader, actor)
    return found && ofRoles(found.grants, found.isActive)
  }
}
