import type { ApiKeyId, SessionId, UserId } from '#kernel/ids'
import type { Storage, Transaction } from '#storage'

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
  // By the primary keys. Whoever ends sessions of a user locks the user first, so that is locked first here too.
  const held = storage.statement((db, p: { userId: UserId; sessionId: SessionId }) =>
    db
      .selectFrom('users')
      .innerJoin('sessions', 'sessions.user_id', 'users.id')
      .select('users.id')
      .where('users.id', '=', p.userId)
      .where('users.disabled_at', 'is', null)
      .where('sessions.id', '=', p.sessionId)
      .forUpdate(),
  )
  const heldKey = storage.statement((db, p: { userId: UserId; keyId: ApiKeyId }) =>
    db
      .selectFrom('users')
      .innerJoin('api_keys', 'api_keys.user_id', 'users.id')
      .select('users.id')
      .where('users.id', '=', p.userId)
      .where('users.disabled_at', 'is', null)
      .where('api_keys.id', '=', p.keyId)
      .forUpdate(),
  )
  return {
    findLive: (sessionId: SessionId): Promise<SessionRow[]> => storage.all(live, { sessionId }),
    findLiveKey: async (digest: string): Promise<KeyRow[]> =>
      (await storage.all(liveKey, { digest })).map((row) => ({ ...row, keyId: row.keyId as ApiKeyId })),
    /** Whether the session lives, and so it does until the commit. */
    hold: async (tx: Transaction, userId: UserId, sessionId: SessionId): Promise<boolean> =>
      (await tx.first(held, { userId, sessionId })) !== undefined,
    holdKey: async (tx: Transaction, userId: UserId, keyId: ApiKeyId): Promise<boolean> =>
      (await tx.first(heldKey, { userId, keyId })) !== undefined,
  }
}
