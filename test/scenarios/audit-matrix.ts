// @table: what every endpoint that changes something leaves in the audit.
import { type Account, join, person, setRoles } from '../support/accounts.ts'
import { makeKey, makeServiceAccount } from '../support/api-keys.ts'
import { Authenticator } from '../support/authenticator.ts'
import { codeForApp } from '../support/hosted-sign-in.ts'
import { type Ask, itemsOf, send, textOf } from '../support/http.ts'
import { inviteByLink } from '../support/invitations.ts'
import { codeMailed, releaseToken, revertToken, tokenMailed } from '../support/mailbox.ts'
import { mailedToken, mailTo } from '../support/mails.ts'
import { joinProved } from '../support/proved.ts'
import { newProvider, withIdentity } from '../support/providers.ts'
import {
  approve,
  beginToken,
  completeToken,
  contactToken,
  freezeToken,
  proveAddress,
} from '../support/recoveries.ts'
import { signInToStay } from '../support/refreshing.ts'
import { resetToken } from '../support/reset-links.ts'
import { begin, codeOf, enrol, finish, halfSignIn, originOf, withPasskey } from '../support/second-factors.ts'
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
  refused?(world: World): Promise<Made & { code: string }>
  /** Whom it is about, if not nobody: the entry names somebody. */
  readonly hasSubject: boolean
  /** 200 unless it is said. */
  readonly status?: 202
  /** It changes nothing that anybody asks for later, and comes too often. */
  readonly leavesNothing?: true
  /** Everybody gets the same answer. */
  readonly neverRefused?: true
  /** What is done by it takes longer than a test does. */
  readonly takesDays?: true
  /** What else it does that is told by itself, before. */
  readonly leavesMore?: readonly string[]
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
  toOthers('POST /users/:id/require-password-change'),
  {
    route: 'POST /auth/login/mfa',
    hasSubject: true,
    leavesMore: ['recovery_code.used'],
    done: async ({ server }) => {
      const who = await enrol(server)
      const json = { mfa_token: await halfSignIn(server, who), kind: 'recovery_code', code: who.codes[0] }
      return { line: 'POST /auth/login/mfa', ask: { json } }
    },
    refused: async ({ server }) => {
      const json = { mfa_token: await halfSignIn(server, await enrol(server)), kind: 'totp', code: '000000' }
      return { line: 'POST /auth/login/mfa', ask: { json }, code: 'invalid_code' }
    },
  },
  {
    route: 'POST /auth/login/password',
    hasSubject: true,
    done: async (world) => {
      const { id, username, password } = await somebody(world)
      const { server, admin } = world
      await send(server, `POST /users/${id}/require-password-change`, { token: admin.token })
      const refused = await send(server, 'POST /auth/login', { json: { username, password } })
      const json = { password_token: textOf(refused, 'password_token'), new_password: PASSWORD }
      return { line: 'POST /auth/login/password', ask: { json } }
    },
    refused: async () => ({
      line: 'POST /auth/login/password',
      ask: { json: { password_token: 'pwd_nobodys', new_password: PASSWORD } },
      code: 'invalid_mfa_token',
    }),
  },
  {
    route: 'POST /auth/reauthenticate',
    hasSubject: true,
    done: async (world) => {
      const { token, password } = await somebody(world)
      return { line: 'POST /auth/reauthenticate', ask: { token, json: { password } } }
    },
    refused: async (world) => {
      const { token } = await somebody(world)
      const json = { password: 'not the password' }
      return { line: 'POST /auth/reauthenticate', ask: { token, json }, code: 'wrong_password' }
    },
  },
  {
    route: 'POST /users/me/factors/totp',
    hasSubject: true,
    done: async (world) => ({
      line: 'POST /users/me/factors/totp',
      ask: { token: (await somebody(world)).token },
    }),
    refused: async ({ server }) => ({
      line: 'POST /users/me/factors/totp',
      ask: { token: (await enrol(server)).token },
      code: 'totp_exists',
    }),
  },
  {
    route: 'POST /users/me/factors/totp/confirm',
    hasSubject: true,
    done: async (world) => {
      const { token } = await somebody(world)
      const begun = await send(world.server, 'POST /users/me/factors/totp', { token })
      const json = { code: codeOf(textOf(begun, 'secret')) }
      return { line: 'POST /users/me/factors/totp/confirm', ask: { token, json } }
    },
    refused: async (world) => ({
      line: 'POST /users/me/factors/totp/confirm',
      ask: { token: (await somebody(world)).token, json: { code: '000000' } },
      code: 'invalid_code',
    }),
  },
  ...(
    [
      ['DELETE /users/me/factors/totp', 'factor_not_found'],
      ['POST /users/me/factors/recovery-codes', 'factor_not_found'],
      ['DELETE /users/me/factors/lost', 'factor_not_found'],
    ] as const
  ).map(([line, code]) => ({
    route: line,
    hasSubject: true,
    done: async ({ server }: World) => {
      const { token, password } = await enrol(server)
      if (line.endsWith('/lost'))
        await send(server, 'POST /users/me/factors/lost', { token, json: { password } })
      return { line, ask: { token } }
    },
    refused: async (world: World) => ({ line, ask: { token: (await somebody(world)).token }, code }),
  })),
  {
    route: 'POST /users/me/factors/lost',
    hasSubject: true,
    done: async ({ server }) => {
      const { token, password } = await enrol(server)
      return { line: 'POST /users/me/factors/lost', ask: { token, json: { password } } }
    },
    refused: async (world) => {
      const { token, password } = await somebody(world)
      const ask = { token, json: { password } }
      return { line: 'POST /users/me/factors/lost', ask, code: 'factor_not_found' }
    },
  },
  {
    route: 'DELETE /users/me/trusted-devices/:device_id',
    hasSubject: true,
    done: async ({ server }) => {
      const who = await enrol(server)
      const shown = { kind: 'recovery_code', code: who.codes[0], trust_device: true }
      await finish(server, await halfSignIn(server, who), shown)
      const { token } = who
      const [device] = itemsOf(await send(server, 'GET /users/me/trusted-devices', { token }))
      return { line: `DELETE /users/me/trusted-devices/${device?.id}`, ask: { token } }
    },
    refused: (world) => forbidden(world, 'DELETE /users/me/trusted-devices/dev_nobodys'),
  },
  {
    route: 'POST /users/me/passkeys',
    hasSubject: true,
    done: async (world) => {
      const { token } = await somebody(world)
      const { server } = world
      const { ceremony, options } = await begin(server, 'POST /users/me/passkeys/options', { token })
      const response = new Authenticator(originOf(server)).create(options)
      return { line: 'POST /users/me/passkeys', ask: { token, json: { ceremony, name: 'Laptop', response } } }
    },
    refused: async (world) => {
      const { token } = await somebody(world)
      const { server } = world
      const { ceremony, options } = await begin(server, 'POST /users/me/passkeys/options', { token })
      const response = new Authenticator('https://elsewhere.example').create(options)
      const ask = { token, json: { ceremony, name: 'Laptop', response } }
      return { line: 'POST /users/me/passkeys', ask, code: 'invalid_attestation' }
    },
  },
  ...(['PATCH', 'DELETE'] as const).map((method) => ({
    route: `${method} /users/me/passkeys/:passkey_id`,
    hasSubject: true,
    done: async ({ server }: World) => {
      const { token, passkeyId } = await withPasskey(server)
      const json = method === 'PATCH' ? { json: { name: 'Phone' } } : {}
      return { line: `${method} /users/me/passkeys/${passkeyId}`, ask: { token, ...json } }
    },
    refused: async (world: World) => {
      const { token } = await somebody(world)
      const json = method === 'PATCH' ? { json: { name: 'Phone' } } : {}
      const line = `${method} /users/me/passkeys/pky_nobodys`
      return { line, ask: { token, ...json }, code: 'passkey_not_found' }
    },
  })),
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

/** The same for everybody: nobody is refused but who names no address. */
const asked = (path: string): AuditRow => ({
  route: `POST ${path}`,
  status: 202,
  hasSubject: false,
  done: async (world) => ({
    line: `POST ${path}`,
    ask: { json: { email: (await somebody(world)).email } },
  }),
})

const mailedByChanging: Readonly<Record<string, typeof revertToken>> = {
  address_changed: revertToken,
  release_address: releaseToken,
}

const mailed = (path: string, template: string, hasMore: readonly string[] = []): AuditRow => ({
  route: `POST ${path}`,
  hasSubject: true,
  ...(hasMore.length > 0 ? { leavesMore: hasMore } : {}),
  done: async (world) => {
    const who = await somebody(world)
    if (template === 'sign_in_link')
      await send(world.server, 'POST /auth/sign-in-link', { json: { email: who.email } })
    const find = mailedByChanging[template]
    const token = await (find?.(world.server, who) ?? tokenMailed(world.server, who.email, template))
    return { line: `POST ${path}`, ask: { json: { token } } }
  },
  refused: async () => ({
    line: `POST ${path}`,
    ask: { json: { token: 'x'.repeat(43) } },
    code: 'invalid_mailed_token',
  }),
})

const REDEEM_CODE = 'POST /auth/sign-in-code/redeem'
auditRows.push(
  asked('/auth/verify-email/resend'),
  asked('/auth/forgot-password'),
  asked('/auth/sign-in-link'),
  asked('/auth/sign-in-code'),
  mailed('/auth/verify-email', 'verify_email'),
  // Nobody had proved these addresses yet.
  mailed('/auth/email/revert', 'address_changed', ['account.claimed']),
  mailed('/auth/email/release', 'release_address'),
  mailed('/auth/sign-in-link/redeem', 'sign_in_link', ['account.claimed']),
  {
    route: REDEEM_CODE,
    hasSubject: true,
    leavesMore: ['account.claimed'],
    done: async (world) => {
      const { email } = await somebody(world)
      return { line: REDEEM_CODE, ask: { json: { email, code: await codeMailed(world.server, email) } } }
    },
    refused: async (world) => {
      const { email } = await somebody(world)
      return { line: REDEEM_CODE, ask: { json: { email, code: '00000000' } }, code: 'invalid_credentials' }
    },
  },
)

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
    route: 'GET /users/:id/recovery',
    action: 'people.read',
    line: (id) => `GET /users/${id}/recovery`,
    hasSubject: true,
  },
  {
    route: 'GET /users/:id/deletion',
    action: 'people.read',
    line: (id) => `GET /users/${id}/deletion`,
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
