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
  readonly id: string
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
  const firstAfter = statement((db, p: { userId: UserId; at: number }) =>
    db
      .selectFrom('audit_entries')
      .select(change)
      .where('subject_id', '=', p.userId)
      .where('at', '>', p.at)
      .where('action', 'in', SETTING)
      .where('outcome', '=', 'success')
      .orderBy('at')
      .orderBy('id')
      .limit(1),
  )
  const lastUntil = statement((db, p: { userId: UserId; at: number }) =>
    db
      .selectFrom('audit_entries')
      .select(change)
      .where('subject_id', '=', p.userId)
      .where('at', '<=', p.at)
      .where('action', 'in', SETTING)
      .where('outcome', '=', 'success')
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(1),
  )
  // By audit_entries_action.
  const deletions = statement((db, p: { since: number; at: number; id: string; atMost: number }) =>
    db
      .selectFrom('audit_entries')
      .select(change)
      .where('action', '=', 'user.deleted')
      .where('outcome', '=', 'success')
      .where('at', '>', p.since)
      .where('at', '>=', p.at)
      .where(({ or, eb }) => or([eb('at', '>', p.at), eb('id', '>', p.id)]))
      .orderBy('at')
      .orderBy('id')
      .limit(p.atMost),
  )
  return {
    listUsers: (reader: Reader, after: UserId, at: number, atMost: number) =>
      reader.all(users, { after, at, atMost }),
    listRoles: async (reader: Reader, userId: UserId): Promise<string[]> =>
      (await reader.all(roles, { userId })).map(({ role }) => role),
    findFirstAfter: (reader: Reader, userId: UserId, at: number): Promise<RoleChange | undefined> =>
      reader.first(firstAfter, { userId, at }),
    findLastUntil: (reader: Reader, userId: UserId, at: number): Promise<RoleChange | undefined> =>
      reader.first(lastUntil, { userId, at }),
    listDeletions: (
      reader: Reader,
      since: number,
      behind: { at: number; id: string },
      atMost: number,
    ): Promise<RoleChange[]> => reader.all(deletions, { since, ...behind, atMost }),
  }
}
