import { join, person, setRoles } from '../../support/accounts.ts'
import { makeKey } from '../../support/api-keys.ts'
import { itemsOf, send, textOf } from '../../support/http.ts'
import { mailedToken, mailTo } from '../../support/mails.ts'
import { joinProved } from '../../support/proved.ts'
import { resetToken } from '../../support/reset-links.ts'
import { type AuditRow, definition, forbidden, PASSWORD, somebody } from './row.ts'

/** A password that is lost, preferences, notices, mail, roles, keys and the setup. */
export const runningRows: readonly AuditRow[] = [
  {
    route: 'POST /auth/reset-password',
    hasSubject: true,
    done: async (world) => {
      const { id } = await somebody(world)
      const token = await resetToken(world.server, world.admin, id)
      return { line: 'POST /auth/reset-password', ask: { json: { token, password: PASSWORD } } }
    },
    refused: async () => ({
      line: 'POST /auth/reset-password',
      ask: { json: { token: 'x'.repeat(43), password: PASSWORD } },
      code: 'invalid_reset_token',
    }),
  },
  {
    route: 'PUT /users/me/preferences',
    hasSubject: true,
    done: async (world) => {
      const { token } = await somebody(world)
      return { line: 'PUT /users/me/preferences', ask: { token, json: { language: 'de' } } }
    },
    refused: async (world) => {
      const { key } = await makeKey(world.server, await somebody(world), 'self:read')
      const ask = { token: key, json: { language: 'de' } }
      return { line: 'PUT /users/me/preferences', ask, code: 'forbidden' }
    },
  },
  {
    route: 'POST /auth/not-me',
    hasSubject: true,
    leavesMore: ['api_key.revoked'],
    done: async (world) => {
      const who = await joinProved(world.server)
      await makeKey(world.server, who, 'self:read')
      const token = await mailedToken(world.server, who.email, 'notice')
      return { line: 'POST /auth/not-me', ask: { json: { token } } }
    },
    refused: async () => ({
      line: 'POST /auth/not-me',
      ask: { json: { token: 'x'.repeat(43) } },
      code: 'invalid_notice_token',
    }),
  },
  {
    route: 'POST /mail/:mail_id/retry',
    hasSubject: true,
    done: async (world) => {
      const who = await joinProved(world.server)
      await makeKey(world.server, who, 'self:read')
      const { id } = await mailTo(world.server, who.email, 'notice')
      return { line: `POST /mail/${id}/retry`, ask: { token: world.admin.token } }
    },
    refused: (world) => forbidden(world, 'POST /mail/mail_nobodys/retry'),
  },
  {
    route: 'PUT /roles/:name',
    hasSubject: false,
    done: async ({ admin }) => ({
      line: 'PUT /roles/audited',
      ask: { token: admin.token, json: definition },
    }),
    refused: (world) => forbidden(world, 'PUT /roles/audited', definition),
  },
  {
    route: 'DELETE /roles/:name',
    hasSubject: false,
    done: async ({ server, admin }) => {
      await send(server, 'PUT /roles/passing', { token: admin.token, json: definition })
      return { line: 'DELETE /roles/passing', ask: { token: admin.token } }
    },
    refused: async ({ server, admin }) => {
      await send(server, 'PUT /roles/held', { token: admin.token, json: definition })
      await setRoles(server, admin, (await join(server)).id, ['held'])
      return { line: 'DELETE /roles/held', ask: { token: admin.token }, code: 'role_in_use' }
    },
  },
  {
    route: 'POST /keys/rotate',
    hasSubject: false,
    done: async ({ admin }) => ({
      line: 'POST /keys/rotate',
      ask: { token: admin.token, json: { immediately: true } },
    }),
    refused: (world) => forbidden(world, 'POST /keys/rotate', {}),
  },
  {
    route: 'POST /keys/:kid/retire',
    hasSubject: false,
    done: async ({ server, admin }) => {
      const ask = { token: admin.token, json: { immediately: true } }
      const [first] = itemsOf(await send(server, 'GET /keys', { token: admin.token }))
      await send(server, 'POST /keys/rotate', ask)
      // One that signs no more and with which nobody here is signed in.
      const next = textOf(await send(server, 'POST /keys/rotate', ask), 'kid')
      const listed = itemsOf(await send(server, 'GET /keys', { token: admin.token })).map(({ kid }) => kid)
      const middle = listed.find((kid) => kid !== next && kid !== first?.kid)
      return { line: `POST /keys/${middle}/retire`, ask: { token: admin.token } }
    },
    refused: (world) => forbidden(world, 'POST /keys/sig_nobodys0/retire'),
  },
  {
    route: 'POST /oauth/revoke',
    hasSubject: true,
    done: async (world) => ({
      line: 'POST /oauth/revoke',
      ask: { token: world.admin.token, json: { token: (await somebody(world)).token } },
    }),
    refused: (world) => forbidden(world, 'POST /oauth/revoke', { token: 'lkr_nobodys' }),
  },
  {
    route: 'POST /setup/link',
    hasSubject: false,
    done: () => Promise.reject(new Error('the operator does it: see audit-operator.test.ts')),
    refused: ({ admin }) =>
      Promise.resolve({ line: 'POST /setup/link', ask: { token: admin.token }, code: 'forbidden' }),
  },
  {
    route: 'POST /setup',
    hasSubject: true,
    done: () => Promise.reject(new Error('it is done before there is anybody: see audit-operator.test.ts')),
    refused: async () => ({
      line: 'POST /setup',
      ask: { json: { ...person(), setup_token: 'x'.repeat(43) } },
      code: 'setup_completed',
    }),
  },
]
