/**
 * What a caller may do to others, and what each means. A role is a set of these and of an application's own; nothing but
 * the roles feature knows which.
 */
export const permissions = {
  'users:read': 'Read the four documented fields of everybody.',
  'users:create': 'Create accounts.',
  'users:write': "Change other people's accounts.",
  'users:delete': "Delete other people's accounts.",
  'users:disable': 'Disable accounts, and enable them again.',
  'users:recover': 'Make links by which somebody chooses a new password.',
  'support:check': 'Ask whether a code that somebody reads out over the telephone is theirs.',
  'users:inspect': 'See what is not shown to everybody who may read: state, roles, sessions.',
  'roles:assign': 'Set the roles of others.',
  'roles:read': 'See which roles there are, and what each allows.',
  'roles:write': 'Make, change and delete roles, of no more than the own rights.',
  'authz:check': 'Ask what others may do.',
  'sessions:revoke': 'End the sessions of others.',
  'api-keys:revoke': 'Revoke the API keys of others.',
  'service-accounts:write': 'Make accounts for programs, and API keys for those.',
  'signin:on-behalf':
    'Say from which address and which device somebody signs in: for the back end of an application.',
  'revocations:read': 'Follow which sessions end, to check tokens without asking.',
  'tokens:introspect': 'Ask whether a token counts, whose it is, and what its holder may do.',
  'tokens:revoke': 'End what a token belongs to, by showing that token.',
  'keys:write': 'Rotate and retire the keys that sign tokens.',
  'providers:read': 'See by which providers people may sign in; no secret is shown.',
  'providers:write': 'Add, change and remove providers by which people sign in.',
  'guard:read': 'See what became of attempts to sign in: causes and keys, no names.',
  'mail:read': 'See which mails wait, were sent or are dead, and to whom; no link and no code is shown.',
  'mail:write': 'Have a mail sent once more.',
  'audit:read': 'Read and verify the audit, see who had which role when, and why somebody was refused.',
  'audit:export': 'Take the audit out.',
  'server:inspect': "See the server's settings and state; no secret is among them.",
  'server:operate': "Run the server itself: its operator's, and no role's.",
} as const
export type Permission = keyof typeof permissions

/** What is this server's word before the colon, now or in a release to come: no application's permission begins so. */
const reservedResources: ReadonlySet<string> = new Set([
  ...Object.keys(permissions).map((name) => name.split(':')[0] ?? ''),
  'self',
  'signin',
  'keys',
  'api-keys',
  'service-accounts',
  'clients',
  'consents',
  'factors',
  'groups',
  'latchkey',
  'mail',
  'oauth',
  'organizations',
  'passkeys',
  'scim',
  'webhooks',
])

export const isPermission = (name: string): name is Permission => Object.hasOwn(permissions, name)

const WELL_FORMED = /^[a-z][a-z0-9-]{0,31}:[a-z][a-z0-9-]{0,31}$/

/** Whether an application may mean something by it that is nothing to this server. */
export const isApplicationsOwn = (name: string): boolean =>
  WELL_FORMED.test(name) && !reservedResources.has(name.slice(0, name.indexOf(':')))

/** Whether a role may have it. */
export const isGrantable = (name: string): boolean =>
  isPermission(name) ? name !== 'server:operate' : isApplicationsOwn(name)

export const PermissionName = {
  type: 'string',
  maxLength: 65,
  pattern: WELL_FORMED.source,
  'x-pattern-in-words': 'small letters, digits and "-" around one ":", such as invoices:approve',
} as const

export const RoleName = {
  type: 'string',
  maxLength: 64,
  pattern: '^[a-z][a-z0-9_-]{0,63}$',
  'x-pattern-in-words': 'small letters, digits, "_" and "-", the first of them a letter',
  description: '`user` is what everybody has; `admin` may do everything; others are made.',
} as const

export const Roles = { type: 'array', items: RoleName, minItems: 1, maxItems: 32, uniqueItems: true } as const
