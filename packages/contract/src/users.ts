import Type, { type Static } from 'typebox'
import { endpoint, ownOr } from './endpoint.ts'
import { Roles } from './permissions.ts'

/** The largest id that JSON numbers carry exactly: 2^53 - 1. */
export const MAX_ID = Number.MAX_SAFE_INTEGER

const Username = Type.String({
  minLength: 3,
  maxLength: 64,
  pattern: '^[A-Za-z0-9._-]*$',
  'x-pattern-in-words': 'the letters a to z, digits, ".", "_" and "-"',
  description: 'Kept as typed, compared without case. Not digits alone, not a reserved word.',
})
const Email = Type.String({
  minLength: 3,
  maxLength: 254,
  description:
    'One address (RFC 5321 section 4.1.2) with a dot in its domain. Kept as typed, compared without case.',
})
const FullName = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'For people to read. No control characters.',
})

/** Counted in code points after NFC (NIST SP 800-63B-4 section 3.1.1, RFC 8265 OpaqueString). */
export const Password = Type.String({
  minLength: 8,
  maxLength: 256,
  description: 'From 8 to 256 characters of any kind; the commonest 100,000 passwords are refused.',
})

export const User = Type.Object({
  id: Type.Integer({ minimum: 1, maximum: MAX_ID }),
  username: Type.String(),
  email: Type.String(),
  full_name: Type.String(),
})
export type User = Static<typeof User>

export const ById = Type.Object({ id: Type.Integer({ minimum: 1, maximum: MAX_ID }) })

const Registration = Type.Object(
  { username: Username, email: Email, full_name: FullName, password: Password },
  { additionalProperties: false },
)

const john = { id: 1, username: 'john_doe', email: 'john@example.com', full_name: 'John Doe' }
const { id: _, ...johnsAccount } = john
const johnsRegistration = { ...johnsAccount, password: 'securepassword123' }

export const users = {
  register: endpoint({
    method: 'POST',
    path: '/auth/register',
    access: 'public',
    tag: 'accounts',
    summary: 'Register an account',
    input: { body: Registration },
    status: 200,
    output: User,
    errors: ['registration_closed', 'username_taken', 'email_taken', 'idempotency_key_reused', 'overloaded'],
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
  list: endpoint({
    method: 'GET',
    path: '/users',
    access: 'user',
    tag: 'accounts',
    summary: 'List users, ordered by id',
    description: 'The users the caller may see: all for an administrator, else by the directory policy.',
    input: {
      query: Type.Object(
        {
          skip: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_ID, default: 0 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 10 })),
        },
        { additionalProperties: false },
      ),
    },
    status: 200,
    output: Type.Object({
      total: Type.Integer({ minimum: 0 }),
      items: Type.Array(User),
      skip: Type.Integer({ minimum: 0 }),
      limit: Type.Integer({ minimum: 1, maximum: 100 }),
    }),
    errors: [],
    example: { query: { skip: 0, limit: 10 }, answer: { total: 1, items: [john], skip: 0, limit: 10 } },
  }),
  create: endpoint({
    method: 'POST',
    path: '/users',
    access: 'users.create',
    tag: 'accounts',
    summary: 'Create an account for somebody',
    description:
      'As registering, whatever the registration setting; `roles` needs the permission to assign them.',
    input: {
      body: Type.Object(
        { ...Registration.properties, roles: Type.Optional(Roles) },
        { additionalProperties: false },
      ),
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
        password: 'correct horse battery',
      },
      answer: { id: 2, username: 'jane_doe', email: 'jane@example.com', full_name: 'Jane Doe' },
    },
  }),
  get: endpoint({
    method: 'GET',
    path: '/users/:id',
    access: ownOr('users.read'),
    tag: 'accounts',
    summary: 'Read a user',
    input: { params: ById },
    status: 200,
    output: User,
    errors: ['user_not_found'],
    example: { params: { id: 1 }, answer: john },
  }),
  update: endpoint({
    method: 'PUT',
    path: '/users/:id',
    access: ownOr('users.update'),
    tag: 'accounts',
    summary: 'Change a user',
    description: 'Changes the fields it is given; an absent field stays as it is.',
    input: {
      params: ById,
      body: Type.Object(
        { full_name: Type.Optional(FullName), email: Type.Optional(Email) },
        { additionalProperties: false },
      ),
    },
    status: 200,
    output: User,
    errors: ['user_not_found', 'email_taken'],
    example: {
      params: { id: 1 },
      body: { full_name: 'John Updated', email: 'newemail@example.com' },
      answer: { id: 1, username: 'john_doe', email: 'newemail@example.com', full_name: 'John Updated' },
    },
  }),
  delete: endpoint({
    method: 'DELETE',
    path: '/users/:id',
    access: ownOr('users.delete'),
    tag: 'accounts',
    summary: 'Delete a user',
    description: 'Immediate: the account, its sessions and its roles are gone. Its id is never used again.',
    input: { params: ById },
    status: 200,
    output: Type.Object({ message: Type.String() }),
    errors: ['user_not_found', 'last_administrator'],
    example: { params: { id: 2 }, answer: { message: 'User deleted successfully' } },
  }),
  disable: endpoint({
    method: 'POST',
    path: '/users/:id/disable',
    access: 'users.disable',
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
    access: 'users.disable',
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

export { Registration }
