import { join } from './accounts.ts'
import { itemsOf, send, type Target } from './http.ts'
import { enrol, finish, halfSignIn, withPasskey } from './second-factors.ts'

async function trusting(target: Target) {
  const who = await enrol(target)
  const shown = { kind: 'recovery_code', code: who.codes[0], trust_device: true }
  await finish(target, await halfSignIn(target, who), shown)
  const [device] = itemsOf(await send(target, 'GET /users/me/trusted-devices', { token: who.token }))
  return { token: who.token, device: String(device?.id) }
}

/** The requests about factors that have no body, each by somebody who has what is shown or removed there. */
export const factorRequests: Readonly<
  Record<string, (target: Target) => Promise<{ line?: string; token?: string }>>
> = {
  'POST /auth/passkey/options': async () => ({}),
  'POST /auth/reauthenticate/options': withPasskey,
  'POST /users/me/factors/totp': join,
  'GET /users/me/factors': enrol,
  'DELETE /users/me/factors/totp': enrol,
  'POST /users/me/factors/recovery-codes': enrol,
  'DELETE /users/me/factors/lost': async (target) => {
    const { token, password } = await enrol(target)
    await send(target, 'POST /users/me/factors/lost', { token, json: { password } })
    return { token }
  },
  'GET /users/me/trusted-devices': async (target) => ({ token: (await trusting(target)).token }),
  'DELETE /users/me/trusted-devices/:device_id': async (target) => {
    const { token, device } = await trusting(target)
    return { token, line: `DELETE /users/me/trusted-devices/${device}` }
  },
  'GET /users/me/passkeys': withPasskey,
  'POST /users/me/passkeys/options': withPasskey,
  'DELETE /users/me/passkeys/:passkey_id': async (target) => {
    const { token, passkeyId } = await withPasskey(target)
    return { token, line: `DELETE /users/me/passkeys/${passkeyId}` }
  },
}
