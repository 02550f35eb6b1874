import { problem } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import type { Caller, PrincipalsFeature } from '#features/principals'
import { actingOf, type UserId } from '#kernel/ids'
import type { Reader, Storage } from '#storage'
import type { RolesFeature } from './index.ts'

export interface AssignDeps {
  storage: Storage
  roles: RolesFeature
  refuseEnded: PrincipalsFeature['refuseEnded']
  /** Whether the user exists, seen by the reader. */
  exists(reader: Reader, userId: UserId): Promise<boolean>
}

/** PUT /users/{id}/roles: exactly these from now on. */
export function assignRoles(
  { storage, roles, exists, refuseEnded }: AssignDeps,
  caller: Caller,
  id: UserId,
  names: readonly string[],
  record: Recorder,
): Promise<{ id: UserId; roles: string[] }> {
  const actor = actingOf(caller)
  return storage.write(async (tx) => {
    await roles.beginDeciding(tx)
    await refuseEnded(tx, caller)
    await roles.refuseUnknown(tx, names)
    if (!(await exists(tx, id))) throw problem('user_not_found')
    await roles.refuseActingAbove(tx, actor, 'roles:assign', id)
    await roles.refuseGrantingAbove(tx, actor, 'roles:assign', names)
    if (!names.includes('admin')) await roles.refuseLosingLastAdministrator(tx, id)
    const before = (await roles.list(tx, id)).join(' ')
    await roles.replace(tx, id, names)
    const after = (await roles.list(tx, id)).join(' ')
    await record(tx, { action: 'role.assigned', subject: id, facts: { before, roles: after } })
    tx.changed(id)
    return { id, roles: [...names] }
  })
}
