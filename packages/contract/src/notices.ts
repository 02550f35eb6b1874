import { endpoint } from './endpoint.ts'
import type { ValueOf } from './schema.ts'
import { CursorPages, NextCursor } from './session-shapes.ts'
import { Instant } from './users.ts'

/** What the owner of an account has to hear of. */
export const Notice = {
  type: 'object',
  required: ['id', 'kind', 'message', 'created_at', 'source_address', 'session_id'],
  properties: {
    id: { type: 'string', pattern: '^ntc_[A-Za-z0-9_-]{1,64}$' },
    kind: {
      type: 'string',
      enum: [
        'refresh_token_reused',
        'return_code_reused',
        'password_changed',
        'api_key_created',
        'new_device',
        'email_changed',
        'email_released',
        'passkey_added',
        'passkey_removed',
        'passkey_counted_back',
        'identity_linked',
        'identity_unlinked',
        'factor_added',
        'factor_removed',
        'factors_lost',
        'factors_removed',
        'recovery_codes_made',
        'recovery_code_used',
        'recovery_started',
        'recovery_waiting',
        'recovery_approved',
        'recovery_ready',
        'recovery_frozen',
        'recovery_cancelled',
        'recovery_expired',
        'recovery_completed',
        'trusted_contact_added',
        'trusted_contact_removed',
      ],
      description: 'Stable: programs decide by this one.',
    },
    message: { type: 'string', description: 'For people to read: what happened, and what to do.' },
    created_at: Instant,
    source_address: { type: ['string', 'null'], description: 'The address that it came from.' },
    session_id: { type: ['string', 'null'], description: 'The session it was about.' },
  },
} as const
export type Notice = ValueOf<typeof Notice>
export type NoticeKind = Notice['kind']

export const notices = {
  list: endpoint({
    method: 'GET',
    path: '/users/me/notices',
    access: 'user',
    tag: 'sessions',
    summary: 'What the caller should know of the own account, the newest first',
    description: 'Kept for 90 days.',
    input: { query: CursorPages },
    status: 200,
    output: {
      type: 'object',
      required: ['items', 'next_cursor'],
      properties: { items: { type: 'array', items: Notice }, next_cursor: NextCursor },
    },
    errors: [],
    example: {
      answer: {
        items: [
          {
            id: 'ntc_0aB1cD2eF3gH4iJ5',
            kind: 'refresh_token_reused' as const,
            message:
              'A refresh token of one of your sessions was used a second time, so that session was ended. ' +
              'If you do not know why, change your password.',
            created_at: '2026-11-23T09:30:00.000Z',
            source_address: '203.0.113.7',
            session_id: 'ses_0aB1cD2eF3gH4iJ5kL6mN7oP8qR',
          },
        ],
        next_cursor: null,
      },
    },
  }),
  notMe: endpoint({
    method: 'POST',
    path: '/auth/not-me',
    access: 'public',
    audit: 'account.disowned',
    tag: 'sessions',
    summary: 'Say of a notice that it was somebody else',
    description:
      'By the token of a mailed notice: ends every session of the account and mails a link by which its owner chooses a new password. An account elsewhere that was linked, or an API key that was made, is taken back by the notice of it; a second factor stays. Each notice is good for that once, and for seven days. Whoever has the token learns nothing more.',
    input: {
      body: {
        type: 'object',
        required: ['token'],
        additionalProperties: false,
        properties: { token: { type: 'string', minLength: 1, maxLength: 128 } },
      },
    },
    status: 200,
    output: { type: 'object', required: ['message'], properties: { message: { type: 'string' } } },
    limit: 'sign-in',
    errors: ['invalid_notice_token'],
    details: {
      invalid_notice_token: 'The token is wrong, used or too old. To be safe, choose a new password.',
    },
    example: {
      body: { token: 'the token of the mailed notice' },
      answer: { message: 'Every session was ended. A link to choose a new password is on its way.' },
    },
  }),
}
