// What the settings say of passkeys, and what only time or another way in brings about.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, login } from '../support/accounts.ts'
import { Authenticator, BE, BS, UP, UV } from '../support/authenticator.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { type Answer, fieldsOf, itemsOf, send, type Target, textOf } from '../support/http.ts'
import { runToEnd } from '../support/program.ts'
import {
  begin,
  codeOf,
  enrol,
  finish,
  type Holder,
  originOf,
  signInByPasskey,
  withPasskey,
} from '../support/second-factors.ts'
import { useServer, withServer } from '../support/server.ts'
import { changeStored } from '../support/stored.ts'
import { unthrottled } from '../support/unthrottled.ts'

const addTo = async (
  target: Target,
  { token }: { token: string },
  passkey: Authenticator,
): Promise<Answer> => {
  const { ceremony, options } = await begin(target, 'POST /users/me/passkeys/options', { token })
  const json = { ceremony, name: 'Key', response: passkey.create(options) }
  return send(target, 'POST /users/me/passkeys', { token, json })
}
const KEY_WITHOUT_PIN = UP | BE | BS

describe('LATCHKEY_PASSKEY_USER_VERIFICATION=preferred', () => {
  const server = useServer({
    dev: true,
    env: { ...unthrottled, LATCHKEY_PASSKEY_USER_VERIFICATION: 'preferred' },
  })
  const sensitive = 'POST /users/me/passkeys/options'

  test('C074 a passkey that does not know its owner is one factor', async () => {
    const who = await withPasskey(server, { flags: KEY_WITHOUT_PIN })
    const { options } = await begin(server, 'POST /auth/passkey/options')
    expect(options.userVerification).toBe('preferred' as never)
    const token = textOf(await signInByPasskey(server, who.passkey), 'access_token')
    expect((await send(server, 'GET /users/me', { token })).status).toBe(200)
    expectRefusal(await send(server, sensitive, { token }), 403, 'reauth_required')
    const prove = async (more: object) => {
      const begun = await begin(server, 'POST /auth/reauthenticate/options', { token })
      const passkey = { ceremony: begun.ceremony, response: who.passkey.get(begun.options) }
      return send(server, 'POST /auth/reauthenticate', { token, json: { kind: 'passkey', passkey, ...more } })
    }
    expectRefusal(await prove({}), 400, 'invalid_code')
    expectRefusal(await send(server, sensitive, { token }), 403, 'reauth_required')
    expect((await prove({ password: who.password })).status).toBe(200)
    expect((await send(server, sensitive, { token })).status).toBe(200)
    // One that does is two.
    const strong = textOf(await signInByPasskey(server, who.passkey, { flip: UV }), 'access_token')
    expect((await send(server, sensitive, { token: strong })).status).toBe(200)
  })

  test('V20 CVE-2024-45042 the same passkey shown twice is one factor', async () => {
    const app = await enrol(server)
    const passkey = new Authenticator(originOf(server), { flags: KEY_WITHOUT_PIN })
    expect((await addTo(server, app, passkey)).status).toBe(200)
    const half = async () => {
      const refused = await signInByPasskey(server, passkey)
      expectRefusal(refused, 401, 'mfa_required')
      expect(fieldsOf(refused).factors).toEqual(['totp', 'recovery_code'])
      return textOf(refused, 'mfa_token')
    }
    const mfa_token = await half()
    const options = await send(server, 'POST /auth/login/mfa/options', { json: { mfa_token } })
    const given = fieldsOf(options) as { ceremony: string; options: never }
    const shown = { ceremony: given.ceremony, response: passkey.get(given.options) }
    const twice = await finish(server, mfa_token, { kind: 'passkey', passkey: shown })
    expectRefusal(twice, 400, 'invalid_code')
    const code = codeOf(app.secret)
    expect((await finish(server, mfa_token, { kind: 'totp', code })).status).toBe(200)
    const other = await finish(server, await half(), { kind: 'recovery_code', code: app.codes[0] ?? '' })
    expect(other.status).toBe(200)
  })
})

describe('LATCHKEY_PASSKEY_RP_ID and LATCHKEY_PASSKEY_ORIGINS', () => {
  const own = 'https://id.example.org'
  const page = 'https://app.example.org'
  const server = useServer({
    dev: true,
    env: {
      ...unthrottled,
      LATCHKEY_PUBLIC_URL: own,
      LATCHKEY_PASSKEY_RP_ID: 'example.org',
      LATCHKEY_PASSKEY_ORIGINS: `${page},https://example.org`,
    },
  })
  let who: Account
  beforeAll(async () => {
    who = await join(server)
  })

  test('let the named pages ask, and no other below the same domain', async () => {
    const { options } = await begin(server, 'POST /users/me/passkeys/options', { token: who.token })
    expect(options.rp).toEqual({ id: 'example.org', name: 'example.org' } as never)
    for (const origin of [own, page, 'https://example.org']) {
      const passkey = new Authenticator(origin)
      expect((await addTo(server, who, passkey)).status).toBe(200)
      expect((await signInByPasskey(server, passkey, { origin: own })).status).toBe(200)
      expect((await signInByPasskey(server, passkey, { origin: page })).status).toBe(200)
      for (const strange of ['https://evil.example.org', originOf(server), 'http://app.example.org'])
        expectRefusal(await signInByPasskey(server, passkey, { origin: strange }), 401, 'invalid_passkey')
      expectRefusal(await signInByPasskey(server, passkey, { rpId: 'id.example.org' }), 401)
    }
    expectRefusal(await addTo(server, who, new Authenticator('https://evil.example.org')), 400)
  })

  test('C065 are asked, and no header of a request', async () => {
    const path = 'POST /auth/passkey/options'
    expectRefusal(await send(server, path, { headers: { Host: 'evil.example' } }), 421)
    const headers = {
      'X-Forwarded-Host': 'evil.example',
      Forwarded: 'host=evil.example',
      Origin: 'https://evil.example',
    }
    const answer = await send(server, path, { headers })
    expect(fieldsOf(answer).options).toMatchObject({ rpId: 'example.org' })
  })

  test.each<[name: string, value: string, publicUrl?: string]>([
    ['LATCHKEY_PASSKEY_RP_ID', 'example.com'],
    ['LATCHKEY_PASSKEY_RP_ID', 'xample.org'],
    ['LATCHKEY_PASSKEY_RP_ID', 'org'],
    ['LATCHKEY_PASSKEY_RP_ID', 'sub.id.example.org'],
    ['LATCHKEY_PASSKEY_RP_ID', 'Example.org'],
    ['LATCHKEY_PASSKEY_RP_ID', 'https://example.org'],
    ['LATCHKEY_PASSKEY_RP_ID', '192.0.2.1', 'https://192.0.2.1'],
    ['LATCHKEY_PASSKEY_ORIGINS', 'https://example.com'],
    ['LATCHKEY_PASSKEY_ORIGINS', 'https://app.example.org'],
    ['LATCHKEY_PASSKEY_ORIGINS', 'app.id.example.org'],
    ['LATCHKEY_PASSKEY_ORIGINS', 'https://id.example.org/app'],
    ['LATCHKEY_PASSKEY_USER_VERIFICATION', 'discouraged'],
  ])('stop the start where they contradict: %s=%s', async (name, value, publicUrl = own) => {
    const it = await runToEnd(['serve'], { LATCHKEY_PUBLIC_URL: publicUrl, [name]: value })
    expect([it.listened, it.code === 0]).toEqual([false, false])
    expect(it.stderr).toContain(name)
    expect(it.stderr).not.toMatch(/^\s+at /m)
  })
})

/** Does something to what is stored, as time or another program would. */
const withChanged = (
  before: (
    server: Target,
  ) => Promise<{ who: Holder; sql: string; begun?: { ceremony: string; options: never } }>,
  after: (
    server: Target,
    who: Holder,
    begun: { ceremony: string; options: never } | undefined,
  ) => Promise<void>,
) =>
  withServer({ dev: true, env: unthrottled }, async (server) => {
    const { who, sql, begun } = await before(server)
    await server.stop()
    changeStored(server, sql)
    await server.start()
    await after(server, who, begun)
  })

describe('after a while', () => {
  test('C073 a ceremony of five minutes ago is over', () =>
    withChanged(
      async (server) => ({
        who: await withPasskey(server),
        begun: (await begin(server, 'POST /auth/passkey/options')) as never,
        sql: 'update passkey_ceremonies set expires_at = expires_at - 300000',
      }),
      async (server, { passkey }, begun) => {
        const origin = originOf(server)
        const shown = passkey.get(begun?.options ?? { challenge: '' }, { origin })
        const json = { ceremony: begun?.ceremony, response: shown }
        expectRefusal(await send(server, 'POST /auth/passkey', { json }), 401, 'invalid_passkey')
        expect((await signInByPasskey(server, passkey, { origin })).status).toBe(200)
      },
    ))

  test('C062 a proof of ten minutes ago neither adds a passkey nor removes one', () =>
    withChanged(
      async (server) => ({
        who: await withPasskey(server),
        sql: 'update sessions set proved_at = proved_at - 600000',
      }),
      async (server, { token, passkey, passkeyId }) => {
        for (const line of ['POST /users/me/passkeys/options', `DELETE /users/me/passkeys/${passkeyId}`])
          expectRefusal(await send(server, line, { token }), 403, 'reauth_required')
        const { ceremony, options } = await begin(server, 'POST /auth/reauthenticate/options', { token })
        const shown = { ceremony, response: passkey.get(options, { origin: originOf(server) }) }
        const json = { kind: 'passkey', passkey: shown }
        expect((await send(server, 'POST /auth/reauthenticate', { token, json })).status).toBe(200)
        const line = `DELETE /users/me/passkeys/${passkeyId}`
        expect((await send(server, line, { token })).status).toBe(200)
      },
    ))
})

test('the last way into an account is not removed', () =>
  withChanged(
    async (server) => {
      const who = await withPasskey(server)
      return { who, sql: `update users set password_hash = null where id = ${who.id}` }
    },
    async (server, { username, password, passkey, passkeyId }) => {
      expectRefusal(await login(server, username, password), 401, 'invalid_credentials')
      const origin = originOf(server)
      const token = textOf(await signInByPasskey(server, passkey, { origin }), 'access_token')
      const line = `DELETE /users/me/passkeys/${passkeyId}`
      expectRefusal(await send(server, line, { token }), 409, 'last_way_in')
      expect(itemsOf(await send(server, 'GET /users/me/passkeys', { token }))).toHaveLength(1)
      const other = new Authenticator(origin)
      expect((await addTo(server, { token }, other)).status).toBe(200)
      expect((await send(server, line, { token })).status).toBe(200)
      expect((await signInByPasskey(server, other)).status).toBe(200)
      expectRefusal(await signInByPasskey(server, passkey, { origin }), 401, 'invalid_passkey')
    },
  ))
