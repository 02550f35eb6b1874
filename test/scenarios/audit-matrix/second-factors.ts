import { Authenticator } from '../../support/authenticator.ts'
import { itemsOf, send, textOf } from '../../support/http.ts'
import {
  begin,
  codeOf,
  enrol,
  finish,
  halfSignIn,
  originOf,
  withPasskey,
} from '../../support/second-factors.ts'
import { type AuditRow, forbidden, PASSWORD, somebody, toOthers, type World } from './row.ts'

/** The second step, factors and passkeys. */
export const factorRows: readonly AuditRow[] = [
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
]
