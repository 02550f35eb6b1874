import { endpoint } from './endpoint.ts'
import { Message } from './session-shapes.ts'

const TokenInQuestion = {
  token: { type: 'string', minLength: 1, maxLength: 4096 },
  token_type_hint: { type: 'string', description: 'Not needed: what a token is can be seen.' },
} as const

const Request = {
  body: { type: 'object', required: ['token'], additionalProperties: false, properties: TokenInQuestion },
  form: { type: 'object', required: ['token'], properties: TokenInQuestion },
} as const

/** For programs that are given a token and cannot judge it: the standard questions, whatever the language. */
export const oauth = {
  introspect: endpoint({
    method: 'POST',
    path: '/oauth/introspect',
    access: 'tokens:introspect',
    safe: true,
    basic: true,
    tag: 'verifiers',
    summary: 'Ask whether a token counts (RFC 7662)',
    description:
      'For access tokens and API keys. Of everything else the answer is `{"active": false}`, also of a refresh token: nobody ' +
      'may take one for a credential.',
    input: Request,
    status: 200,
    output: {
      type: 'object',
      required: ['active'],
      properties: {
        active: { type: 'boolean' },
        token_type: { type: 'string', const: 'Bearer' },
        sub: { type: 'string', description: 'The id of the user.' },
        username: { type: 'string' },
        scope: {
          type: 'string',
          description: 'What its holder may do at this moment: permissions, parted by spaces.',
        },
        sid: { type: 'string', description: 'The session of an access token.' },
        client_id: { type: 'string', description: 'The id of an API key.' },
        iat: { type: 'integer', description: 'When it was issued; seconds since the epoch.' },
        exp: {
          type: 'integer',
          description:
            'From then on it does not count; seconds since the epoch. Absent: until it is revoked.',
        },
      },
    },
    errors: [],
    example: {
      body: { token: 'eyJhbGciOiJFZERTQSIs...' },
      answer: {
        active: true,
        token_type: 'Bearer',
        sub: '1',
        username: 'john_doe',
        scope: 'invoices:approve',
        sid: 'ses_3hUO2lq2lW-o0QyqkR1xqRkq0bM',
        iat: 1799998200,
        exp: 1800000000,
      },
    },
  }),
  revoke: endpoint({
    method: 'POST',
    path: '/oauth/revoke',
    access: 'tokens:revoke',
    audit: 'token.revoked',
    basic: true,
    tag: 'verifiers',
    summary: 'Revoke a token (RFC 7009)',
    description:
      'Ends the session of an access token or a refresh token, with everything that was issued in it, and revokes an API ' +
      'key; from the very next request on. What counts no more, or never did, gets the same answer. Having the token is ' +
      'enough: whoever has it could sign out with it.',
    input: Request,
    status: 200,
    output: Message,
    errors: [],
    example: {
      body: { token: 'lkr_AbCdEf...', token_type_hint: 'refresh_token' },
      answer: { message: 'Revoked' },
    },
  }),
}
