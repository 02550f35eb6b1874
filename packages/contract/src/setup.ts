import { endpoint } from './endpoint.ts'
import { Instant, Registration, User } from './users.ts'

export const setup = {
  issueLink: endpoint({
    method: 'POST',
    path: '/setup/link',
    access: 'server:operate',
    audit: 'setup_link.issued',
    tag: 'setup',
    summary: 'Make a setup link',
    description:
      'Good for 24 hours and for once, in place of any older one. Only the operator of the server may ask for it, through the control socket.',
    status: 200,
    output: {
      type: 'object',
      required: ['url', 'expires_at'],
      properties: { url: { type: 'string', format: 'uri' }, expires_at: Instant },
    },
    errors: ['setup_completed'],
    example: {
      answer: {
        url: 'https://id.example.com/setup?token=the-token-of-the-link',
        expires_at: '2026-11-24T09:30:00.000Z',
      },
    },
  }),
  createFirstAdministrator: endpoint({
    method: 'POST',
    path: '/setup',
    access: 'public',
    limit: 'sign-in',
    audit: 'user.created',
    tag: 'setup',
    summary: 'Create the first administrator',
    description:
      'By the one-time token of the setup link. Once there was an administrator this is 410 for ever.',
    input: {
      body: {
        type: 'object',
        required: ['setup_token', ...Registration.required],
        additionalProperties: false,
        properties: {
          setup_token: { type: 'string', minLength: 1, maxLength: 128 },
          ...Registration.properties,
        },
      },
    },
    status: 200,
    output: User,
    errors: [
      'invalid_setup_token',
      'setup_completed',
      'username_taken',
      'email_taken',
      'idempotency_key_reused',
      'overloaded',
    ],
    idempotent: true,
    example: {
      body: {
        setup_token: 'the token of the setup link',
        username: 'john_doe',
        email: 'john@example.com',
        full_name: 'John Doe',
        password: 'securepassword123',
      },
      answer: { id: 1, username: 'john_doe', email: 'john@example.com', full_name: 'John Doe' },
    },
  }),
}
