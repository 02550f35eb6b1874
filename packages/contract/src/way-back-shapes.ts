import type { ValueOf } from './schema.ts'
import { Id, Instant, InstantOrNull } from './users.ts'

/** A way back as its owner and administrators see it. */
export const WayBack = {
  type: 'object',
  required: [
    'is_under_way',
    'began_at',
    'ready_at',
    'frozen_until',
    'expires_at',
    'is_mail_shown',
    'administrators',
    'contacts',
  ],
  properties: {
    is_under_way: { type: 'boolean', description: 'False: there is none, and all else is null, false or 0.' },
    began_at: InstantOrNull,
    ready_at: { ...InstantOrNull, description: 'From then on one further proof is enough.' },
    frozen_until: {
      ...InstantOrNull,
      description: 'Until then nothing completes it. It is frozen once at most.',
    },
    expires_at: InstantOrNull,
    is_mail_shown: { type: 'boolean', description: 'Whether it was begun by a mailed link.' },
    administrators: {
      type: 'integer',
      minimum: 0,
      description: 'How many have approved it and still may. Two are enough.',
    },
    contacts: {
      type: 'integer',
      minimum: 0,
      description: 'How many trusted contacts have spoken for the person.',
    },
  },
} as const

export type ShownRecovery = ValueOf<typeof WayBack>

export const noWayBack = {
  is_under_way: false,
  began_at: null,
  ready_at: null,
  frozen_until: null,
  expires_at: null,
  is_mail_shown: false,
  administrators: 0,
  contacts: 0,
}

export const wayBackExample = {
  is_under_way: true,
  began_at: '2026-11-23T09:30:00.000Z',
  ready_at: '2026-11-30T09:30:00.000Z',
  frozen_until: null,
  expires_at: '2026-12-07T09:30:00.000Z',
  is_mail_shown: true,
  administrators: 0,
  contacts: 0,
}

const named = { user_id: Id, username: { type: 'string' }, full_name: { type: 'string' } } as const
const requiredNames = ['user_id', 'username', 'full_name'] as const

/** Whom the caller trusts, and who trusts the caller. */
export const Contacts = {
  type: 'array',
  items: {
    type: 'object',
    required: [...requiredNames, 'since', 'counts_from'],
    properties: {
      ...named,
      since: Instant,
      counts_from: { ...Instant, description: 'For what begins from then on: nobody plants one in haste.' },
    },
  },
} as const
export const ContactOf = {
  type: 'array',
  items: {
    type: 'object',
    required: [...requiredNames, 'is_asked'],
    properties: {
      ...named,
      is_asked: {
        type: 'boolean',
        description: 'Whether a way back of theirs is under way that the caller may speak for.',
      },
    },
  },
} as const
