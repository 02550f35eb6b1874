import { endpoint } from './endpoint.ts'
import { ById, Instant, Password } from './users.ts'

/** Ways back into an account whose password nobody knows. */
export const recovery = {
  issueLink: endpoint({
    method: 'POST',
    path: '/users/:id/reset-link',
    access: 'users:recover',
    audit: 'reset_link.issued',
    tag: 'recovery',
    summary: 'Make a link by which somebody chooses a new password',
    description:
      'Good for 60 minutes and for once, in place of any older one, and while whoever made it may do this to that account. Whoever holds it chooses the password, so it is for that person only. Nothing changes for the account until the link is used.',
    input: { params: ById },
    status: 200,
    output: {
      type: 'object',
      required: ['url', 'expires_at'],
      properties: { url: { type: 'string', format: 'uri' }, expires_at: Instant },
    },
    errors: ['user_not_found', 'account_not_suitable'],
    details: { account_not_suitable: 'A service account has no password. Make it an API key.' },
    example: {
      params: { id: 2 },
      answer: {
        url: 'https://id.example.com/reset?token=the-token-of-the-link',
        expires_at: '2026-11-23T10:30:00.000Z',
      },
    },
  }),
  resetPassword: endpoint({
    method: 'POST',
    path: '/auth/reset-password',
    access: 'public',
    audit: 'password.reset',
    tag: 'recovery',
    summary: 'Choose a new password',
    description:
      'By the one-time token of a reset link. Ends every session of the account and begins none: sign in with the new password. A disabled account stays disabled.',
    input: {
      body: {
        type: 'object',
        required: ['token', 'password'],
        additionalProperties: false,
        properties: { token: { type: 'string', minLength: 1, maxLength: 128 }, password: Password },
      },
    },
    status: 200,
    output: { type: 'object', required: ['message'], properties: { message: { type: 'string' } } },
    limit: 'sign-in',
    isGuarded: true,
    onBehalf: true,
    errors: ['invalid_reset_token', 'overloaded'],
    example: {
      body: { token: 'the token of the reset link', password: 'correct horse battery' },
      answer: { message: 'Password changed' },
    },
  }),
}
