import { send } from '../../support/http.ts'
import { newProvider, withIdentity } from '../../support/providers.ts'
import { begin, withPasskey } from '../../support/second-factors.ts'
import { type AuditRow, forbidden, somebody, type World } from './row.ts'

/** Providers, and a passkey alone. */
export const elsewhereRows: readonly AuditRow[] = [
  {
    route: 'POST /providers',
    hasSubject: false,
    done: async ({ admin }) => ({
      line: 'POST /providers',
      ask: { token: admin.token, json: newProvider() },
    }),
    refused: (world) => forbidden(world, 'POST /providers', newProvider()),
  },
  ...(['PUT', 'DELETE'] as const).map((method) => ({
    route: `${method} /providers/:slug`,
    hasSubject: false,
    done: async ({ server, admin }: World) => {
      const made = newProvider()
      await send(server, 'POST /providers', { token: admin.token, json: made })
      const json = method === 'PUT' ? { json: { name: 'Another' } } : {}
      return { line: `${method} /providers/${made.slug}`, ask: { token: admin.token, ...json } }
    },
    refused: (world: World) =>
      forbidden(world, `${method} /providers/nobodys`, method === 'PUT' ? { name: 'Another' } : undefined),
  })),
  {
    route: 'DELETE /users/me/identities/:identity_id',
    hasSubject: true,
    done: async ({ server, admin }) => {
      const { token, identityId } = await withIdentity(server, admin)
      return { line: `DELETE /users/me/identities/${identityId}`, ask: { token } }
    },
    refused: async (world) => {
      const { token } = await somebody(world)
      return { line: 'DELETE /users/me/identities/idn_nobodys', ask: { token }, code: 'identity_not_found' }
    },
  },
  {
    route: 'POST /auth/passkey',
    hasSubject: true,
    done: async ({ server }) => {
      const { passkey } = await withPasskey(server)
      const { ceremony, options } = await begin(server, 'POST /auth/passkey/options')
      return { line: 'POST /auth/passkey', ask: { json: { ceremony, response: passkey.get(options) } } }
    },
    refused: async ({ server }) => {
      const { passkey } = await withPasskey(server)
      const { ceremony, options } = await begin(server, 'POST /auth/passkey/options')
      const response = passkey.get(options, { flip: 1 })
      return { line: 'POST /auth/passkey', ask: { json: { ceremony, response } }, code: 'invalid_passkey' }
    },
  },
]
