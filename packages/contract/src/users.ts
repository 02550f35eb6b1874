import { endpoint, ownOr } from './endpoint.ts'
import { Roles } from './permissions.ts'
import type { ValueOf } from './schema.ts'

/** The largest id that JSON numbers carry exactly: 2^53 - 1. */
const MAX_ID = 9_007_199_254_740_991

export const Id = { type: 'integer', minimum: 1, maximum: MAX_ID } as const

const Username = {
  type: 'string',
  minLength: 3,
  maxLength: 64,
  pattern: '^[A-Za-z0-9._-]*$',
  'x-pattern-in-words': 'the letters a to z, digits, ".", "_" and "-"',
  description: 'Kept as typed, compared without case. Not digits alone, not a reserved word.',
} as const

export const Email = {
  type: 'string',
  minLength: 3,
  maxLength: 254,
  description:
    'One address (RFC 5321 section 4.1.2) with a dot in its domain. Kept as typed, compared without case.',
} as const

const FullName = {
  type: 'string',
  minLength: 1,
  maxLength: 200,
  description: 'For people to read. No control characters.',
} as const

/** Counted in code points after NFC (NIST SP 800-63B-4 section 3.1.1, RFC 8265 OpaqueString). */
export const Password = {
  type: 'string',
  minLength: 8,
  maxLength: 256,
  description: 'From 8 to 256 characters of any kind; the commonest 100,000 passwords are refused.',
} as const

export const User = {
  type: 'object',
  required: ['id', 'username', 'email', 'full_name'],
  properties: {
    id: Id,
    username: { type: 'string' },
    email: { type: 'string' },
    full_name: { type: 'string' },
  },
} as const
export type User = ValueOf<typeof User>

/** RFC 3339 in UTC with milliseconds. */
export const Instant = { type: 'string', format: 'date-time' } as const
export const InstantOrNull = { type: ['string', 'null'], format: 'date-time' } as const

/** What an administrator sees of an account besides the four documented fields. */
export const UserDetails = {
  type: 'object',
  required: [
    ...User.required,
    'roles',
    'kind',
    'status',
    'external_id',
    'created_at',
    'updated_at',
    'disabled_at',
    'email_verified_at',
    'sign_in_email',
  ],
  properties: {
    ...User.properties,
    roles: Roles,
    kind: {
      type: 'string',
      enum: ['person', 'service'],
      description: '`service`: a program, which cannot sign in.',
    },
    status: { type: 'string', enum: ['active', 'disabled'] },
    external_id: {
      type: ['string', 'null'],
      description: 'The id in the system that the account came from.',
    },
    created_at: Instant,
    updated_at: Instant,
    disabled_at: InstantOrNull,
    email_verified_at: {
      ...InstantOrNull,
      description: 'Since when it is proved that `email` is theirs; null as long as nobody proved it.',
    },
    sign_in_email: {
      type: ['string', 'null'],
      description:
        'The address that signs in and recovers the account until `email` is proved, where that is another one.',
    },
  },
} as const
export type UserDetails = ValueOf<typeof UserDetails>

const { email: ShownEmail, email_verified_at, sign_in_email } = UserDetails.properties
/** The address of an account, as its owner sees it. */
const OwnAddress = {
  type: 'object',
  required: ['email', 'email_verified_at', 'sign_in_email'],
  properties: { email: ShownEmail, email_verified_at, sign_in_email },
} as const

export const ById = { type: 'object', required: ['id'], properties: { id: Id } } as const

export const Registration = {
  type: 'object',
  required: ['username', 'email', 'full_name', 'password'],
  additionalProperties: false,
  properties: { username: Username, email: Email, full_name: FullName, password: Password },
} as const

/** As the link has it, behind `token=`. */
const InvitationToken = { type: 'string', minLength: 1, maxLength: 128 } as const

const john = { id: 1, username: 'john_doe', email: 'john@example.com', full_name: 'John Doe' }
const { id: _, ...johnsAccount } = john
const johnsRegistration = { ...johnsAccount, password: 'securepassword123' }

const johnsDetails = {
  ...john,
  roles: ['user'],
  kind: 'person' as const,
  status: 'active' as const,
  external_id: null,
  created_at: '2026-11-23T09:30:00.000Z',
  updated_at: '2026-11-23T09:30:00.000Z',
  disabled_at: null,
  email_verified_at: '2026-11-23T09:34:00.000Z',
  sign_in_email: null,
}

export const users = {
  register: endpoint({
    method: 'POST',
    path: '/auth/register',
    access: 'public',
    audit: 'user.created',
    tag: 'accounts',
    summary: 'Register an account',
    description:
      'Under `LATCHKEY_REGISTRATION=invite` by invitation only. `invitation` is the token of one: `email` is the address that was invited, and the account gets the roles that it was to have.',
    input: {
      body: { ...Registration, properties: { ...Registration.properties, invitation: InvitationToken } },
    },
    limit: 'register',
    isGuarded: true,
    onBehalf: true,
    status: 200,
    output: User,
    alternative: {
      status: 202,
      output: { type: 'object', required: ['message'], properties: { message: { type: 'string' } } },
      description:
        'Under `LATCHKEY_REGISTRATION=private`, to everybody alike: what became of it is mailed to the address, and the account is made by `POST /auth/register/confirm`. No `409` tells who has an account; an `Idempotency-Key` changes nothing.',
      example: { message: 'What became of it is on its way to your address by mail' },
    },
    errors: [
      'invalid_invitation',
      'registration_closed',
      'username_taken',
      'email_taken',
      'idempotency_key_reused',
      'too_many_attempts',
      'overloaded',
    ],
    idempotent: true,
    example: { body: johnsRegistration, answer: john },
  }),
  me: endpoint({
    method: 'GET',
    path: '/users/me',
    access: 'user',
    tag: 'accounts',
    summary: 'Who the token belongs to',
    status: 200,
    output: User,
    errors: [],
    example: { answer: john },
  }),
  address: endpoint({
    method: 'GET',
    path: '/users/me/address',
    access: 'user',
    tag: 'accounts',
    summary: 'What is known of the own e-mail address',
    description: 'Whether it is proved, and which address signs in until it is.',
    status: 200,
    output: OwnAddress,
    errors: [],
    example: {
      answer: { email: john.email, email_verified_at: '2026-11-23T09:34:00.000Z', sign_in_email: null },
    },
  }),
  list: endpoint({
    method: 'GET',
    path: '/users',
    access: 'user',
    looks: 'people.listed',
    tag: 'accounts',
    summary: 'List users, ordered by id',
    description: 'The users the caller may see: all for an administrator, else by the directory policy.',
    input: {
      query: {
        type: 'object',
        additionalProperties: false,
        properties: {
          skip: { type: 'integer', minimum: 0, maximum: MAX_ID, default: 0 },
          limit: { type: 'integer', minimum: 1, maximum: 100, default: 10 },
        },
      },
    },
    status: 200,
    output: {
      type: 'object',
      required: ['total', 'items', 'skip', 'limit'],
      properties: {
        total: { type: 'integer', minimum: 0 },
        items: { type: 'array', items: User },
        skip: { type: 'integer', minimum: 0 },
        limit: { type: 'integer', minimum: 1, maximum: 100 },
      },
    },
    errors: [],
    example: { query: { skip: 0, limit: 10 }, answer: { total: 1, items: [john], skip: 0, limit: 10 } },
  }),
  create: endpoint({
    method: 'POST',
    path: '/users',
    access: 'users:create',
    audit: 'user.created',
    tag: 'accounts',
    summary: 'Create an account for somebody',
    description:
      'As registering, whatever the registration setting; `roles` needs the permission to assign them. Without a `password` its owner is mailed ' +
      'a link to choose one, or gets one by `POST /users/{id}/reset-link`. A `password` is good for 24 hours and for one sign-in, at which its ' +
      'owner chooses another one (`password_change_required`).',
    input: {
      body: {
        ...Registration,
        required: ['username', 'email', 'full_name'],
        properties: { ...Registration.properties, roles: Roles },
      },
    },
    status: 200,
    output: User,
    errors: ['username_taken', 'email_taken', 'idempotency_key_reused', 'overloaded'],
    idempotent: true,
    example: {
      body: {
        username: 'jane_doe',
        email: 'jane@example.com',
        full_name: 'Jane Doe',
      },
      answer: { id: 2, username: 'jane_doe', email: 'jane@example.com', full_name: 'Jane Doe' },
    },
  }),
  get: endpoint({
    method: 'GET',
    path: '/users/:id',
    access: ownOr('users:read'),
    looks: 'people.read',
    tag: 'accounts',
    summary: 'Read a user',
    input: { params: ById },
    status: 200,
    output: User,
    errors: ['user_not_found'],
    example: { params: { id: 1 }, answer: john },
  }),
  details: endpoint({
    method: 'GET',
    path: '/users/:id/details',
    access: 'users:inspect',
    looks: 'people.read',
    tag: 'accounts',
    summary: 'Read all there is about a user',
    description: 'The four documented fields, and roles, state and instants beside them.',
    input: { params: ById },
    status: 200,
    output: UserDetails,
    errors: ['user_not_found'],
    example: { params: { id: 1 }, answer: johnsDetails },
  }),
  lookup: endpoint({
    method: 'GET',
    path: '/users/lookup',
    access: 'users:inspect',
    looks: 'people.searched',
    tag: 'accounts',
    summary: 'Find the user who signs in with a name or an address',
    input: {
      query: {
        type: 'object',
        required: ['identifier'],
        additionalProperties: false,
        properties: { identifier: { type: 'string', minLength: 1, maxLength: 254 } },
      },
    },
    status: 200,
    output: UserDetails,
    errors: ['user_not_found'],
    example: { query: { identifier: 'john_doe' }, answer: johnsDetails },
  }),
  update: endpoint({
    method: 'PUT',
    path: '/users/:id',
    access: ownOr('users:write'),
    audit: 'user.changed',
    tag: 'accounts',
    summary: 'Change a user',
    description: 'Changes the fields it is given; an absent field stays as it is.',
    input: {
      params: ById,
      body: {
        type: 'object',
        additionalProperties: false,
        properties: { full_name: FullName, email: Email },
      },
    },
    status: 200,
    output: User,
    errors: ['reauth_required', 'user_not_found', 'email_taken', 'too_many_attempts'],
    example: {
      params: { id: 1 },
      body: { full_name: 'John Updated', email: 'newemail@example.com' },
      answer: { id: 1, username: 'john_doe', email: 'newemail@example.com', full_name: 'John Updated' },
    },
  }),
  delete: endpoint({
    method: 'DELETE',
    path: '/users/:id',
    access: ownOr('users:delete'),
    audit: 'user.deleted',
    tag: 'accounts',
    summary: 'Delete a user',
    description: 'Immediate: the account, its sessions and its roles are gone. Its id is never used again.',
    input: { params: ById },
    status: 200,
    output: { type: 'object', required: ['message'], properties: { message: { type: 'string' } } },
    errors: ['reauth_required', 'user_not_found', 'last_administrator'],
    example: { params: { id: 2 }, answer: { message: 'User deleted successfully' } },
  }),
  disable: endpoint({
    method: 'POST',
    path: '/users/:id/disable',
    access: 'users:disable',
    audit: 'user.disabled',
    tag: 'accounts',
    summary: 'Disable a user',
    description: 'Ends every session of the account; it cannot sign in until it is enabled again.',
    input: { params: ById },
    status: 200,
    output: User,
    errors: ['user_not_found', 'last_administrator'],
    example: {
      params: { id: 2 },
      answer: { id: 2, username: 'jane_doe', email: 'jane@example.com', full_name: 'Jane Doe' },
    },
  }),
  enable: endpoint({
    method: 'POST',
    path: '/users/:id/enable',
    access: 'users:disable',
    audit: 'user.enabled',
    tag: 'accounts',
    summary: 'Enable a user',
    input: { params: ById },
    status: 200,
    output: User,
    errors: ['user_not_found'],
    example: {
      params: { id: 2 },
      answer: { id: 2, username: 'jane_doe', email: 'jane@example.com', full_name: 'Jane Doe' },
    },
  }),
}
