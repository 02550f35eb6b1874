import { endpoint } from './endpoint.ts'
import { Ended, Message } from './session-shapes.ts'
import { Password } from './users.ts'

const Identifier = { type: 'string', minLength: 1, maxLength: 254 } as const
const Secret = { type: 'string', minLength: 1 } as const
/** Far longer than the scopes that clients ask for. */
const Scope = { type: 'string', maxLength: 1_000 } as const

export const AccessToken = {
  type: 'object',
  required: ['access_token', 'token_type', 'expires_in'],
  properties: {
    access_token: {
      type: 'string',
      description: 'A JWT that names its session; it counts only while that session lives.',
    },
    token_type: { type: 'string', const: 'bearer' },
    expires_in: { type: 'integer', minimum: 1, description: 'Seconds.' },
    refresh_token: {
      type: 'string',
      description: 'Only where it was asked for: opaque, for one use at `POST /auth/refresh`.',
    },
  },
} as const

/** What a session begins and goes on with, and its end. */
export const signIn = {
  login: endpoint({
    method: 'POST',
    path: '/auth/login',
    access: 'public',
    audit: 'session.begun',
    refusal: 'session.refused',
    tag: 'sessions',
    summary: 'Sign in',
    description:
      'The username or the e-mail address in `username`. Also takes an OAuth 2 password form (RFC 6749 section 4.3).',
    input: {
      body: {
        type: 'object',
        required: ['username', 'password'],
        additionalProperties: false,
        properties: {
          username: Identifier,
          password: Secret,
          refresh: {
            type: 'boolean',
            default: false,
            description:
              'Whether the session goes on beyond the token: the answer then has a `refresh_token`.',
          },
          device_token: {
            type: 'string',
            minLength: 1,
            maxLength: 128,
            description: 'Of a device that is trusted, as `POST /auth/login/mfa` gave it.',
          },
        },
      },
      form: {
        type: 'object',
        required: ['username', 'password'],
        properties: {
          grant_type: { type: 'string' },
          username: Identifier,
          password: Secret,
          scope: { ...Scope, description: 'With `offline_access`, the answer has a `refresh_token`.' },
          client_id: { type: 'string' },
          client_secret: { type: 'string' },
        },
      },
    },
    onBehalf: true,
    status: 200,
    output: AccessToken,
    limit: 'sign-in',
    isGuarded: true,
    errors: [
      'invalid_credentials',
      'mfa_required',
      'account_disabled',
      'password_change_required',
      'too_many_attempts',
      'overloaded',
    ],
    example: {
      body: { username: 'john_doe', password: 'securepassword123' },
      form: { grant_type: 'password', username: 'john_doe', password: 'securepassword123' },
      answer: { access_token: 'eyJhbGciOiJIUzI1NiIs...', token_type: 'bearer', expires_in: 1800 },
    },
  }),
  refresh: endpoint({
    method: 'POST',
    path: '/auth/refresh',
    access: 'public',
    audit: 'session.refreshed',
    tag: 'sessions',
    summary: 'Go on with a session',
    description:
      'Answers a new access token and the next refresh token, in place of the one that was sent. For ten seconds the same ' +
      'one gets the same successor, so that the tabs of a browser need not agree; after that its use ends the session, for ' +
      'two have it. Also takes a form (RFC 6749 section 6).',
    input: {
      body: {
        type: 'object',
        required: ['refresh_token'],
        additionalProperties: false,
        properties: { refresh_token: Secret },
      },
      form: {
        type: 'object',
        required: ['refresh_token'],
        properties: {
          grant_type: { type: 'string' },
          refresh_token: Secret,
          scope: Scope,
          client_id: { type: 'string' },
          client_secret: { type: 'string' },
        },
      },
    },
    onBehalf: true,
    status: 200,
    output: { ...AccessToken, required: [...AccessToken.required, 'refresh_token'] },
    limit: 'sign-in',
    isGuarded: true,
    errors: ['invalid_grant'],
    details: {
      invalid_grant: 'The refresh token does not count any more. Sign in again.',
      unsupported_grant_type: 'Only grant_type=refresh_token is taken here.',
    },
    example: {
      body: { refresh_token: 'lkr_AbCdEf...' },
      form: { grant_type: 'refresh_token', refresh_token: 'lkr_AbCdEf...' },
      answer: {
        access_token: 'eyJhbGciOiJIUzI1NiIs...',
        token_type: 'bearer',
        expires_in: 1800,
        refresh_token: 'lkr_GhIjKl...',
      },
    },
  }),
  logout: endpoint({
    method: 'POST',
    path: '/auth/logout',
    access: 'session',
    audit: 'session.ended',
    tag: 'sessions',
    summary: 'Sign out',
    description: 'Ends the session that the token names: it is refused from the very next request on.',
    status: 200,
    output: Message,
    errors: [],
    example: { answer: { message: 'Signed out' } },
  }),
  logoutAll: endpoint({
    method: 'POST',
    path: '/auth/logout-all',
    access: 'session',
    audit: 'session.ended',
    tag: 'sessions',
    summary: 'Sign out everywhere',
    description: 'Ends every session of the caller, this one too.',
    status: 200,
    output: Ended,
    errors: [],
    example: { answer: { ended: 2 } },
  }),
  changePassword: endpoint({
    method: 'POST',
    path: '/auth/change-password',
    access: 'session',
    audit: 'password.changed',
    tag: 'sessions',
    summary: 'Change the own password',
    description:
      'Needs the current one; whoever has none leaves it out, and needs a fresh proof of who it is. Every other session of the caller ends; this one goes on.',
    input: {
      body: {
        type: 'object',
        required: ['new_password'],
        additionalProperties: false,
        properties: { current_password: Secret, new_password: Password },
      },
    },
    status: 200,
    output: Message,
    isGuarded: true,
    errors: ['wrong_password', 'reauth_required', 'too_many_attempts', 'overloaded'],
    example: {
      body: { current_password: 'securepassword123', new_password: 'correct horse battery' },
      answer: { message: 'Password changed' },
    },
  }),
}
