import { type Account, join, person, setRoles } from '../support/accounts.ts'
import { makeKey, makeServiceAccount } from '../support/api-keys.ts'
import { type Ask, itemsOf, send, textOf } from '../support/http.ts'
import { mailedToken, mailTo } from '../support/mails.ts'
import { signInToStay } from '../support/refreshing.ts'
import { resetToken } from '../support/reset-links.ts'
import type { Server } from '../support/server.ts'

/** A request that is about to be made. */
export interface Made {
  readonly line: string
  readonly ask: Ask
}

export interface World {
  readonly server: Server
  readonly admin: Account
}

export interface AuditRow {
  /** As the contract has it. */
  readonly route: string
  /** One that does what it is for. */
  done(world: World): Promise<Made>
  /** One that is refused, and the code of the refusal. */
  refused(world: World): Promise<Made & { code: string }>
  /** Whom it is about, if not nobody: the entry names somebody. */
  readonly hasSubject: boolean
  /** It changes nothing that anybody asks for later, and comes too often. */
  readonly leavesNothing?: true
}

const somebody = ({ server }: World) => join(server)
const PASSWORD = 'heron-lantern-51-meadow'

/** An administrator does it to somebody; a stranger may not. */
function toOthers(route: string, json?: (world: World) => object): AuditRow {
  const [method, path = ''] = route.split(' ')
  const made = async (world: World, by: Account): Promise<Made> => {
    const { id } = await somebody(world)
    const line = `${method} ${path.replace(':id', String(id))}`
    return { line, ask: { token: by.token, ...(json === undefined ? {} : { json: json(world) }) } }
  }
  return {
    route,
    hasSubject: true,
    done: (world) => made(world, world.admin),
    refused: async (world) => ({ ...(await made(world, await somebody(world))), code: 'forbidden' }),
  }
}

const forbidden = async (world: World, line: string, json?: object) => {
  const { token } = await somebody(world)
  return { line, ask: { token, ...(json === undefined ? {} : { json }) }, code: 'forbidden' }
}

const definition = { description: 'Of the audit', permissions: ['users:recover'] }

/** @table C103: every endpoint that changes something, and what it leaves when it does, and when it is refused. */
export const auditRows: AuditRow[] = [
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
  ...['POST /auth/logout', 'POST /auth/logout-all'].map((line) => ({
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
  toOthers('PUT /users/:id/roles', () => ({ roles: ['user', 'admin'] })),
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
    done: async (world) => {
      const who = await somebody(world)
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
      const who = await somebody(world)
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

/** Whose look at whom leaves something, and what. */
export const lookRows: { route: string; action: string; line(id: number): string; hasSubject: boolean }[] = [
  { route: 'GET /users', action: 'people.listed', line: () => 'GET /users?limit=5', hasSubject: false },
  { route: 'GET /users/:id', action: 'people.read', line: (id) => `GET /users/${id}`, hasSubject: true },
  {
    route: 'GET /users/:id/details',
    action: 'people.read',
    line: (id) => `GET /users/${id}/details`,
    hasSubject: true,
  },
  {
    route: 'GET /users/:id/sessions',
    action: 'people.read',
    line: (id) => `GET /users/${id}/sessions`,
    hasSubject: true,
  },
  {
    route: 'GET /users/:id/api-keys',
    action: 'people.read',
    line: (id) => `GET /users/${id}/api-keys`,
    hasSubject: true,
  },
]
