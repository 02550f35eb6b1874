import type { ValueOf } from './schema.ts'
import { Instant } from './users.ts'

export const SessionName = { type: 'string', pattern: '^ses_[A-Za-z0-9_-]{1,64}$' } as const

const properties = {
  id: SessionName,
  created_at: Instant,
  last_used_at: { ...Instant, description: 'To within five minutes.' },
  expires_at: { ...Instant, description: 'When it ends if it is not refreshed meanwhile.' },
  proved_by: { type: 'string', description: 'How the person proved who it is: `password`.' },
  source_address: { type: ['string', 'null'], description: 'The address it began from.' },
  device: {
    type: ['string', 'null'],
    description: 'The program and the system in words, such as `Firefox on Windows`.',
  },
  user_agent: { type: ['string', 'null'], description: 'As the program that signed in calls itself.' },
} as const
const required = [
  'id',
  'created_at',
  'last_used_at',
  'expires_at',
  'proved_by',
  'source_address',
  'device',
  'user_agent',
] as const

/** One place where somebody is signed in. */
export const SessionOfUser = { type: 'object', required, properties } as const
export type SessionOfUser = ValueOf<typeof SessionOfUser>

/** The same, as its owner sees it. */
export const OwnSession = {
  type: 'object',
  required: [...required, 'is_current'],
  properties: {
    ...properties,
    is_current: { type: 'boolean', description: 'Whether this request came by it.' },
  },
} as const

export type OwnSession = ValueOf<typeof OwnSession>

export const CursorPages = {
  type: 'object',
  additionalProperties: false,
  properties: {
    cursor: {
      type: 'string',
      minLength: 1,
      maxLength: 128,
      description: '`next_cursor` of the page before.',
    },
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  },
} as const

export const NextCursor = { type: ['string', 'null'], description: 'Null on the last page.' } as const
export const Message = {
  type: 'object',
  required: ['message'],
  properties: { message: { type: 'string' } },
} as const
export const Ended = {
  type: 'object',
  required: ['ended'],
  properties: { ended: { type: 'integer', minimum: 0, description: 'How many there were.' } },
} as const

export const johnsSession = {
  id: 'ses_0aB1cD2eF3gH4iJ5kL6mN7oP8qR',
  created_at: '2026-11-23T09:30:00.000Z',
  last_used_at: '2026-11-23T09:55:00.000Z',
  expires_at: '2026-11-23T10:00:00.000Z',
  proved_by: 'password',
  source_address: '203.0.113.7',
  device: 'curl',
  user_agent: 'curl/8.5.0',
}
