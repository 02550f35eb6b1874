import { endpoint } from './endpoint.ts'
import type { ValueOf } from './schema.ts'
import { Instant } from './users.ts'

/** A setting as it may be shown: a secret has no value here. */
export const SettingInForce = {
  type: 'object',
  required: ['name', 'value', 'source', 'is_secret'],
  properties: {
    name: { type: 'string' },
    value: {
      type: ['string', 'null'],
      description: 'As the environment would write it; null where there is none, or where it is secret.',
    },
    source: { type: 'string', enum: ['default', 'env', 'file', 'override'] },
    is_secret: { type: 'boolean' },
  },
} as const
export type SettingInForce = ValueOf<typeof SettingInForce>

/** The server itself, for those who run it. */
export const server = {
  settings: endpoint({
    method: 'GET',
    path: '/server/settings',
    access: 'server:inspect',
    tag: 'server',
    summary: 'The settings in force, and where each came from',
    status: 200,
    output: {
      type: 'object',
      required: ['items'],
      properties: { items: { type: 'array', items: SettingInForce } },
    },
    errors: [],
    example: {
      answer: { items: [{ name: 'PORT', value: '8000', source: 'default' as const, is_secret: false }] },
    },
  }),
  status: endpoint({
    method: 'GET',
    path: '/server/status',
    access: 'server:inspect',
    tag: 'server',
    summary: 'How the server is',
    status: 200,
    output: {
      type: 'object',
      required: ['version', 'runtime', 'database', 'started_at', 'pid', 'url', 'users', 'is_ready', 'time'],
      properties: {
        version: { type: 'string' },
        runtime: { type: 'string', description: 'With its version.' },
        database: { type: 'string', enum: ['sqlite', 'postgres'] },
        started_at: Instant,
        pid: { type: 'integer', minimum: 1, description: 'Its process.' },
        url: { type: 'string', format: 'uri', description: 'Where people reach it.' },
        users: { type: 'integer', minimum: 0 },
        is_ready: { type: 'boolean' },
        time: { ...Instant, description: 'Its clock, for whoever compares.' },
      },
    },
    errors: [],
    example: {
      answer: {
        version: '0.1.0',
        runtime: 'bun 1.4.5',
        database: 'sqlite' as const,
        started_at: '2026-11-23T09:30:00.000Z',
        pid: 4242,
        url: 'https://id.example.com',
        users: 42,
        is_ready: true,
        time: '2026-11-23T10:00:00.000Z',
      },
    },
  }),
}
