import { makeKey } from '../../support/api-keys.ts'
import { send } from '../../support/http.ts'
import {
  approve,
  beginToken,
  completeToken,
  contactToken,
  freezeToken,
  proveAddress,
} from '../../support/recoveries.ts'
import { type AuditRow, forbidden, PASSWORD, somebody, toOthers, type World } from './row.ts'

/** The way back, trusted contacts and support. */
export const recoveryRows: readonly AuditRow[] = [
  {
    route: 'POST /users/me/support-code',
    hasSubject: true,
    done: async (world) => ({
      line: 'POST /users/me/support-code',
      ask: { token: (await somebody(world)).token },
    }),
    refused: async (world) => {
      const { key } = await makeKey(world.server, await somebody(world), 'self:write')
      return { line: 'POST /users/me/support-code', ask: { token: key }, code: 'forbidden' }
    },
  },
  {
    route: 'POST /auth/recovery',
    hasSubject: false,
    neverRefused: true,
    done: async (world) => {
      const { id, email } = await somebody(world)
      await proveAddress(world.server, { id })
      return { line: 'POST /auth/recovery', ask: { json: { email } } }
    },
    refused: () => Promise.reject(new Error('everybody gets the same answer')),
  },
  ...(
    [
      ['POST /auth/recovery/begin', beginToken],
      ['POST /auth/recovery/freeze', freezeToken],
    ] as const
  ).map(([line, tokenOf]) => ({
    route: line,
    hasSubject: true,
    done: async (world: World) => ({
      line,
      ask: { json: { token: await tokenOf(world.server, await somebody(world)) } },
    }),
    refused: async () => ({ line, ask: { json: { token: 'x'.repeat(43) } }, code: 'invalid_recovery_token' }),
  })),
  {
    route: 'POST /auth/recovery/complete',
    hasSubject: true,
    done: async (world) => {
      const token = await completeToken(world.server, world.admin, (await somebody(world)).id)
      return { line: 'POST /auth/recovery/complete', ask: { json: { token, password: PASSWORD } } }
    },
    refused: async () => ({
      line: 'POST /auth/recovery/complete',
      ask: { json: { token: 'x'.repeat(43), password: PASSWORD } },
      code: 'invalid_recovery_token',
    }),
  },
  ...['POST /users/me/recovery/freeze', 'DELETE /users/me/recovery'].map((line) => ({
    route: line,
    hasSubject: true,
    done: async (world: World) => {
      const { id, token } = await somebody(world)
      await approve(world.server, world.admin, id)
      return { line, ask: { token } }
    },
    refused: async (world: World) => ({
      line,
      ask: { token: (await somebody(world)).token },
      code: 'recovery_not_found',
    }),
  })),
  {
    route: 'POST /users/me/recovery/contacts',
    hasSubject: true,
    done: async (world) => ({
      line: 'POST /users/me/recovery/contacts',
      ask: { token: (await somebody(world)).token },
    }),
    refused: async (world) => {
      const { key } = await makeKey(world.server, await somebody(world), 'self:write')
      return { line: 'POST /users/me/recovery/contacts', ask: { token: key }, code: 'forbidden' }
    },
  },
  {
    route: 'POST /users/me/recovery/contacts/accept',
    hasSubject: true,
    done: async (world) => {
      const token = await contactToken(world.server, await somebody(world))
      return {
        line: 'POST /users/me/recovery/contacts/accept',
        ask: { token: (await somebody(world)).token, json: { token } },
      }
    },
    refused: async (world) => ({
      line: 'POST /users/me/recovery/contacts/accept',
      ask: { token: (await somebody(world)).token, json: { token: 'x'.repeat(43) } },
      code: 'invalid_recovery_token',
    }),
  },
  {
    route: 'DELETE /users/me/recovery/contacts/:contact_id',
    hasSubject: true,
    done: async (world) => {
      const [who, friend] = [await somebody(world), await somebody(world)]
      const json = { token: await contactToken(world.server, who) }
      await send(world.server, 'POST /users/me/recovery/contacts/accept', { token: friend.token, json })
      return { line: `DELETE /users/me/recovery/contacts/${friend.id}`, ask: { token: who.token } }
    },
    refused: (world) => forbidden(world, 'DELETE /users/me/recovery/contacts/999999999'),
  },
  {
    route: 'POST /users/:id/recovery/vouch',
    hasSubject: true,
    takesDays: true,
    done: () => Promise.reject(new Error('a contact counts after a week: see features/way-back')),
    refused: (world) => forbidden(world, `POST /users/${world.admin.id}/recovery/vouch`),
  },
  toOthers('POST /users/:id/recovery/approve'),
  {
    route: 'DELETE /users/:id/recovery',
    hasSubject: true,
    done: async (world) => {
      const { id } = await somebody(world)
      await approve(world.server, world.admin, id)
      return { line: `DELETE /users/${id}/recovery`, ask: { token: world.admin.token } }
    },
    refused: (world) => forbidden(world, `DELETE /users/${world.admin.id}/recovery`),
  },
  toOthers('POST /users/:id/support-check', () => ({ code: '40817263' })),
  toOthers('PUT /users/:id/roles', () => ({ roles: ['user', 'admin'] })),
]
