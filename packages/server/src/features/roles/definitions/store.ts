import type { Reader, Storage, Transaction } from '#storage'

export interface StoredRole {
  readonly name: string
  readonly description: string
  readonly createdAt: number
  readonly updatedAt: number
  readonly permissions: readonly string[]
}

interface Row extends Omit<StoredRole, 'permissions'> {
  readonly permission: string | null
}

/** One of rows that stand together, a permission each. */
function gather(rows: readonly Row[]): StoredRole[] {
  const found = new Map<string, StoredRole & { permissions: string[] }>()
  for (const { permission, ...role } of rows) {
    const known = found.get(role.name) ?? { ...role, permissions: [] }
    found.set(role.name, known)
    if (permission !== null) known.permissions.push(permission)
  }
  for (const { permissions } of found.values()) permissions.sort()
  return [...found.values()]
}

/** The roles that were made, and what they allow. */
export function definitionStore({ statement }: Pick<Storage, 'statement'>) {
  const columns = [
    'role.name',
    'role.description',
    'role.created_at as createdAt',
    'role.updated_at as updatedAt',
    'role_permissions.permission',
  ] as const
  const find = statement((db, p: { name: string }) =>
    db
      .selectFrom('roles as role')
      .leftJoin('role_permissions', 'role_permissions.role', 'role.name')
      .select(columns)
      .where('role.name', '=', p.name),
  )
  // By the primary key of roles and role_permissions_key.
  const list = statement((db, p: { after: string; atMost: number }) =>
    db
      .selectFrom((from) =>
        from
          .selectFrom('roles')
          .selectAll()
          .where('roles.name', '>', p.after)
          .orderBy('roles.name')
          .limit(p.atMost)
          .as('role'),
      )
      .leftJoin('role_permissions', 'role_permissions.role', 'role.name')
      .select(columns)
      .orderBy('role.name'),
  )
  const names = statement((db, _: object) =>
    db.selectFrom('role_permissions').select('permission').distinct(),
  )
  const put = statement((db, p: { name: string; description: string; now: number }) =>
    db
      .insertInto('roles')
      .values({ name: p.name, description: p.description, created_at: p.now, updated_at: p.now })
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet({ description: p.description, updated_at: p.now }),
      ),
  )
  const revokeAll = statement((db, p: { name: string }) =>
    db.deleteFrom('role_permissions').where('role', '=', p.name),
  )
  const allow = statement((db, p: { name: string; permission: string }) =>
    db.insertInto('role_permissions').values({ role: p.name, permission: p.permission }),
  )
  const remove = statement((db, p: { name: string }) => db.deleteFrom('roles').where('name', '=', p.name))

  return {
    async find(reader: Reader, name: string): Promise<StoredRole | undefined> {
      return gather(await reader.all(find, { name }))[0]
    },
    /** By name, beginning behind `after`; at most so many. */
    list: async (reader: Reader, after: string, atMost: number): Promise<StoredRole[]> =>
      gather(await reader.all(list, { after, atMost })),
    /** Every permission that some role gives. */
    listPermissions: async (reader: Reader): Promise<string[]> =>
      (await reader.all(names, {})).map(({ permission }) => permission),
    async put(
      tx: Transaction,
      role: { name: string; description: string; permissions: readonly string[]; now: number },
    ): Promise<void> {
      await tx.run(put, role)
      await tx.run(revokeAll, role)
      for (const permission of role.permissions) await tx.run(allow, { name: role.name, permission })
    },
    remove: (tx: Transaction, name: string): Promise<number> => tx.run(remove, { name }),
  }
}
