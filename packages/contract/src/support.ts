import { endpoint } from './endpoint.ts'
import { ById, Instant, InstantOrNull } from './users.ts'

/** Whether somebody on the telephone is who they say. */
export const support = {
  issueCode: endpoint({
    method: 'POST',
    path: '/users/me/support-code',
    access: 'session',
    audit: 'support_code.issued',
    tag: 'support',
    summary: 'Make a code to be read out to whoever helps',
    description:
      'Eight digits, good for five minutes and for once, in place of any older one, and while the session lives that it was made in. It gives nobody a right to anything: it shows that the caller is signed in.',
    status: 200,
    output: {
      type: 'object',
      required: ['code', 'expires_at'],
      properties: { code: { type: 'string', pattern: '^[0-9]{8}$' }, expires_at: Instant },
    },
    errors: [],
    example: { answer: { code: '40817263', expires_at: '2026-11-23T09:35:00.000Z' } },
  }),
  check: endpoint({
    method: 'POST',
    path: '/users/:id/support-check',
    access: 'support:check',
    audit: 'support_code.checked',
    tag: 'support',
    summary: 'Whether a code that somebody read out is theirs',
    description:
      'Spends the code. After five wrong ones it is dead; of all codes of one account together 10 wrong ones are looked at, and then one in 72 minutes. Whoever is signed in has one: how, and since when, the answer says.',
    input: {
      params: ById,
      body: {
        type: 'object',
        required: ['code'],
        additionalProperties: false,
        properties: {
          code: {
            type: 'string',
            maxLength: 24,
            pattern: '^[0-9](?:[ -]?[0-9]){7}$',
            'x-pattern-in-words': 'eight digits, with or without spaces and dashes between them',
          },
        },
      },
    },
    status: 200,
    output: {
      type: 'object',
      required: ['is_confirmed', 'signed_in_at', 'proved_by'],
      properties: {
        is_confirmed: { type: 'boolean' },
        signed_in_at: { ...InstantOrNull, description: 'When the session began that the code was made in.' },
        proved_by: { type: ['string', 'null'], description: 'How that session began, such as `password`.' },
      },
    },
    errors: ['user_not_found', 'too_many_attempts'],
    example: {
      params: { id: 2 },
      body: { code: '4081 7263' },
      answer: { is_confirmed: true, signed_in_at: '2026-11-23T09:30:00.000Z', proved_by: 'password' },
    },
  }),
}
