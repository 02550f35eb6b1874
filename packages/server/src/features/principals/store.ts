import type { ApiKeyId, SessionId } from '#kernel/ids'
import type { Storage } from '#storage'

export interface AccountRow {
  userId: number
  username: string
  email: string
  fullName: string
  role: string | null
  permission: string | null
}

export interface SessionRow extends AccountRow {
  language: string | null
  expiresAt: number
  lastUsedAt: number
}

export interface KeyRow extends AccountRow {
  keyId: ApiKeyId
  scopes: string
  expiresAt: number | null
  lastUsedAt: number | null
}

/** A session or a key of a user who is not disabled: a row for each permission of each stored role, or one without. */
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
        'users.language',
        'sessions.expires_at as expiresAt',
        'sessions.last_used_at as lastUsedAt',
        'user_roles.role',
        'role_permissions.permission',
      ])
      .where('sessions.id', '=', p.sessionId)
      .where('users.disabled_at', 'is', null),
  )
  // By api_keys_digest, the primary key of users, user_roles_user_id and role_permissions_key.
  const liveKey = storage.statement((db, p: { digest: string }) =>
    db
      .selectFrom('api_keys')
      .innerJoin('users', 'users.id', 'api_keys.user_id')
      .leftJoin('user_roles', 'user_roles.user_id', 'users.id')
      .leftJoin('role_permissions', 'role_permissions.role', 'user_roles.role')
      .select([
        'users.id as userId',
        'users.username',
        'users.email',
        'users.full_name as fullName',
        'api_keys.id as keyId',
        'api_keys.scopes',
        'api_keys.expires_at as expiresAt',
        'api_keys.last_used_at as lastUsedAt',
        'user_roles.role',
        'role_permissions.permission',
      ])
      .where('api_keys.digest', '=', p.digest)
      .where('users.disabled_at', 'is', null),
  )
  return {
    findLive: (sessionId: SessionId): Promise<SessionRow[]> => storage.all(live, { sessionId }),
    findLiveKey: async (digest: string): Promise<KeyRow[]> =>
      (await storage.all(liveKey, { digest })).map((row) => ({ ...row, keyId: row.keyId as ApiKeyId })),
  }
}
