import { person } from '../../support/accounts.ts'
import { makeKey, makeServiceAccount } from '../../support/api-keys.ts'
import { codeForApp } from '../../support/hosted-sign-in.ts'
import { itemsOf, send } from '../../support/http.ts'
import { inviteByLink } from '../../support/invitations.ts'
import { signInToStay } from '../../support/refreshing.ts'
import { type AuditRow, forbidden, PASSWORD, somebody, toOthers, type World } from './row.ts'

/** Accounts, sessions, keys and invitations. */
export const accountRows: readonly AuditRow[] = [
  {
    route: 'POST /auth/register',
    hasSubject: true,
    done: async () => ({ line: 'POST /auth/register', ask: { json: person() } }),
    refused: async ({ admin }) => ({
      line: 'POST /auth/register',
      ask: { json: person({ username: admin.username }) },
      code: 'username_taken',
    }),
  },
  {
    route: 'POST /auth/register/confirm',
    hasSubject: true,
    done: async () => ({
      line: 'POST /auth/register/confirm',
      ask: { json: { token: 'x', password: PASSWORD } },
    }),
    refused: async () => ({
      line: 'POST /auth/register/confirm',
      ask: { json: { token: 'x', password: PASSWORD } },
      code: 'invalid_mailed_token',
    }),
  },
  {
    route: 'POST /auth/login',
    hasSubject: true,
    done: async (world) => {
      const { username, password } = await somebody(world)
      return { line: 'POST /auth/login', ask: { json: { username, password } } }
    },
    refused: async (world) => {
      const { username } = await somebody(world)
      const json = { username, password: 'not the password' }
      return { line: 'POST /auth/login', ask: { json }, code: 'invalid_credentials' }
    },
  },
  {
    route: 'POST /auth/exchange',
    hasSubject: true,
    done: async (world) => ({
      line: 'POST /auth/exchange',
      ask: { json: await codeForApp(world.server, await somebody(world)) },
    }),
    refused: async (world) => {
      const json = { ...(await codeForApp(world.server, await somebody(world))), code: 'x' }
      return { line: 'POST /auth/exchange', ask: { json }, code: 'invalid_grant' }
    },
  },
  {
    route: 'POST /auth/refresh',
    hasSubject: true,
    leavesNothing: true,
    done: async (world) => {
      const going = await signInToStay(world.server, await somebody(world))
      return { line: 'POST /auth/refresh', ask: { json: { refresh_token: going.refresh } } }
    },
    refused: async () => ({
      line: 'POST /auth/refresh',
      ask: { json: { refresh_token: 'lkr_nobodys' } },
      code: 'invalid_grant',
    }),
  },
  {
    route: 'POST /auth/change-password',
    hasSubject: true,
    done: async (world) => {
      const { token, password } = await somebody(world)
      const json = { current_password: password, new_password: PASSWORD }
      return { line: 'POST /auth/change-password', ask: { token, json } }
    },
    refused: async (world) => {
      const { token } = await somebody(world)
      const json = { current_password: 'not the password', new_password: PASSWORD }
      return { line: 'POST /auth/change-password', ask: { token, json }, code: 'wrong_password' }
    },
  },
  ...['POST /auth/logout', 'POST /auth/logout-all', 'DELETE /sessions'].map((line) => ({
    route: line,
    hasSubject: true,
    done: async (world: World) => ({ line, ask: { token: (await somebody(world)).token } }),
    refused: async (world: World) => {
      const { key } = await makeKey(world.server, await somebody(world), 'self:write')
      return { line, ask: { token: key }, code: 'forbidden' }
    },
  })),
  {
    route: 'DELETE /sessions/:session_id',
    hasSubject: true,
    done: async (world) => {
      const { token } = await somebody(world)
      const [session] = itemsOf(await send(world.server, 'GET /sessions', { token }))
      return { line: `DELETE /sessions/${session?.id}`, ask: { token } }
    },
    refused: (world) => forbidden(world, 'DELETE /sessions/ses_nobodys'),
  },
  {
    route: 'DELETE /users/:id/sessions/:session_id',
    hasSubject: true,
    done: async (world) => {
      const { id, token } = await somebody(world)
      const [session] = itemsOf(await send(world.server, 'GET /sessions', { token }))
      return { line: `DELETE /users/${id}/sessions/${session?.id}`, ask: { token: world.admin.token } }
    },
    refused: (world) => forbidden(world, `DELETE /users/${world.admin.id}/sessions/ses_nobodys`),
  },
  toOthers('DELETE /users/:id/sessions'),
  {
    route: 'POST /api-keys',
    hasSubject: true,
    done: async (world) => ({
      line: 'POST /api-keys',
      ask: { token: (await somebody(world)).token, json: { name: 'Report', scopes: ['self:read'] } },
    }),
    refused: (world) => forbidden(world, 'POST /api-keys', { name: 'Report', scopes: ['users:delete'] }),
  },
  {
    route: 'DELETE /api-keys/:key_id',
    hasSubject: true,
    done: async (world) => {
      const who = await somebody(world)
      const { id } = await makeKey(world.server, who, 'self:read')
      return { line: `DELETE /api-keys/${id}`, ask: { token: who.token } }
    },
    refused: (world) => forbidden(world, 'DELETE /api-keys/key_nobodys'),
  },
  {
    route: 'DELETE /users/:id/api-keys/:key_id',
    hasSubject: true,
    done: async (world) => {
      const who = await somebody(world)
      const { id } = await makeKey(world.server, who, 'self:read')
      return { line: `DELETE /users/${who.id}/api-keys/${id}`, ask: { token: world.admin.token } }
    },
    refused: (world) => forbidden(world, `DELETE /users/${world.admin.id}/api-keys/key_nobodys`),
  },
  {
    route: 'POST /users/:id/api-keys',
    hasSubject: true,
    done: async ({ server, admin }) => ({
      line: `POST /users/${await makeServiceAccount(server, admin)}/api-keys`,
      ask: { token: admin.token, json: { name: 'Report', scopes: ['self:read'] } },
    }),
    refused: (world) =>
      forbidden(world, `POST /users/${world.admin.id}/api-keys`, { name: 'Report', scopes: ['self:read'] }),
  },
  {
    route: 'POST /service-accounts',
    hasSubject: true,
    done: async ({ admin }) => ({
      line: 'POST /service-accounts',
      ask: { token: admin.token, json: { username: person().username, full_name: 'A Program' } },
    }),
    refused: (world) =>
      forbidden(world, 'POST /service-accounts', { username: person().username, full_name: 'A Program' }),
  },
  {
    route: 'POST /users',
    hasSubject: true,
    done: async ({ admin }) => ({ line: 'POST /users', ask: { token: admin.token, json: person() } }),
    refused: (world) => forbidden(world, 'POST /users', person()),
  },
  toOthers('PUT /users/:id', () => ({ full_name: 'Named By The Audit' })),
  toOthers('DELETE /users/:id'),
  toOthers('POST /users/:id/disable'),
  toOthers('POST /users/:id/enable'),
  toOthers('POST /users/:id/reset-link'),
  {
    route: 'POST /invitations',
    hasSubject: false,
    done: async ({ admin }) => ({
      line: 'POST /invitations',
      ask: { token: admin.token, json: { email: person().email } },
    }),
    refused: (world) => forbidden(world, 'POST /invitations', { email: person().email }),
  },
  ...(
    [
      ['POST', '/invitations/:invitation_id/resend'],
      ['DELETE', '/invitations/:invitation_id'],
    ] as const
  ).map(([method, path]) => ({
    route: `${method} ${path}`,
    hasSubject: false,
    done: async ({ server, admin }: World) => ({
      line: `${method} ${path.replace(':invitation_id', (await inviteByLink(server, admin)).id)}`,
      ask: { token: admin.token },
    }),
    refused: (world: World) => forbidden(world, `${method} ${path.replace(':invitation_id', 'inv_nobodys')}`),
  })),
]
