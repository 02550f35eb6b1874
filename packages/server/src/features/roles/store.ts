import type { UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'
import type { Grant } from './permissions.ts'

export interface StoredRights {
  readonly isActive: boolean
  readonly grants: readonly Grant[]
}

/** Who has which role. The role `user` is everybody's and is not stored. */
export function roleStore({ statement }: Pick<Storage, 'statement'>) {
  const rolesOf = statement((db, p: { userId: UserId }) =>
    db.selectFrom('user_roles').select('role').where('user_id', '=', p.userId).orderBy('role'),
  )
  // By user_roles_user_id and role_permissions_key.
  const rightsOf = statement((db, p: { userId: UserId }) =>
    db
      .selectFrom('users')
      .leftJoin('user_roles', 'user_roles.user_id', 'users.id')
      .leftJoin('role_permissions', 'role_permissions.role', 'user_roles.role')
      .select(['users.disabled_at as disabledAt', 'user_roles.role', 'role_permissions.permission'])
      .where('users.id', '=', p.userId),
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
  // By user_roles_key, which leads with the role.
  const holder = statement((db, p: { role: string }) =>
    db.selectFrom('user_roles').select('user_id as userId').where('role', '=', p.role).limit(1),
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
    async listRoles(reader: Reader, userId: UserId): Promise<string[]> {
      const rows = await reader.all(rolesOf, { userId })
      return ['user', ...rows.map(({ role }) => role)]
    },
    /** Undefined where there is no such user. */
    async findRights(reader: Reader, userId: UserId): Promise<StoredRights | undefined> {
      const grants = await reader.all(rightsOf, { userId })
      const [first] = grants
      return first && { isActive: first.disabledAt === null, grants }
    },
    async replaceRoles(tx: Transaction, userId: UserId, roles: readonly string[]): Promise<void> {
      await tx.run(revokeAll, { userId })
      for (const role of roles) if (role !== 'user') await tx.run(grant, { userId, role })
    },
    async hasHolder(reader: Reader, role: string): Promise<boolean> {
      return (await reader.first(holder, { role })) !== undefined
    },
    /** Whether this user is an administrator who can sign in, and nobody else is. */
    async isLastAdministrator(reader: Reader, userId: UserId): Promise<boolean> {
      const active = await reader.all(activeAdministrators, {})
      return active.length === 1 && active[0]?.userId === userId
    },
  }
}
export type RoleStore = ReturnType<typeof roleStore>
