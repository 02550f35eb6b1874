import { Activity, AuditEntry, TextOrNull } from './audit-shapes.ts'
import { endpoint } from './endpoint.ts'
import type { ValueOf } from './schema.ts'
import { CursorPages, NextCursor } from './session-shapes.ts'
import { Id, Instant, InstantOrNull } from './users.ts'

const instant = (description: string) =>
  ({
    type: 'string',
    maxLength: 32,
    pattern: '^\\d{4}-\\d\\d-\\d\\d(?:T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,3})?)?Z)?$',
    'x-pattern-in-words': 'a day such as 2026-11-25 or an instant in UTC such as 2026-11-25T09:30:00Z',
    description,
  }) as const

const Filters = {
  actor: {
    type: 'string',
    maxLength: 68,
    pattern: '^(?:[1-9][0-9]{0,15}|operator|server|anonymous|key_[A-Za-z0-9_-]{1,64})$',
    'x-pattern-in-words': 'the id of an account or of an API key, operator, server or anonymous',
  },
  subject: Id,
  action: {
    type: 'string',
    maxLength: 32,
    pattern: '^[a-z_]+\\.[a-z_]+$',
    'x-pattern-in-words': 'the name of an action such as session.refused',
  },
  from: instant('Not before; a day is its first moment in UTC.'),
  to: instant('Before.'),
} as const

const entry: AuditEntry = {
  id: 'adt_01kb3x5e2r00004h7t2m9d3k1v8q',
  seq: 4711,
  at: '2026-11-23T09:30:00.000Z',
  action: 'user.disabled',
  outcome: 'success',
  actor_kind: 'user',
  actor_id: 1,
  actor_key: null,
  subject_id: 2,
  source_address: '203.0.113.7',
  user_agent: null,
  request_id: '6f1d2c3b4a59-1',
  facts: [],
  personal: [],
  is_erased: false,
}

const entries = (limit: { maximum: number; default: number }) =>
  ({
    type: 'object',
    additionalProperties: false,
    properties: {
      ...Filters,
      cursor: CursorPages.properties.cursor,
      limit: { type: 'integer', minimum: 1, ...limit },
    },
  }) as const

const Page = {
  type: 'object',
  required: ['items', 'next_cursor'],
  properties: { items: { type: 'array', items: AuditEntry }, next_cursor: NextCursor },
} as const

const Seq = { type: 'integer', minimum: 1, maximum: 9_007_199_254_740_991 } as const
const Mac = { type: 'string', minLength: 43, maxLength: 43, pattern: '^[A-Za-z0-9_-]{43}$' } as const

/** What is wrong with the first entry that is not as it was written. */
const Finding = {
  type: 'string',
  enum: ['none', 'edited', 'removed', 'swapped', 'cut', 'forged', 'checkpoint_differs', 'checkpoint_forged'],
} as const
export type AuditFinding = ValueOf<typeof Finding>

/** The book of record: who did what to whom, when, from where, and how it ended. */
export const audit = {
  list: endpoint({
    method: 'GET',
    path: '/audit',
    access: 'audit:read',
    looks: 'audit.read',
    tag: 'audit',
    summary: 'Read the audit, the newest first',
    input: { query: entries({ maximum: 100, default: 20 }) },
    status: 200,
    output: Page,
    errors: [],
    example: { query: { subject: 2, limit: 20 }, answer: { items: [entry], next_cursor: null } },
  }),
  export: endpoint({
    method: 'GET',
    path: '/audit/export',
    access: 'audit:export',
    looks: 'audit.exported',
    tag: 'audit',
    summary: 'Take the audit out, the oldest first',
    description:
      'Page by page, so that neither side holds all of it. `latchkey audit export` asks for one page after the other, and writes them as NDJSON or CSV.',
    input: { query: entries({ maximum: 1000, default: 1000 }) },
    status: 200,
    output: Page,
    errors: [],
    example: { query: { from: '2026-11-01' }, answer: { items: [entry], next_cursor: null } },
  }),
  access: endpoint({
    method: 'GET',
    path: '/audit/access',
    access: 'audit:read',
    looks: 'audit.reviewed',
    tag: 'audit',
    summary: 'Who had which role at a moment',
    description:
      'Worked out from what there is now, back over every change of roles since. The names are those of today. Accounts that were deleted since come last, by id alone.',
    input: {
      query: {
        type: 'object',
        required: ['at'],
        additionalProperties: false,
        properties: {
          at: instant('The moment; a day is its last moment in UTC.'),
          role: {
            type: 'string',
            maxLength: 64,
            pattern: '^[a-z][a-z0-9_-]{0,63}$',
            'x-pattern-in-words': 'small letters, digits, "_" and "-"',
            description: 'Only whoever had this one.',
          },
          cursor: CursorPages.properties.cursor,
          limit: { type: 'integer', minimum: 1, maximum: 500, default: 100 },
        },
      },
    },
    status: 200,
    output: {
      type: 'object',
      required: ['items', 'next_cursor', 'at', 'known_since'],
      properties: {
        items: {
          type: 'array',
          items: {
            type: 'object',
            required: ['user_id', 'username', 'roles', 'set_at', 'set_by', 'is_deleted', 'is_disabled'],
            properties: {
              user_id: Id,
              username: { ...TextOrNull, description: 'Null of an account that is deleted by now.' },
              roles: { type: 'array', items: { type: 'string' } },
              set_at: {
                ...InstantOrNull,
                description: 'When they were given; null: before the audit began.',
              },
              set_by: { ...TextOrNull, description: 'By whom: an id, `operator`, `anonymous` or `server`.' },
              is_deleted: { type: 'boolean', description: 'By now.' },
              is_disabled: { type: 'boolean', description: 'By now.' },
            },
          },
        },
        next_cursor: NextCursor,
        at: Instant,
        known_since: {
          ...InstantOrNull,
          description: 'The oldest entry of the audit: of what was before it nothing is known.',
        },
      },
    },
    errors: [],
    example: {
      query: { at: '2026-11-01', role: 'admin' },
      answer: {
        items: [
          {
            user_id: 1,
            username: 'john_doe',
            roles: ['user', 'admin'],
            set_at: '2026-10-01T09:30:00.000Z',
            set_by: 'operator',
            is_deleted: false,
            is_disabled: false,
          },
        ],
        next_cursor: null,
        at: '2026-11-01T23:59:59.999Z',
        known_since: '2026-10-01T09:30:00.000Z',
      },
    },
  }),
  verify: endpoint({
    method: 'POST',
    path: '/audit/verify',
    access: 'audit:read',
    safe: true,
    looks: 'audit.verified',
    tag: 'audit',
    summary: 'Verify a stretch of the chain of entries',
    description:
      'From behind `after`, entry by entry; `next` is where to go on. With `checkpoints` from outside, also whether the chain is theirs. `latchkey audit verify` does all of it.',
    input: {
      body: {
        type: 'object',
        additionalProperties: false,
        properties: {
          after: { type: 'integer', minimum: 0, maximum: Seq.maximum, default: 0 },
          limit: { type: 'integer', minimum: 1, maximum: 50_000, default: 20_000 },
          checkpoints: {
            type: 'array',
            maxItems: 500,
            items: {
              type: 'object',
              required: ['seq', 'mac'],
              additionalProperties: false,
              properties: { seq: Seq, mac: Mac },
            },
          },
        },
      },
    },
    status: 200,
    output: {
      type: 'object',
      required: [
        'first',
        'through',
        'checked',
        'checkpoints',
        'finding',
        'seq',
        'entry_id',
        'next',
        'head',
        'waiting',
      ],
      properties: {
        first: { type: ['integer', 'null'], description: 'The oldest number that should be there.' },
        through: { type: 'integer', description: 'The last number that was verified.' },
        checked: { type: 'integer' },
        checkpoints: {
          type: 'integer',
          description: 'How many were compared, of outside and of the database.',
        },
        finding: Finding,
        seq: { type: ['integer', 'null'], description: 'The first number that is not as it was written.' },
        entry_id: TextOrNull,
        next: { type: ['integer', 'null'], description: 'The next `after`; null at the end.' },
        head: { type: 'integer', description: 'The last number that there is.' },
        waiting: { type: 'integer', description: 'Entries that have no number yet: they are in no chain.' },
      },
    },
    errors: [],
    example: {
      body: { after: 0 },
      answer: {
        first: 1,
        through: 4711,
        checked: 4711,
        checkpoints: 3,
        finding: 'none' as const,
        seq: null,
        entry_id: null,
        next: null,
        head: 4711,
        waiting: 0,
      },
    },
  }),
  checkpointKey: endpoint({
    method: 'GET',
    path: '/audit/checkpoint-key',
    access: 'audit:read',
    tag: 'audit',
    summary: 'The public key of the checkpoints',
    description: 'Ed25519. To be kept off this server, beside the checkpoints.',
    status: 200,
    output: {
      type: 'object',
      required: ['public_key'],
      properties: { public_key: { type: 'string', description: 'The 32 bytes in base64url.' } },
    },
    errors: [],
    example: { answer: { public_key: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' } },
  }),
  activity: endpoint({
    method: 'GET',
    path: '/users/me/activity',
    access: 'user',
    tag: 'sessions',
    summary: 'What happened to the own account, the newest first',
    description: 'Sign-ins, failures, changes, and who else looked at it.',
    input: {
      query: {
        type: 'object',
        additionalProperties: false,
        properties: {
          cursor: CursorPages.properties.cursor,
          limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
        },
      },
    },
    status: 200,
    output: {
      type: 'object',
      required: ['items', 'next_cursor'],
      properties: { items: { type: 'array', items: Activity }, next_cursor: NextCursor },
    },
    errors: [],
    example: {
      answer: {
        items: [
          {
            id: entry.id,
            at: entry.at,
            action: 'session.begun' as const,
            outcome: 'success' as const,
            reason: null,
            by: 'yourself' as const,
            source_address: '203.0.113.7',
            user_agent: 'curl/8.5.0',
          },
        ],
        next_cursor: null,
      },
    },
  }),
}
