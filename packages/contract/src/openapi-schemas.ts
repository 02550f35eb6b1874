import { factorKinds } from './factor-shapes.ts'
import { contract } from './index.ts'
import { RoleDefinition } from './roles.ts'
import type { Schema } from './schema.ts'
import { Registration, User } from './users.ts'

const FieldErrors = {
  type: 'array',
  items: {
    type: 'object',
    required: ['field', 'message'],
    properties: {
      field: { type: 'string', description: 'A dotted path into the body, or the name of a parameter.' },
      message: { type: 'string', description: 'For people to read.' },
    },
  },
  description: 'With `validation_failed`: one entry for each field that is wrong.',
}

const code = {
  type: 'string',
  pattern: '^[a-z][a-z0-9]*(_[a-z0-9]+)*$',
  description: 'Stable: programs decide by this one.',
}

const referenceOfRefusal = {
  type: 'string',
  pattern: '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$',
  description:
    'Where signing in, or what is counted like it, was refused: to be read out to an administrator, who finds out why by it.',
}

/** What some refusals of a sign-in give to go on with. */
const nextStep = {
  mfa_token: { type: 'string', description: 'With `mfa_required`: for `POST /auth/login/mfa`.' },
  factors: {
    type: 'array',
    items: { type: 'string', enum: factorKinds },
    description: 'With `mfa_required`: what is on offer.',
  },
  password_token: {
    type: 'string',
    description: 'With `password_change_required`: for `POST /auth/login/password`.',
  },
}

/** The documented three keys, and the added ones. */
const ApiError = {
  type: 'object',
  required: ['detail', 'status', 'code', 'error'],
  properties: {
    detail: { type: 'string', description: 'A sentence for people, which may change.' },
    status: { type: 'string', const: 'error' },
    code: { type: 'integer', minimum: 400, maximum: 599, description: 'The HTTP status.' },
    error: code,
    errors: FieldErrors,
    reference: referenceOfRefusal,
    ...nextStep,
  },
  description: 'Every refusal, unless another shape was asked for.',
}

const Problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'error'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string' },
    instance: { type: 'string', format: 'uri', description: 'Names the request, as `X-Request-Id` does.' },
    error: code,
    errors: FieldErrors,
    reference: referenceOfRefusal,
    ...nextStep,
  },
  description: 'A refusal by RFC 9457, for requests with `Accept: application/problem+json`.',
}

const { users, sessions, roles, authz, setup, health } = contract

/** The schemas that have a name of their own in the document. */
const named = new Map<Schema, string>([
  [User, 'User'],
  [users.list.output, 'UserPage'],
  [Registration, 'Registration'],
  [users.create.input.body, 'NewUser'],
  [users.update.input.body, 'UserChange'],
  [users.delete.output, 'Deletion'],
  [sessions.login.input.body, 'Credentials'],
  [sessions.login.input.form, 'PasswordGrant'],
  [sessions.login.output, 'AccessToken'],
  [RoleDefinition, 'Role'],
  [roles.define.input.body, 'RoleChange'],
  [roles.assign.input.body, 'RoleAssignment'],
  [roles.assign.output, 'UserRoles'],
  [authz.check.input.body, 'AuthorizationQuestion'],
  [authz.check.output, 'AuthorizationAnswer'],
  [setup.createFirstAdministrator.input.body, 'FirstAdministrator'],
  [health.check.output, 'Health'],
  [ApiError, 'Error'],
  [Problem, 'Problem'],
])

export const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` })

/** The schema as the document writes it: what has a name is referred to. */
export function written(schema: Schema): object {
  const name = named.get(schema)
  return name === undefined ? expanded(schema) : reference(name)
}

function expanded(schema: object): object {
  const entries = Object.entries(schema).map(([key, value]) => [key, writtenValue(value)] as const)
  return Object.fromEntries(entries)
}

function writtenValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(writtenValue)
  return typeof value === 'object' && value !== null ? written(value as Schema) : value
}

export const schemas = (): Record<string, object> =>
  Object.fromEntries([...named].map(([schema, name]) => [name, expanded(schema)]))
