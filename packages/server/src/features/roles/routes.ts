import { contract, type Implemented, implementFor, invalid, permissions } from '@latchkey/contract'
import type { AuditFeature } from '#features/audit'
import type { Caller } from '#features/principals'
import { OPERATOR } from '#kernel/ids'
import type { Cursors } from '#kernel/newest-first'
import { type AssignDeps, assignRoles } from './assign.ts'
import { checkAuthorization } from './check.ts'
import { type DefinitionDeps, roleDefinitions } from './definitions.ts'

const catalogue = Object.entries(permissions).map(([permission, description]) => ({
  permission,
  description,
}))

interface RouteDeps extends AssignDeps, DefinitionDeps {
  cursors: Cursors
  audit: Pick<AuditFeature, 'by'>
}

export const rolesRoutes = (deps: RouteDeps): Implemented<Caller>[] => {
  const { storage, roles, cursors, audit } = deps
  const definitions = roleDefinitions(deps)
  return [
    ...implementFor<Caller>()(contract.roles, {
      permissions: () => ({ items: catalogue }),
      own: async ({ caller }) => {
        const known = [...caller.permissions, ...(await definitions.listPermissions())]
        return {
          roles: caller.userId === OPERATOR ? [] : await roles.list(storage, caller.userId),
          // An administrator has what no role lists: it is shown as far as some role gives it.
          permissions: [...new Set(known)].filter((name) => caller.permissions.has(name)).sort(),
        }
      },
      list: async ({ query: { cursor, limit = 20 } }) => {
        const found = await definitions.list(readCursor(cursors, cursor), limit + 1)
        const items = found.slice(0, limit)
        const last = items.at(-1)
        const next_cursor = found.length > limit && last ? cursors.write(ROLES, last.name) : null
        return { items, next_cursor }
      },
      get: ({ params: { name } }) => definitions.get(name),
      define: ({ caller, params: { name }, body, request }) =>
        definitions.define(caller, name, body, audit.by(caller, request)),
      delete: ({ caller, params: { name }, request }) =>
        definitions.remove(caller, name, audit.by(caller, request)),
      assign: ({ params: { id }, body, caller, request }) =>
        assignRoles(deps, caller, id, body.roles, audit.by(caller, request)),
    }),
    ...implementFor<Caller>()(contract.authz, {
      check: ({ caller, body }) => checkAuthorization(deps, caller, body),
    }),
  ]
}

/** The list that a cursor is of. */
const ROLES = 'roles'
const NAME = /^[a-z][a-z0-9_-]{0,63}$/

/** The name behind which the page begins. Throws `validation_failed`. */
function readCursor(cursors: Cursors, cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const name = cursors.read(ROLES, cursor)
  if (name !== undefined && NAME.test(name)) return name
  throw invalid({ field: 'cursor', message: 'is not the next_cursor of an answer.' })
}
