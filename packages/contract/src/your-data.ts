import { endpoint } from './endpoint.ts'
import type { ValueOf } from './schema.ts'
import { NextCursor } from './session-shapes.ts'
import { ById, Instant } from './users.ts'

const Part = { type: 'string', description: 'Stable: programs decide by this one.' } as const
const About = { type: 'string', description: 'For people to read: what it is.' } as const
const TextOrNull = { type: ['string', 'null'] } as const

const Item = {
  type: 'object',
  required: ['part', 'fields'],
  properties: {
    part: Part,
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'value'],
        properties: { name: { type: 'string' }, value: TextOrNull },
      },
    },
  },
} as const
export type HeldItem = ValueOf<typeof Item>

const Export = {
  type: 'object',
  required: ['exported_at', 'parts', 'items', 'next_cursor'],
  properties: {
    exported_at: Instant,
    parts: {
      type: 'array',
      items: {
        type: 'object',
        required: ['part', 'about', 'count', 'left_out'],
        properties: {
          part: Part,
          about: About,
          count: { type: 'integer', minimum: 0 },
          left_out: { ...TextOrNull, description: 'What of it is not in the items, and why.' },
        },
      },
    },
    items: { type: 'array', items: Item },
    next_cursor: NextCursor,
  },
} as const

const Deletion = {
  type: 'object',
  required: ['erased', 'kept'],
  properties: {
    erased: {
      type: 'array',
      items: {
        type: 'object',
        required: ['part', 'about', 'count'],
        properties: { part: Part, about: About, count: { type: 'integer', minimum: 0 } },
      },
    },
    kept: {
      type: 'array',
      items: {
        type: 'object',
        required: ['part', 'about', 'count', 'why'],
        properties: {
          part: Part,
          about: About,
          count: {
            type: ['integer', 'null'],
            minimum: 0,
            description: 'Null where nothing in it says whose it is.',
          },
          why: { type: 'string', description: 'For people to read: what stays of it, why, and how long.' },
        },
      },
    },
  },
} as const
export type DeletionPreview = ValueOf<typeof Deletion>

const deletion = {
  erased: [{ part: 'sessions', about: 'Where you are signed in.', count: 2 }],
  kept: [
    {
      part: 'audit_entries',
      about: 'What happened to the account, and what it did.',
      count: 31,
      why: 'That something happened stays. What is personal in it is encrypted under a key of its own, which is erased.',
    },
  ],
}

/** What this server holds of a person, and what is left when it is deleted. */
export const yourData = {
  export: endpoint({
    method: 'GET',
    path: '/users/me/export',
    access: 'session',
    tag: 'your data',
    summary: 'Everything that is held of the caller',
    description:
      'Every row of every table that is about the own account, up to 1,000 a page; `parts` says how many there are of each. What is secret, or about somebody else, is left out, and said. Its instants are RFC 3339. It needs a proof of the last ten minutes, each page of it.',
    input: {
      query: {
        type: 'object',
        additionalProperties: false,
        properties: { cursor: { type: 'string', maxLength: 512 } },
      },
    },
    status: 200,
    output: Export,
    errors: ['reauth_required'],
    example: {
      answer: {
        exported_at: '2026-11-23T09:30:00.000Z',
        parts: [{ part: 'user_roles', about: 'What you may do.', count: 1, left_out: null }],
        items: [{ part: 'user_roles', fields: [{ name: 'role', value: 'admin' }] }],
        next_cursor: null,
      },
    },
  }),
  deletion: endpoint({
    method: 'GET',
    path: '/users/me/deletion',
    access: 'user',
    tag: 'your data',
    summary: 'What a deletion of the own account would erase, and what would stay',
    description:
      'Counted at this moment. `DELETE /users/{id}` does it; its entry in the audit has the counts.',
    status: 200,
    output: Deletion,
    errors: [],
    example: { answer: deletion },
  }),
  deletionOf: endpoint({
    method: 'GET',
    path: '/users/:id/deletion',
    access: 'users:delete',
    looks: 'people.read',
    tag: 'your data',
    summary: 'What a deletion of an account would erase, and what would stay',
    input: { params: ById },
    status: 200,
    output: Deletion,
    errors: ['user_not_found'],
    example: { params: { id: 2 }, answer: deletion },
  }),
}
