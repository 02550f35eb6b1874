import Type, { type TSchema } from 'typebox'
import { contract } from './index.ts'
import { Role } from './permissions.ts'
import { Registration, User } from './users.ts'

const FieldErrors = Type.Array(
  Type.Object({
    field: Type.String({ description: 'A dotted path into the body, or the name of a parameter.' }),
    message: Type.String({ description: 'For people to read.' }),
  }),
  { description: 'With `validation_failed`: one entry for each field that is wrong.' },
)

const code = Type.String({
  pattern: '^[a-z][a-z0-9]*(_[a-z0-9]+)*$',
  description: 'Stable: programs decide by this one.',
})

/** The documented three keys, and the added ones. */
const ApiError = Type.Object(
  {
    detail: Type.String({ description: 'A sentence for people, which may change.' }),
    status: Type.Literal('error'),
    code: Type.Integer({ minimum: 400, maximum: 599, description: 'The HTTP status.' }),
    error: code,
    errors: Type.Optional(FieldErrors),
  },
  { description: 'Every refusal, unless another shape was asked for.' },
)

const Problem = Type.Object(
  {
    type: Type.String({ format: 'uri' }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.String(),
    instance: Type.String({ format: 'uri', description: 'Names the request, as `X-Request-Id` does.' }),
    error: code,
    errors: Type.Optional(FieldErrors),
  },
  { description: 'A refusal by RFC 9457, for requests with `Accept: application/problem+json`.' },
)

const { users, sessions, roles, setup, health } = contract

/** The schemas that have a name of their own in the document. */
const named = new Map<TSchema, string>([
  [User, 'User'],
  [users.list.output, 'UserPage'],
  [Registration, 'Registration'],
  [users.create.input.body, 'NewUser'],
  [users.update.input.body, 'UserChange'],
  [users.delete.output, 'Deletion'],
  [sessions.login.input.body, 'Credentials'],
  [sessions.login.input.form, 'PasswordGrant'],
  [sessions.login.output, 'AccessToken'],
  [Role, 'Role'],
  [roles.assign.input.body, 'RoleAssignment'],
  [roles.assign.output, 'UserRoles'],
  [setup.createFirstAdministrator.input.body, 'FirstAdministrator'],
  [health.check.output, 'Health'],
  [ApiError, 'Error'],
  [Problem, 'Problem'],
])

export const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` })

/** The schema as the document writes it: what has a name is referred to. */
export function written(schema: TSchema): object {
  const name = named.get(schema)
  return name === undefined ? expanded(schema) : reference(name)
}

function expanded(schema: object): object {
  const entries = Object.entries(schema).map(([key, value]) => [key, writtenValue(value)] as const)
  return Object.fromEntries(entries)
}

function writtenValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(writtenValue)
  return typeof value === 'object' && value !== null ? written(value as TSchema) : value
}

export const schemas = (): Record<string, object> =>
  Object.fromEntries([...named].map(([schema, name]) => [name, expanded(schema)]))
