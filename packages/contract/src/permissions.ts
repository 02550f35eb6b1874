import type { ValueOf } from './schema.ts'

/**
 * What a caller may do to others, and what each means. A role is a set of these; nothing but the roles feature knows
 * which.
 */
export const permissions = {
  'users:read': 'Read the four documented fields of everybody.',
  'users:create': 'Create accounts.',
  'users:write': "Change other people's accounts.",
  'users:delete': "Delete other people's accounts.",
  'users:disable': 'Disable accounts, and enable them again.',
  'users:recover': 'Make links by which somebody chooses a new password.',
  'users:inspect': 'See what is not shown to everybody who may read: state, roles, sessions.',
  'roles:assign': 'Set the roles of others.',
  'sessions:revoke': 'End the sessions of others.',
  'api-keys:revoke': 'Revoke the API keys of others.',
  'service-accounts:write': 'Make accounts for programs, and API keys for those.',
  'signin:on-behalf':
    'Say from which address and which device somebody signs in: for the back end of an application.',
  'revocations:read': 'Follow which sessions end, to check tokens without asking.',
  'server:inspect': "See the server's settings and state; no secret is among them.",
  'server:operate': "Run the server itself: its operator's, and no role's.",
} as const
export type Permission = keyof typeof permissions

export const Role = {
  type: 'string',
  enum: ['user', 'admin'],
  description: '`user` is what everybody has; `admin` may do everything.',
} as const
export type Role = ValueOf<typeof Role>

export const Roles = { type: 'array', items: Role, minItems: 1, maxItems: 8, uniqueItems: true } as const
