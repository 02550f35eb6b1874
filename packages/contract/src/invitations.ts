import { endpoint } from './endpoint.ts'
import { Roles } from './permissions.ts'
import type { ValueOf } from './schema.ts'
import { CursorPages, Message, NextCursor } from './session-shapes.ts'
import { Email, Id, Instant } from './users.ts'

const LanguageName = { type: 'string', enum: ['en', 'de', 'es', 'fr', 'ja', 'ar'] } as const

const properties = {
  id: { type: 'string', pattern: '^inv_[A-Za-z0-9_-]{1,64}$' },
  email: { type: 'string' },
  roles: { ...Roles, description: 'What the account will have.' },
  is_mailed: {
    type: 'boolean',
    description:
      'Whether it was mailed, so that accepting it proves the address. A link that was handed out does not.',
  },
  invited_by: { ...Id, type: ['integer', 'null'], description: 'Null: whoever runs the server.' },
  created_at: Instant,
  expires_at: Instant,
} as const
const required = ['id', 'email', 'roles', 'is_mailed', 'invited_by', 'created_at', 'expires_at'] as const

/** One that waits to be accepted. Nothing in it accepts it. */
export const Invitation = { type: 'object', required, properties } as const
export type Invitation = ValueOf<typeof Invitation>

const ByInvitation = {
  type: 'object',
  required: ['invitation_id'],
  properties: { invitation_id: properties.id },
} as const

const grace = {
  id: 'inv_0aB1cD2eF3gH4iJ5kL6mN7oP8qR',
  email: 'grace@example.com',
  roles: ['user'],
  is_mailed: true,
  invited_by: 1,
  created_at: '2026-11-23T09:30:00.000Z',
  expires_at: '2026-11-30T09:30:00.000Z',
}

const CLOSED =
  'LATCHKEY_REGISTRATION is closed, so nobody could accept an invitation. Set it to invite first, or make the account yourself.'

/** Whoever is asked to make an account. */
export const invitations = {
  create: endpoint({
    method: 'POST',
    path: '/invitations',
    access: 'users:create',
    audit: 'invitation.created',
    tag: 'accounts',
    summary: 'Invite somebody to make an account',
    description:
      'Mails a link to the address, good for 7 days and for once, in place of any older invitation of that address. `roles` needs the permission to assign them and every right that they give, at this moment and when it is accepted. With `link` nothing is mailed: the answer has the link, to be handed over, and accepting it does not prove the address.',
    input: {
      body: {
        type: 'object',
        required: ['email'],
        additionalProperties: false,
        properties: {
          email: Email,
          roles: Roles,
          language: { ...LanguageName, description: 'Of the mail; the server’s if left out.' },
          link: { type: 'boolean', default: false },
        },
      },
    },
    status: 200,
    output: {
      type: 'object',
      required: [...required, 'url'],
      properties: {
        ...properties,
        url: { type: ['string', 'null'], format: 'uri', description: 'With `link` only, and this once.' },
      },
    },
    errors: ['registration_closed', 'email_taken', 'idempotency_key_reused'],
    details: { registration_closed: CLOSED },
    idempotent: true,
    example: { body: { email: 'grace@example.com' }, answer: { ...grace, url: null } },
  }),
  list: endpoint({
    method: 'GET',
    path: '/invitations',
    access: 'users:create',
    tag: 'accounts',
    summary: 'List the invitations that wait to be accepted, the newest first',
    input: { query: CursorPages },
    status: 200,
    output: {
      type: 'object',
      required: ['items', 'next_cursor'],
      properties: { items: { type: 'array', items: Invitation }, next_cursor: NextCursor },
    },
    errors: [],
    example: { answer: { items: [grace], next_cursor: null } },
  }),
  resend: endpoint({
    method: 'POST',
    path: '/invitations/:invitation_id/resend',
    access: 'users:create',
    audit: 'invitation.resent',
    tag: 'accounts',
    summary: 'Mail an invitation once more',
    description:
      'With a new link in place of the one before, good for 7 days. The caller needs every right that its roles give.',
    input: { params: ByInvitation },
    status: 200,
    output: Invitation,
    errors: ['registration_closed', 'invitation_not_found'],
    details: { registration_closed: CLOSED },
    example: { params: { invitation_id: grace.id }, answer: grace },
  }),
  revoke: endpoint({
    method: 'DELETE',
    path: '/invitations/:invitation_id',
    access: 'users:create',
    audit: 'invitation.revoked',
    tag: 'accounts',
    summary: 'Take an invitation back',
    input: { params: ByInvitation },
    status: 200,
    output: Message,
    errors: ['invitation_not_found'],
    example: { params: { invitation_id: grace.id }, answer: { message: 'Invitation revoked' } },
  }),
}
