import type { SessionId } from '#kernel/ids'
import type { Storage } from '#storage'

export interface LiveRow {
  userId: number
  username: string
  email: string
  fullName: string
  expiresAt: number
  lastUsedAt: number
  role: string | null
  permission: string | null
}

/** A session that lives, of a user who may sign in: a row for each permission of each stored role, or one without. */
export function principalStore(storage: Storage) {
  // By the primary keys of sessions and users, user_roles_user_id and role_permissions_key.
  const live = storage.statement((db, p: { sessionId: SessionId }) =>
    db
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .leftJoin('user_roles', 'user_roles.user_id', 'users.id')
      .leftJoin('role_permissions', 'role_permissions.role', 'user_roles.role')
      .select([
        'users.id as userId',
        'users.username',
        'users.email',
        'users.full_name as fullName',
        'sessions.expires_at as expiresAt',
        'sessions.last_used_at as lastUsedAt',
        'user_roles.role',
        'role_permissions.permission',
      ])
      .where('sessions.id', '=', p.sessionId)
      .where('users.disabled_at', 'is', null),
  )
  return { findLive: (sessionId: SessionId): Promise<LiveRow[]> => storage.all(live, { sessionId }) }
}
