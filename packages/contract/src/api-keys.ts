import { endpoint } from './endpoint.ts'
import type { ValueOf } from './schema.ts'
import { CursorPages, Message, NextCursor } from './session-shapes.ts'
import { ById, Id, Instant } from './users.ts'

const KeyId = { type: 'string', pattern: '^key_[A-Za-z0-9_-]{1,64}$' } as const

const Scopes = {
  type: 'array',
  items: {
    type: 'string',
    maxLength: 129,
    pattern: '^[a-z][a-z0-9_-]*:[a-z][a-z0-9_-]*$',
    'x-pattern-in-words': 'small letters, digits, "_" and "-" around one ":", such as users:read',
  },
  minItems: 1,
  maxItems: 64,
  uniqueItems: true,
  description:
    'What the key is for: permissions that its owner has, and `self:read` and `self:write` for the own account. It never does more than its owner may at that moment.',
} as const

const KeyName = {
  type: 'string',
  minLength: 1,
  maxLength: 100,
  pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$',
  'x-pattern-in-words': 'anything but control characters',
  description: 'For people to know it by.',
} as const

const properties = {
  id: KeyId,
  name: { type: 'string' },
  hint: { type: 'string', description: 'Its first 8 characters.' },
  scopes: { type: 'array', items: { type: 'string' } },
  created_at: Instant,
  expires_at: {
    type: ['string', 'null'],
    format: 'date-time',
    description: 'From then on it is refused. Null: it counts until it is revoked.',
  },
  last_used_at: {
    type: ['string', 'null'],
    format: 'date-time',
    description: 'To within five minutes. Null: it never was.',
  },
} as const
const required = ['id', 'name', 'hint', 'scopes', 'created_at', 'expires_at', 'last_used_at'] as const

/** A key, as it is shown ever after: nothing that anybody could use. */
export const ApiKey = { type: 'object', required, properties } as const
export type ApiKey = ValueOf<typeof ApiKey>

const NewApiKey = {
  type: 'object',
  required: [...required, 'key'],
  properties: {
    ...properties,
    key: {
      type: 'string',
      description:
        'The key itself, this once: `lk_`, 43 characters of chance and 6 of a CRC-32. Send it as `Authorization: Bearer <key>`.',
    },
  },
} as const

const KeyRequest = {
  type: 'object',
  required: ['name', 'scopes'],
  additionalProperties: false,
  properties: {
    name: KeyName,
    scopes: Scopes,
    expires_in_days: {
      type: ['integer', 'null'],
      minimum: 1,
      maximum: 3650,
      default: 90,
      description: 'Null: it counts until it is revoked.',
    },
  },
} as const
export type KeyRequest = ValueOf<typeof KeyRequest>

const Keys = {
  type: 'object',
  required: ['items', 'next_cursor'],
  properties: { items: { type: 'array', items: ApiKey }, next_cursor: NextCursor },
} as const

const reportsKey = {
  id: 'key_0aB1cD2eF3gH4iJ5kL6mN7oP8qR',
  name: 'Nightly report',
  hint: 'lk_4fK9a',
  scopes: ['self:read'],
  created_at: '2026-11-23T09:30:00.000Z',
  expires_at: '2027-02-21T09:30:00.000Z',
  last_used_at: null,
}
const request = { name: reportsKey.name, scopes: reportsKey.scopes, expires_in_days: 90 }
const answer = { ...reportsKey, key: 'lk_4fK9a...' }

/** Keys for programs. They are taken wherever a bearer token is, but where a session is asked for. */
export const apiKeys = {
  list: endpoint({
    method: 'GET',
    path: '/api-keys',
    access: 'user',
    tag: 'api keys',
    summary: 'List the API keys of the caller, the newest first',
    input: { query: CursorPages },
    status: 200,
    output: Keys,
    errors: [],
    example: { answer: { items: [reportsKey], next_cursor: null } },
  }),
  create: endpoint({
    method: 'POST',
    path: '/api-keys',
    access: 'session',
    audit: 'api_key.created',
    tag: 'api keys',
    summary: 'Make an API key of the caller',
    description:
      'The key is shown in this answer and never again, so an `Idempotency-Key` does nothing here: a repeated request makes another key.',
    input: { body: KeyRequest },
    status: 200,
    output: NewApiKey,
    errors: ['reauth_required'],
    example: { body: request, answer },
  }),
  revoke: endpoint({
    method: 'DELETE',
    path: '/api-keys/:key_id',
    access: 'user',
    audit: 'api_key.revoked',
    tag: 'api keys',
    summary: 'Revoke an API key of the caller',
    description:
      'It is refused from the very next request on. One of somebody else is refused as one that never was.',
    input: { params: { type: 'object', required: ['key_id'], properties: { key_id: KeyId } } },
    status: 200,
    output: Message,
    errors: [],
    example: { params: { key_id: reportsKey.id }, answer: { message: 'API key revoked' } },
  }),
  listOf: endpoint({
    method: 'GET',
    path: '/users/:id/api-keys',
    access: 'users:inspect',
    looks: 'people.read',
    tag: 'api keys',
    summary: 'List the API keys of a user, the newest first',
    input: { params: ById, query: CursorPages },
    status: 200,
    output: Keys,
    errors: ['user_not_found'],
    example: { params: { id: 1 }, answer: { items: [reportsKey], next_cursor: null } },
  }),
  revokeOf: endpoint({
    method: 'DELETE',
    path: '/users/:id/api-keys/:key_id',
    access: 'api-keys:revoke',
    audit: 'api_key.revoked',
    tag: 'api keys',
    summary: 'Revoke an API key of a user',
    description: 'It is refused from the very next request on.',
    input: {
      params: { type: 'object', required: ['id', 'key_id'], properties: { id: Id, key_id: KeyId } },
    },
    status: 200,
    output: Message,
    errors: ['user_not_found', 'api_key_not_found'],
    example: { params: { id: 1, key_id: reportsKey.id }, answer: { message: 'API key revoked' } },
  }),
  createFor: endpoint({
    method: 'POST',
    path: '/users/:id/api-keys',
    access: 'service-accounts:write',
    audit: 'api_key.created',
    tag: 'api keys',
    summary: 'Make an API key of a service account',
    description:
      'The key is shown in this answer and never again, so an `Idempotency-Key` does nothing here. A person makes the own keys: `POST /api-keys`.',
    input: { params: ById, body: KeyRequest },
    status: 200,
    output: NewApiKey,
    errors: ['user_not_found', 'account_not_suitable'],
    details: { account_not_suitable: 'Only service accounts get their API keys from others.' },
    example: { params: { id: 3 }, body: request, answer },
  }),
}
