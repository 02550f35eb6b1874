import { endpoint } from './endpoint.ts'

const Identifier = { type: 'string', minLength: 1, maxLength: 254 } as const
const Secret = { type: 'string', minLength: 1 } as const

export const sessions = {
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
