import { auditActions } from './audit-actions.ts'
import type { ValueOf } from './schema.ts'
import { Id, Instant } from './users.ts'

const IdOrNull = { ...Id, type: ['integer', 'null'] } as const
export const TextOrNull = { type: ['string', 'null'] } as const

/** Which there are, the document says; for programs a new one is no break. */
const Action: { readonly type: 'string' } = Object.assign({ type: 'string' } as const, { enum: auditActions })

const Facts = {
  type: 'array',
  items: {
    type: 'object',
    required: ['name', 'value'],
    properties: { name: { type: 'string' }, value: { type: 'string' } },
  },
} as const

export const AuditEntry = {
  type: 'object',
  required: [
    'id',
    'seq',
    'at',
    'action',
    'outcome',
    'actor_kind',
    'actor_id',
    'actor_key',
    'subject_id',
    'source_address',
    'user_agent',
    'request_id',
    'facts',
    'personal',
    'is_erased',
  ],
  properties: {
    id: { type: 'string', pattern: '^adt_[0-9a-z]{1,64}$' },
    seq: {
      type: ['integer', 'null'],
      description: 'Its number in the chain; null in the first second, until it has one.',
    },
    at: Instant,
    action: Action,
    outcome: { type: 'string', enum: ['success', 'refused'] },
    actor_kind: {
      type: 'string',
      enum: ['user', 'api_key', 'operator', 'anonymous', 'server'],
      description:
        '`operator`: whoever runs the server, through its control socket. `server`: nobody asked for it.',
    },
    actor_id: { ...IdOrNull, description: 'The account that acted; of an API key its owner.' },
    actor_key: { ...TextOrNull, description: 'The id of the API key.' },
    subject_id: { ...IdOrNull, description: 'The account that it was done to.' },
    source_address: { ...TextOrNull, description: 'Null where there is none, and once it is erased.' },
    user_agent: {
      ...TextOrNull,
      description: 'Of whoever was not signed in yet; what a session is used with stands with its beginning.',
    },
    request_id: { ...TextOrNull, description: 'As the log has it.' },
    facts: { ...Facts, description: 'What else is to be known and is about no person.' },
    personal: { ...Facts, description: 'What else is about the subject: sealed, and gone with the account.' },
    is_erased: {
      type: 'boolean',
      description: 'Whether something of it was sealed for an account that is deleted by now.',
    },
  },
} as const
export type AuditEntry = ValueOf<typeof AuditEntry>

/** What happened to the own account. */
export const Activity = {
  type: 'object',
  required: ['id', 'at', 'action', 'outcome', 'reason', 'by', 'source_address', 'user_agent'],
  properties: {
    id: AuditEntry.properties.id,
    at: Instant,
    action: AuditEntry.properties.action,
    outcome: AuditEntry.properties.outcome,
    reason: {
      ...TextOrNull,
      description:
        'Why it was refused: the code of the refusal. `mfa_required` and `password_change_required` are steps of a sign-in that goes on. Null for what was done.',
    },
    by: {
      type: 'string',
      enum: ['yourself', 'your_api_key', 'somebody_else', 'operator', 'not_signed_in', 'server'],
    },
    source_address: { ...TextOrNull, description: 'Not of others who were signed in.' },
    user_agent: TextOrNull,
  },
} as const
export type Activity = ValueOf<typeof Activity>
