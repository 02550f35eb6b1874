import { endpoint } from './endpoint.ts'
import {
  CursorPages,
  Ended,
  johnsSession,
  Message,
  NextCursor,
  OwnSession,
  SessionName,
  SessionOfUser,
} from './session-shapes.ts'
import { signIn } from './sign-in.ts'
import { ById, Id } from './users.ts'

/** Where people are signed in: their own, and for administrators those of others. */
export const sessions = {
  ...signIn,
  list: endpoint({
    method: 'GET',
    path: '/sessions',
    access: 'user',
    tag: 'sessions',
    summary: 'List the sessions of the caller, the youngest first',
    input: { query: CursorPages },
    status: 200,
    output: {
      type: 'object',
      required: ['items', 'next_cursor'],
      properties: { items: { type: 'array', items: OwnSession }, next_cursor: NextCursor },
    },
    errors: [],
    example: { answer: { items: [{ ...johnsSession, is_current: true }], next_cursor: null } },
  }),
  end: endpoint({
    method: 'DELETE',
    path: '/sessions/:session_id',
    access: 'user',
    audit: 'session.ended',
    tag: 'sessions',
    summary: 'End one session of the caller',
    description:
      'Its token is refused from the very next request on. One of somebody else is refused as one that never was.',
    input: {
      params: { type: 'object', required: ['session_id'], properties: { session_id: SessionName } },
    },
    status: 200,
    output: Message,
    errors: [],
    example: { params: { session_id: johnsSession.id }, answer: { message: 'Session ended' } },
  }),
  endOthers: endpoint({
    method: 'DELETE',
    path: '/sessions',
    access: 'session',
    audit: 'session.ended',
    tag: 'sessions',
    summary: 'End every session of the caller but this one',
    description: 'Their tokens are refused from the very next request on.',
    status: 200,
    output: Ended,
    errors: [],
    example: { answer: { ended: 2 } },
  }),
  listOf: endpoint({
    method: 'GET',
    path: '/users/:id/sessions',
    access: 'users:inspect',
    looks: 'people.read',
    tag: 'sessions',
    summary: 'List the live sessions of a user, the youngest first',
    input: {
      params: ById,
      query: CursorPages,
    },
    status: 200,
    output: {
      type: 'object',
      required: ['items', 'next_cursor'],
      properties: {
        items: { type: 'array', items: SessionOfUser },
        next_cursor: NextCursor,
      },
    },
    errors: ['user_not_found'],
    example: { params: { id: 1 }, answer: { items: [johnsSession], next_cursor: null } },
  }),
  endOf: endpoint({
    method: 'DELETE',
    path: '/users/:id/sessions/:session_id',
    access: 'sessions:revoke',
    audit: 'session.ended',
    tag: 'sessions',
    summary: 'End one session of a user',
    description: 'Its token is refused from the very next request on.',
    input: {
      params: {
        type: 'object',
        required: ['id', 'session_id'],
        properties: { id: Id, session_id: SessionName },
      },
    },
    status: 200,
    output: Message,
    errors: ['user_not_found', 'session_not_found'],
    example: {
      params: { id: 1, session_id: johnsSession.id },
      answer: { message: 'Session ended' },
    },
  }),
  endAllOf: endpoint({
    method: 'DELETE',
    path: '/users/:id/sessions',
    access: 'sessions:revoke',
    audit: 'session.ended',
    tag: 'sessions',
    summary: 'End every session of a user',
    description: 'Their tokens are refused from the very next request on.',
    input: { params: ById },
    status: 200,
    output: Ended,
    errors: ['user_not_found'],
    example: { params: { id: 1 }, answer: { ended: 2 } },
  }),
}
