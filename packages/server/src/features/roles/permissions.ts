import type { Permission, Role } from '@latchkey/contract'

/** Who sees whom: clause 7 of the wire contract. */
export type DirectoryPolicy = 'private' | 'members'

const EVERYTHING: ReadonlySet<Permission> = new Set([
  'users:read',
  'users:create',
  'users:write',
  'users:delete',
  'users:disable',
  'users:recover',
  'roles:assign',
  'users:inspect',
  'sessions:revoke',
  'api-keys:revoke',
  'service-accounts:write',
  'signin:on-behalf',
  'revocations:read',
  'server:inspect',
])
/** Whoever may open the server's socket or its database has all that an administrator has, and the server itself. */
export const OPERATOR_PERMISSIONS: ReadonlySet<Permission> = new Set([...EVERYTHING, 'server:operate'])
const NOTHING: ReadonlySet<Permission> = new Set()
const READING: ReadonlySet<Permission> = new Set(['users:read'])

/** What a set of roles allows. The one place that knows; whatever replaces roles replaces this. */
export function permissionsOf(roles: readonly Role[], directory: DirectoryPolicy): ReadonlySet<Permission> {
  if (roles.includes('admin')) return EVERYTHING
  return directory === 'members' ? READING : NOTHING
}

/** Nobody acts above their own rights: whoever changes another must be allowed all that the other is. */
export const covers = (actor: ReadonlySet<Permission>, target: ReadonlySet<Permission>): boolean =>
  [...target].every((permission) => actor.has(permission))

/** What is left of rights for whoever acts by an API key of these scopes. */
export const within = (held: ReadonlySet<Permission>, scopes: ReadonlySet<string>): ReadonlySet<Permission> =>
  new Set([...held].filter((permission) => scopes.has(permission)))
