import { isApplicationsOwn, isGrantable, permissions } from '@latchkey/contract'

/** Who sees whom: clause 7 of the wire contract. */
export type DirectoryPolicy = 'private' | 'members'

/** A stored role of somebody, with a permission of it; null where there is none. */
export interface Grant {
  readonly role: string | null
  readonly permission: string | null
}

/** What a role may have of this server's own, in the order of the alphabet. */
const CATALOGUE: readonly string[] = Object.keys(permissions).filter(isGrantable).sort()

/** An administrator's: what this server knows, and whatever an application means by names of its own. */
class Everything extends Set<string> {
  override has(name: string): boolean {
    return super.has(name) || isApplicationsOwn(name)
  }
}

const EVERYTHING: ReadonlySet<string> = new Everything(CATALOGUE)
/** Whoever may open the server's socket or its database has all that an administrator has, and the server itself. */
export const OPERATOR_PERMISSIONS: ReadonlySet<string> = new Everything([...CATALOGUE, 'server:operate'])
export const NOTHING: ReadonlySet<string> = new Set()

/** What stored roles allow, all together. */
export type PermissionSets = (grants: readonly Grant[]) => ReadonlySet<string>

/** Different sets that are kept: beyond so many, those in use are made again when they are asked for. */
const MOST = 10_000

/** Equal permissions are one set in memory, however many have them. What is no role's to give is given by none. */
export function permissionSets(directory: DirectoryPolicy): PermissionSets {
  const everybodys = directory === 'members' ? ['users:read'] : []
  const kept = new Map<string, ReadonlySet<string>>()
  return (grants) => {
    if (grants.some(({ role }) => role === 'admin')) return EVERYTHING
    const given = grants.flatMap(({ permission }) =>
      permission !== null && isGrantable(permission) ? [permission] : [],
    )
    const names = new Set([...everybodys, ...given].sort())
    const key = [...names].join(' ')
    const known = kept.get(key)
    if (known) return known
    if (kept.size >= MOST) kept.clear()
    kept.set(key, names)
    return names
  }
}

/**
 * Nobody acts above their own rights: whoever changes another must be allowed all that the other is. An administrator
 * is covered by administrators only, whatever a role lists.
 */
export const covers = (actor: ReadonlySet<string>, target: ReadonlySet<string>): boolean =>
  target instanceof Everything
    ? actor instanceof Everything
    : [...target].every((permission) => actor.has(permission))

/**
 * What is left of rights for whoever acts by an API key of these scopes. No list of scopes makes an administrator, whoever
 * owns the key.
 */
export const within = (held: ReadonlySet<string>, scopes: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...scopes].filter((scope) => held.has(scope)))
