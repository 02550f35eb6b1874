import { endpoint } from './endpoint.ts'
import { PermissionName, RoleName, Roles } from './permissions.ts'
import type { ValueOf } from './schema.ts'
import { CursorPages, Message, NextCursor } from './session-shapes.ts'
import { ById, Id } from './users.ts'

const Description = {
  type: 'string',
  maxLength: 200,
  pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$',
  'x-pattern-in-words': 'characters that can be shown, on one line',
  description: 'For people to read: whom the role is for.',
} as const

const Permissions = { type: 'array', items: PermissionName, maxItems: 200, uniqueItems: true } as const

const InstantOrNull = { type: ['string', 'null'], format: 'date-time' } as const

export const RoleDefinition = {
  type: 'object',
  required: ['name', 'description', 'permissions', 'built_in', 'created_at', 'updated_at'],
  properties: {
    name: RoleName,
    description: Description,
    permissions: {
      type: 'array',
      items: PermissionName,
      description: 'In the order of the alphabet. `admin` has those of every application besides.',
    },
    built_in: { type: 'boolean', description: 'Whether the server brought it: then nobody changes it.' },
    created_at: InstantOrNull,
    updated_at: InstantOrNull,
  },
} as const
export type RoleDefinition = ValueOf<typeof RoleDefinition>

const ByName = { type: 'object', required: ['name'], properties: { name: RoleName } } as const

const support = {
  name: 'support',
  description: 'Helps people who cannot sign in.',
  permissions: ['invoices:read', 'users:recover'],
  built_in: false,
  created_at: '2026-11-23T09:30:00.000Z',
  updated_at: '2026-11-23T09:30:00.000Z',
}

export const roles = {
  permissions: endpoint({
    method: 'GET',
    path: '/permissions',
    access: 'user',
    tag: 'roles',
    summary: 'Which permissions there are, and what each allows',
    description:
      'Those of this server. An application may have others, which this server keeps and answers for.',
    status: 200,
    output: {
      type: 'object',
      required: ['items'],
      properties: {
        items: {
          type: 'array',
          items: {
            type: 'object',
            required: ['permission', 'description'],
            properties: { permission: PermissionName, description: { type: 'string' } },
          },
        },
      },
    },
    errors: [],
    example: { answer: { items: [{ permission: 'users:create', description: 'Create accounts.' }] } },
  }),
  own: endpoint({
    method: 'GET',
    path: '/users/me/permissions',
    access: 'user',
    tag: 'roles',
    summary: 'What the caller may do, at this moment',
    description: 'Of an API key: what it may do, which is never more than its owner may.',
    status: 200,
    output: {
      type: 'object',
      required: ['roles', 'permissions'],
      properties: {
        roles: { type: 'array', items: RoleName },
        permissions: { type: 'array', items: PermissionName, description: 'In the order of the alphabet.' },
      },
    },
    errors: [],
    example: { answer: { roles: ['user', 'support'], permissions: ['invoices:read', 'users:recover'] } },
  }),
  list: endpoint({
    method: 'GET',
    path: '/roles',
    access: 'roles:read',
    tag: 'roles',
    summary: 'List the roles: the built-in ones, then the others by name',
    input: { query: CursorPages },
    status: 200,
    output: {
      type: 'object',
      required: ['items', 'next_cursor'],
      properties: { items: { type: 'array', items: RoleDefinition }, next_cursor: NextCursor },
    },
    errors: [],
    example: { answer: { items: [support], next_cursor: null } },
  }),
  get: endpoint({
    method: 'GET',
    path: '/roles/:name',
    access: 'roles:read',
    tag: 'roles',
    summary: 'What a role allows',
    input: { params: ByName },
    status: 200,
    output: RoleDefinition,
    errors: ['role_not_found'],
    example: { params: { name: 'support' }, answer: support },
  }),
  define: endpoint({
    method: 'PUT',
    path: '/roles/:name',
    access: 'roles:write',
    audit: 'role.defined',
    tag: 'roles',
    summary: 'Make a role, or change it',
    description:
      'What it allows from now on, and nothing else; whoever has it is allowed so with the very next request. Permissions are ' +
      "those of `GET /permissions`, or an application's own of another word before the colon. Nobody makes a role above the own " +
      'rights, or changes one that is.',
    input: {
      params: ByName,
      body: {
        type: 'object',
        required: ['description', 'permissions'],
        additionalProperties: false,
        properties: { description: Description, permissions: Permissions },
      },
    },
    status: 200,
    output: RoleDefinition,
    errors: ['role_built_in'],
    example: {
      params: { name: 'support' },
      body: { description: support.description, permissions: support.permissions },
      answer: support,
    },
  }),
  delete: endpoint({
    method: 'DELETE',
    path: '/roles/:name',
    access: 'roles:write',
    audit: 'role.deleted',
    tag: 'roles',
    summary: 'Delete a role that nobody has',
    input: { params: ByName },
    status: 200,
    output: Message,
    errors: ['role_not_found', 'role_in_use', 'role_built_in'],
    example: { params: { name: 'support' }, answer: { message: 'Role deleted successfully' } },
  }),
  assign: endpoint({
    method: 'PUT',
    path: '/users/:id/roles',
    access: 'roles:assign',
    audit: 'role.assigned',
    tag: 'roles',
    summary: 'Set the roles of a user',
    description:
      'Takes effect with the very next request of that user. The caller has to have every right that the user has and every one ' +
      'that the roles give. The last administrator keeps the role.',
    input: {
      params: ById,
      body: {
        type: 'object',
        required: ['roles'],
        additionalProperties: false,
        properties: { roles: Roles },
      },
    },
    status: 200,
    output: { type: 'object', required: ['id', 'roles'], properties: { id: Id, roles: Roles } },
    errors: ['user_not_found', 'last_administrator'],
    example: { params: { id: 2 }, body: { roles: ['admin'] }, answer: { id: 2, roles: ['admin'] } },
  }),
}
