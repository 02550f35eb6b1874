import type { Role } from '@latchkey/contract'
import type { UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'

/** The role `user` is everybody's and is not stored. */
export function roleStore({ statement }: Pick<Storage, 'statement'>) {
  const rolesOf = statement((db, p: { userId: UserId }) =>
    db.selectFrom('user_roles').select('role').where('user_id', '=', p.userId).orderBy('role'),
  )
  const rolesOfActive = statement((db, p: { userId: UserId }) =>
    db
      .selectFrom('user_roles')
      .innerJoin('users', 'users.id', 'user_roles.user_id')
      .select('user_roles.role')
      .where('user_roles.user_id', '=', p.userId)
      .where('users.disabled_at', 'is', null),
  )
  const grant = statement((db, p: { userId: UserId; role: string }) =>
    db
      .insertInto('user_roles')
      .values({ user_id: p.userId, role: p.role })
      .onConflict((conflict) => conflict.doNothing()),
  )
  const revokeAll = statement((db, p: { userId: UserId }) =>
    db.deleteFrom('user_roles').where('user_id', '=', p.userId),
  )
  // user_roles_key leads with the role: two administrators are enough to know that one is not the last.
  const activeAdministrators = statement((db, _: object) =>
    db
      .selectFrom('user_roles')
      .innerJoin('users', 'users.id', 'user_roles.user_id')
      .select('user_roles.user_id as userId')
      .where('user_roles.role', '=', 'admin')
      .where('users.kind', '=', 'person')
      .where('users.disabled_at', 'is', null)
      .limit(2),
  )

  return {
    async listRoles(reader: Reader, userId: UserId): Promise<Role[]> {
      const rows = await reader.all(rolesOf, { userId })
      return ['user', ...rows.map(({ role }) => role as Role)]
    },
    /** Those by which the user may act: none of somebody who is disabled. */
    async listActiveRoles(reader: Reader, userId: UserId): Promise<Role[]> {
      return (await reader.all(rolesOfActive, { userId })).map(({ role }) => role as Role)
    },
    async replaceRoles(tx: Transaction, userId: UserId, roles: readonly Role[]): Promise<void> {
      await tx.run(revokeAll, { userId })
      for (const role of roles) if (role !== 'user') await tx.run(grant, { userId, role })
    },
    /** Whether this user is an administrator who can sign in, and nobody else is. */
    async isLastAdministrator(reader: Reader, userId: UserId): Promise<boolean> {
      const active = await reader.all(activeAdministrators, {})
      return active.length === 1 && active[0]?.userId === userId
    },
  }
}
