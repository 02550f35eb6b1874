import { endpoint } from './endpoint.ts'
import { AccessToken } from './sign-in.ts'

/** How an app gets a session after somebody signed in on this server's own page. */
export const returns = {
  exchange: endpoint({
    method: 'POST',
    path: '/auth/exchange',
    access: 'public',
    audit: 'session.begun',
    refusal: 'session.refused',
    tag: 'sessions',
    summary: 'Change the code of a hosted sign-in for tokens',
    description:
      'By the `code` with which `/sign-in?return_to=…` sent somebody back, and the verifier of which that address had the challenge (RFC 7636, S256). The session is a new one, as well proved as that of the browser. A code is good for 60 seconds and once; sent again, it ends the session that it began.',
    input: {
      body: {
        type: 'object',
        required: ['code', 'code_verifier', 'return_to'],
        additionalProperties: false,
        properties: {
          code: { type: 'string', minLength: 1, maxLength: 128 },
          code_verifier: {
            type: 'string',
            pattern: '^[A-Za-z0-9._~-]{43,128}$',
            description: 'Kept by the app since it made the `code_challenge`.',
          },
          return_to: {
            type: 'string',
            minLength: 1,
            maxLength: 2_048,
            description: 'The same as before.',
          },
          refresh: {
            type: 'boolean',
            default: false,
            description:
              'Whether the session goes on beyond the token: the answer then has a `refresh_token`.',
          },
        },
      },
    },
    onBehalf: true,
    status: 200,
    output: AccessToken,
    limit: 'sign-in',
    isGuarded: true,
    errors: ['invalid_grant'],
    details: {
      invalid_grant:
        'The code is wrong, used, older than a minute, or of another return_to or verifier. Sign in again.',
    },
    example: {
      body: {
        code: 'SplxlOBeZQQYbYS6WxSbIA2vC8dRk1sE9uXc4GfBa6Q',
        code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
        return_to: 'https://app.example.com/callback',
      },
      answer: { access_token: 'eyJhbGciOiJIUzI1NiIs...', token_type: 'bearer', expires_in: 1800 },
    },
  }),
}
