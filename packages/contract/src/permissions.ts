import type { ValueOf } from './schema.ts'

/** What a caller may do to others. A role is a set of these; nothing but the roles feature knows which. */
export type Permission =
  | 'users.read'
  | 'users.create'
  | 'users.update'
  | 'users.delete'
  | 'users.disable'
  /** Links by which somebody chooses a new password. */
  | 'users.recover'
  | 'roles.assign'
  /** What is not shown to everybody who may read: state, roles, sessions. */
  | 'users.inspect'
  | 'sessions.revoke'
  /** The server's settings and state; no secret is among them. */
  | 'server.inspect'
  /** The server itself: its operator's, and no role's. */
  | 'server.operate'

export const Role = {
  type: 'string',
  enum: ['user', 'admin'],
  description: '`user` is what everybody has; `admin` may do everything.',
} as const
export type Role = ValueOf<typeof Role>

export const Roles = { type: 'array', items: Role, minItems: 1, maxItems: 8, uniqueItems: true } as const
