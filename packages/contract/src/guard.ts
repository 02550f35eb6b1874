import { endpoint } from './endpoint.ts'
import type { ValueOf } from './schema.ts'
import { toldRule } from './told-rule.ts'
import { Id, Instant, InstantOrNull } from './users.ts'

const channels = [
  'sign_in',
  'change_password',
  'reset_password',
  'recovery',
  'refresh',
  'register',
  'repeat_registration',
  'confirm_registration',
  'change_email',
  'passkey',
  'second_factor',
  'reauthenticate',
  'mailed_link',
  'mailed_code',
  'exchange',
  'provider',
] as const
const lanes = ['known_device', 'known_source', 'new'] as const
const budgets = ['account', 'pair', 'source', 'known', 'enumeration', 'registration'] as const
const causes = [
  'signed_in',
  'password_changed',
  'password_reset',
  'account_recovered',
  'registered',
  'throttled',
  'wrong_password',
  'unknown_account',
  'no_password',
  'initial_password_over',
  'password_too_long',
  'account_disabled',
  'changed_meanwhile',
  'session_ended',
  'reset_token_not_valid',
  'recovery_token_not_valid',
  'refresh_token_not_valid',
  'refresh_token_used_again',
  'username_taken',
  'email_taken',
  'registration_closed',
  'registration_by_invitation',
  'invitation_not_valid',
  'inviter_lost_right',
  'second_factor_due',
  'reauthenticated',
  'wrong_code',
  'pending_not_valid',
  'password_change_due',
  'ceremony_not_valid',
  'passkey_not_valid',
  'passkey_counted_back',
  'mailed_token_not_valid',
  'return_code_not_valid',
  'return_code_used_again',
  'provider_state_not_valid',
  'provider_cancelled',
  'provider_answer_not_valid',
  'provider_unavailable',
  'provider_told_no_address',
  'provider_address_not_proved',
  'identity_of_another',
  'identity_not_linked',
  'provider_sign_in_not_new',
  'invited_address_another',
] as const

export type AttemptChannel = (typeof channels)[number]
export type AttemptLane = (typeof lanes)[number]
export type BudgetName = (typeof budgets)[number]
export type AttemptCause = (typeof causes)[number]

const Reference = {
  type: 'string',
  pattern: '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$',
  description: 'As an answer had it.',
} as const

const UserIdOrNull = {
  ...Id,
  type: ['integer', 'null'],
  description: 'Null where nobody has the name.',
} as const
const Lane = {
  type: 'string',
  enum: lanes,
  description: 'Where it was counted: whoever comes from where the account was signed in lately is known.',
} as const
const BudgetOrNull = { type: ['string', 'null'], enum: [...budgets, null] } as const

const Key = { type: 'string', description: 'A digest: the same for the same, and nothing else.' } as const

const Attempt = {
  type: 'object',
  required: [
    'reference',
    'at',
    'channel',
    'user_id',
    'account_key',
    'source_key',
    'lane',
    'cause',
    'budget',
    'until',
  ],
  properties: {
    reference: Reference,
    at: Instant,
    channel: { type: 'string', enum: channels },
    user_id: UserIdOrNull,
    account_key: Key,
    source_key: Key,
    lane: Lane,
    cause: { type: 'string', enum: causes },
    budget: BudgetOrNull,
    until: InstantOrNull,
  },
} as const
export type Attempt = ValueOf<typeof Attempt>

const RefusalRule = toldRule([
  'budget_left',
  'account_exists',
  'password_right',
  'account_active',
  'token_counts',
  'identifiers_free',
  'registration_open',
  'invitation_counts',
  'nothing_changed_meanwhile',
  'second_factor_right',
  'password_may_stay',
  'provider_vouches',
])
export type RefusalRule = ValueOf<typeof RefusalRule>

const exampleAttempt = {
  reference: 'K7M4-2Q9T',
  at: '2026-11-23T10:00:00.000Z',
  channel: 'sign_in' as const,
  user_id: 2,
  account_key: 'x3JkQm0nC8bVtYw2LrPz5A',
  source_key: 'Hq7dRk1sE9uXc4GfBa6TnM',
  lane: 'new' as const,
  cause: 'throttled' as const,
  budget: 'pair' as const,
  until: '2026-11-23T10:30:39.000Z',
}

/** Why somebody was refused, for those who help. */
export const guard = {
  explain: endpoint({
    method: 'GET',
    path: '/audit/explain/:reference',
    access: 'audit:read',
    looks: 'audit.read',
    tag: 'guard',
    summary: 'Why somebody was refused',
    description:
      'By the reference that the refusal had. The true cause, and the rules in the order in which they were asked; the first ' +
      'that does not hold is the last one told. What the caller was answered says less.',
    input: {
      params: {
        type: 'object',
        required: ['reference'],
        properties: { reference: { type: 'string', minLength: 1, maxLength: 32 } },
      },
    },
    status: 200,
    output: {
      type: 'object',
      required: [...Attempt.required, 'rules', 'would_pass'],
      properties: {
        ...Attempt.properties,
        rules: { type: 'array', items: RefusalRule },
        would_pass: { type: 'string', description: 'What would have been let through. For people to read.' },
      },
    },
    errors: ['reference_not_found'],
    example: {
      params: { reference: 'K7M4-2Q9T' },
      answer: {
        ...exampleAttempt,
        rules: [
          {
            rule: 'budget_left' as const,
            holds: false,
            because: 'Too many guesses at this account from this source.',
          },
        ],
        would_pass: 'The same request from 2026-11-23T10:30:39.000Z on.',
      },
    },
  }),
  attempts: endpoint({
    method: 'GET',
    path: '/guard/attempts',
    access: 'guard:read',
    looks: 'audit.read',
    tag: 'guard',
    summary: 'What became of the attempts to sign in',
    description: 'The oldest first; causes and keys only. For `latchkey what-if`.',
    input: {
      query: {
        type: 'object',
        additionalProperties: false,
        properties: {
          from: { ...Instant, maxLength: 30, description: 'From then on; all that is kept, if left out.' },
          to: { ...Instant, maxLength: 30, description: 'Before then.' },
          cursor: { type: 'string', maxLength: 128 },
          limit: { type: 'integer', minimum: 1, maximum: 100, default: 100 },
        },
      },
    },
    status: 200,
    output: {
      type: 'object',
      required: ['items', 'next_cursor'],
      properties: {
        items: { type: 'array', items: Attempt },
        next_cursor: { type: ['string', 'null'] },
      },
    },
    errors: [],
    example: { answer: { items: [exampleAttempt], next_cursor: null } },
  }),
}
