import type { UserId } from '#kernel/ids'
import type { Reader, Storage } from '#storage'

/** What sets the roles of somebody. */
const SETTING = ['role.assigned', 'user.created', 'user.deleted'] as const

const change = [
  'id',
  'at',
  'action',
  'actor_kind as actorKind',
  'actor_id as actorId',
  'subject_id as subjectId',
  'facts',
] as const

export interface RoleChange {
  readonly id: number
  readonly at: number
  readonly action: string
  readonly actorKind: string
  readonly actorId: number | null
  readonly subjectId: number | null
  readonly facts: string | null
}

export function accessStore({ statement }: Pick<Storage, 'statement'>) {
  const users = statement((db, p: { after: UserId; at: number; atMost: number }) =>
    db
      .selectFrom('users')
      .select(['id', 'username', 'disabled_at as disabledAt'])
      .where('id', '>', p.after)
      .where('created_at', '<=', p.at)
      .orderBy('id')
      .limit(p.atMost),
  )
  const roles = statement((db, p: { userId: UserId }) =>
    db.selectFrom('user_roles').select('role').where('user_id', '=', p.userId).orderBy('role'),
  )
  // By audit_entries_subject_id.
  const firstAfter = statement((db, p: { userId: UserId; id: number }) =>
    db
      .selectFrom('audit_entries')
      .select(change)
      .where('subject_id', '=', p.userId)
      .where('id', '>=', p.id)
      .where('action', 'in', SETTING)
      .where('outcome', '=', 'success')
      .orderBy('id')
      .limit(1),
  )
  const lastUntil = statement((db, p: { userId: UserId; id: number }) =>
    db
      .selectFrom('audit_entries')
      .select(change)
      .where('subject_id', '=', p.userId)
      .where('id', '<', p.id)
      .where('action', 'in', SETTING)
      .where('outcome', '=', 'success')
      .orderBy('id', 'desc')
      .limit(1),
  )
  // By audit_entries_action.
  const deletions = statement((db, p: { behind: number; atMost: number }) =>
    db
      .selectFrom('audit_entries')
      .select(change)
      .where('action', '=', 'user.deleted')
      .where('outcome', '=', 'success')
      .where('id', '>', p.behind)
      .orderBy('id')
      .limit(p.atMost),
  )
  return {
    listUsers: (reader: Reader, after: UserId, at: number, atMost: number) =>
      reader.all(users, { after, at, atMost }),
    listRoles: async (reader: Reader, userId: UserId): Promise<string[]> =>
      (await reader.all(roles, { userId })).map(({ role }) => role),
    findFirstFrom: (reader: Reader, userId: UserId, id: number): Promise<RoleChange | undefined> =>
      reader.first(firstAfter, { userId, id }),
    findLastBefore: (reader: Reader, userId: UserId, id: number): Promise<RoleChange | undefined> =>
      reader.first(lastUntil, { userId, id }),
    listDeletions: (reader: Reader, behind: number, atMost: number): Promise<RoleChange[]> =>
      reader.all(deletions, { behind, atMost }),
  }
}
