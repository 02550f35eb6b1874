import { endpoint } from './endpoint.ts'
import type { ValueOf } from './schema.ts'
import { ById, Id, Instant } from './users.ts'

const Identifier = { type: 'string', minLength: 1, maxLength: 254 } as const
const Secret = { type: 'string', minLength: 1 } as const

const SessionName = { type: 'string', pattern: '^ses_[A-Za-z0-9_-]{1,64}$' } as const

/** One place where somebody is signed in. */
export const SessionOfUser = {
  type: 'object',
  required: ['id', 'created_at', 'expires_at', 'proved_by', 'source_address', 'user_agent'],
  properties: {
    id: SessionName,
    created_at: Instant,
    expires_at: Instant,
    proved_by: { type: 'string', description: 'How the person proved who it is: `password`.' },
    source_address: { type: ['string', 'null'], description: 'The address it began from.' },
    user_agent: { type: ['string', 'null'], description: 'As the program that signed in calls itself.' },
  },
} as const
export type SessionOfUser = ValueOf<typeof SessionOfUser>

const johnsSession = {
  id: 'ses_0aB1cD2eF3gH4iJ5kL6mN7oP8qR',
  created_at: '2026-11-23T09:30:00.000Z',
  expires_at: '2026-11-23T10:00:00.000Z',
  proved_by: 'password',
  source_address: '203.0.113.7',
  user_agent: 'curl/8.5.0',
}

export const sessions = {
  listOf: endpoint({
    method: 'GET',
    path: '/users/:id/sessions',
    access: 'users:inspect',
    tag: 'sessions',
    summary: 'List the live sessions of a user, the youngest first',
    input: {
      params: ById,
      query: {
        type: 'object',
        additionalProperties: false,
        properties: {
          cursor: {
            type: 'string',
            minLength: 1,
            maxLength: 128,
            description: '`next_cursor` of the page before.',
          },
          limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
        },
      },
    },
    status: 200,
    output: {
      type: 'object',
      required: ['items', 'next_cursor'],
      properties: {
        items: { type: 'array', items: SessionOfUser },
        next_cursor: { type: ['string', 'null'], description: 'Null on the last page.' },
      },
    },
    errors: ['user_not_found'],
    example: { params: { id: 1 }, answer: { items: [johnsSession], next_cursor: null } },
  }),
  endOf: endpoint({
    method: 'DELETE',
    path: '/users/:id/sessions/:session_id',
    access: 'sessions:revoke',
    tag: 'sessions',
    summary: 'End one session of a user',
    description: 'Its token is refused from the very next request on.',
    input: {
      params: {
        type: 'object',
        required: ['id', 'session_id'],
        properties: { id: Id, session_id: SessionName },
      },
    },
    status: 200,
    output: { type: 'object', required: ['message'], properties: { message: { type: 'string' } } },
    errors: ['user_not_found', 'session_not_found'],
    example: {
      params: { id: 1, session_id: johnsSession.id },
      answer: { message: 'Session ended' },
    },
  }),
  endAllOf: endpoint({
    method: 'DELETE',
    path: '/users/:id/sessions',
    access: 'sessions:revoke',
    tag: 'sessions',
    summary: 'End every session of a user',
    description: 'Their tokens are refused from the very next request on.',
    input: { params: ById },
    status: 200,
    output: {
      type: 'object',
      required: ['ended'],
      properties: { ended: { type: 'integer', minimum: 0, description: 'How many there were.' } },
    },
    errors: ['user_not_found'],
    example: { params: { id: 1 }, answer: { ended: 2 } },
  }),
  login: endpoint({
    method: 'POST',
    path: '/auth/login',
    access: 'public',
    tag: 'sessions',
    summary: 'Sign in',
    description:
      'The username or the e-mail address in `username`. Also takes an OAuth 2 password form (RFC 6749 section 4.3).',
    input: {
      body: {
        type: 'object',
        required: ['username', 'password'],
        additionalProperties: false,
        properties: { username: Identifier, password: Secret },
      },
      form: {
        type: 'object',
        required: ['username', 'password'],
        properties: {
          grant_type: { type: 'string' },
          username: Identifier,
          password: Secret,
          scope: { type: 'string' },
          client_id: { type: 'string' },
          client_secret: { type: 'string' },
        },
      },
    },
    status: 200,
    output: {
      type: 'object',
      required: ['access_token', 'token_type', 'expires_in'],
      properties: {
        access_token: {
          type: 'string',
          description: 'A JWT that names its session; it counts only while that session lives.',
        },
        token_type: { type: 'string', const: 'bearer' },
        expires_in: { type: 'integer', minimum: 1, description: 'Seconds.' },
      },
    },
    errors: ['invalid_credentials', 'account_disabled', 'overloaded'],
    example: {
      body: { username: 'john_doe', password: 'securepassword123' },
      answer: { access_token: 'eyJhbGciOiJIUzI1NiIs...', token_type: 'bearer', expires_in: 1800 },
    },
  }),
}
