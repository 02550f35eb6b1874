import { endpoint } from './endpoint.ts'

const Health = {
  type: 'object',
  required: ['status'],
  properties: { status: { type: 'string', const: 'ok' } },
} as const
const example = { answer: { status: 'ok' } }

export const health = {
  check: endpoint({
    method: 'GET',
    path: '/health',
    access: 'public',
    limit: 'none',
    tag: 'health',
    summary: 'Is the server there',
    status: 200,
    output: Health,
    errors: [],
    example,
  }),
  live: endpoint({
    method: 'GET',
    path: '/health/live',
    access: 'public',
    limit: 'none',
    tag: 'health',
    summary: 'Should the process be kept',
    status: 200,
    output: Health,
    errors: [],
    example,
  }),
  ready: endpoint({
    method: 'GET',
    path: '/health/ready',
    access: 'public',
    limit: 'none',
    tag: 'health',
    summary: 'Should requests be sent here',
    description: '503 while the database cannot be used and from the moment the server is told to stop.',
    status: 200,
    output: Health,
    errors: ['storage_unavailable', 'overloaded'],
    example,
  }),
}
