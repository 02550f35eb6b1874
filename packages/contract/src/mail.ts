import { endpoint } from './endpoint.ts'
import type { ValueOf } from './schema.ts'
import { CursorPages, NextCursor } from './session-shapes.ts'
import { Instant, InstantOrNull } from './users.ts'

const MailId = { type: 'string', pattern: '^mail_[A-Za-z0-9_-]{1,64}$' } as const
const ById = { type: 'object', required: ['mail_id'], properties: { mail_id: MailId } } as const
const State = {
  type: 'string',
  enum: ['waiting', 'sent', 'dead'],
  description:
    '`waiting` for its turn or for the mail server; `sent`, for the mail server took it; `dead`, for it was refused or its time was over.',
} as const

const members = {
  id: MailId,
  user_id: { type: ['integer', 'null'], description: 'Whose account it is about.' },
  to: { type: 'string' },
  template: { type: 'string', description: 'What it is: `reset_password`, `notice` and so on.' },
  language: { type: 'string' },
  state: State,
  attempts: { type: 'integer', minimum: 0 },
  last_error: {
    type: ['string', 'null'],
    description:
      'The code of the last refusal and where it was made, and none of the words of the mail server.',
  },
  created_at: Instant,
  next_at: { ...InstantOrNull, description: 'When it is tried next; null once that is settled.' },
  settled_at: { ...InstantOrNull, description: 'When it was sent or given up.' },
  expires_at: {
    ...Instant,
    description: 'From when on it is not sent any more, for its link or its code is over.',
  },
} as const

const required = [
  'id',
  'user_id',
  'to',
  'template',
  'language',
  'state',
  'attempts',
  'last_error',
  'created_at',
  'next_at',
  'settled_at',
  'expires_at',
] as const

/** A mail and what became of it. No link and no code is in it. */
export const MailEntry = { type: 'object', required, properties: members } as const
export type MailEntry = ValueOf<typeof MailEntry>

export const MailDetails = {
  type: 'object',
  required: [...required, 'subject', 'text'],
  properties: {
    ...members,
    subject: { type: ['string', 'null'] },
    text: {
      type: ['string', 'null'],
      description: 'What it says, without what its link or its code is; null once that is not kept any more.',
    },
  },
} as const
export type MailDetails = ValueOf<typeof MailDetails>

const waiting = {
  id: 'mail_0aB1cD2eF3gH4iJ5',
  user_id: 2,
  to: 'john@example.com',
  template: 'reset_password',
  language: 'en',
  state: 'waiting' as const,
  attempts: 1,
  last_error: '451 4.3.0 at RCPT TO',
  created_at: '2026-11-23T09:30:00.000Z',
  next_at: '2026-11-23T09:30:41.000Z',
  settled_at: null,
  expires_at: '2026-11-23T10:30:00.000Z',
}

export const mail = {
  list: endpoint({
    method: 'GET',
    path: '/mail',
    access: 'mail:read',
    looks: 'mail.read',
    tag: 'mail',
    summary: 'List mails and what became of them, the newest first',
    description: 'Kept for 30 days. Mail that waits and mail that is dead is found by `state`.',
    input: {
      query: {
        type: 'object',
        additionalProperties: false,
        properties: {
          state: { type: 'string', enum: ['waiting', 'sent', 'dead'] },
          ...CursorPages.properties,
        },
      },
    },
    status: 200,
    output: {
      type: 'object',
      required: ['items', 'next_cursor'],
      properties: {
        items: { type: 'array', items: MailEntry },
        next_cursor: NextCursor,
      },
    },
    errors: [],
    example: { answer: { items: [waiting], next_cursor: null } },
  }),
  show: endpoint({
    method: 'GET',
    path: '/mail/:mail_id',
    access: 'mail:read',
    looks: 'mail.read',
    tag: 'mail',
    summary: 'What a mail says, and what became of it',
    input: { params: ById },
    status: 200,
    output: MailDetails,
    errors: ['mail_not_found'],
    example: {
      params: { mail_id: waiting.id },
      answer: {
        ...waiting,
        subject: 'Choose a new password',
        text: 'Somebody asked for a new password for your account at id.example.com.',
      },
    },
  }),
  retry: endpoint({
    method: 'POST',
    path: '/mail/:mail_id/retry',
    access: 'mail:write',
    audit: 'mail.retried',
    tag: 'mail',
    summary: 'Send a mail that is dead or waits, now',
    description: 'Not one that was sent, nor one whose link or code is over.',
    input: { params: ById },
    status: 200,
    output: MailEntry,
    errors: ['mail_not_found', 'mail_not_retryable'],
    details: { mail_not_retryable: 'It was sent, is being sent, or its link or code is over.' },
    example: {
      params: { mail_id: waiting.id },
      answer: { ...waiting, attempts: 2, last_error: null, next_at: '2026-11-23T09:30:05.000Z' },
    },
  }),
}
