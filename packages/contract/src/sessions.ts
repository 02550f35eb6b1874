import Type from 'typebox'
import { endpoint } from './endpoint.ts'

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
      body: Type.Object(
        { username: Type.String({ minLength: 1, maxLength: 254 }), password: Type.String({ minLength: 1 }) },
        { additionalProperties: false },
      ),
      form: Type.Object({
        grant_type: Type.Optional(Type.String()),
        username: Type.String({ minLength: 1, maxLength: 254 }),
        password: Type.String({ minLength: 1 }),
        scope: Type.Optional(Type.String()),
        client_id: Type.Optional(Type.String()),
        client_secret: Type.Optional(Type.String()),
      }),
    },
    status: 200,
    output: Type.Object({
      access_token: Type.String({
        description: 'A JWT that names its session; it counts only while that session lives.',
      }),
      token_type: Type.Literal('bearer'),
      expires_in: Type.Integer({ minimum: 1, description: 'Seconds.' }),
    }),
    errors: ['invalid_credentials', 'account_disabled', 'overloaded'],
    example: {
      body: { username: 'john_doe', password: 'securepassword123' },
      answer: { access_token: 'eyJhbGciOiJIUzI1NiIs...', token_type: 'bearer', expires_in: 1800 },
    },
  }),
}
