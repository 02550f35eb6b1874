// Section H of the ledger: authenticator apps, recovery codes, trusted devices, and what a half sign-in is worth.
import { beforeAll, describe, expect, test } from 'bun:test'
import { contract, type EndpointDefinition } from '@latchkey/contract'
import { type Account, create, join, login, signIn } from '../support/accounts.ts'
import { expectInvalid, expectRefusal, REFERENCE } from '../support/expect-answer.ts'
import { fieldsOf, itemsOf, send, textOf } from '../support/http.ts'
import { codeBefore, codeOf, enrol, finish, halfSignIn } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const server = useServer({ dev: true, env: unthrottled })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

const kindsSeen = async (token: string) =>
  itemsOf(await send(server, 'GET /users/me/notices', { token })).map(({ kind }) => kind)
const actionsSeen = async (token: string) =>
  itemsOf(await send(server, 'GET /users/me/activity', { token })).map(({ action }) => action)

describe('an authenticator app', () => {
  test('C070 counts once its first code was given, and the recovery codes come with it', async () => {
    const who = await join(server)
    const { token } = who
    const begun = await send(server, 'POST /users/me/factors/totp', { token })
    const secret = textOf(begun, 'secret')
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    const uri = new URL(textOf(begun, 'uri'))
    expect([uri.protocol, uri.searchParams.get('secret')]).toEqual(['otpauth:', secret])
    expect(textOf(begun, 'qr_svg')).toStartWith('<svg ')
    // Until then the password is enough.
    expect((await login(server, who.username, who.password)).status).toBe(200)

    const confirm = (code: string) =>
      send(server, 'POST /users/me/factors/totp/confirm', { token, json: { code } })
    for (const code of ['000000', codeOf(secret, 9), codeOf(secret, -9), '', 'x'.repeat(65)])
      expect((await confirm(code)).status).toBe(400)
    expect((await login(server, who.username, who.password)).status).toBe(200)
    const spaced = (await codeBefore(secret)).replace(/(...)/, '$1 ')
    const codes = fieldsOf(await confirm(spaced)).recovery_codes as string[]
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    expectRefusal(await confirm(codeOf(secret)), 409, 'totp_exists')
    expectRefusal(await send(server, 'POST /users/me/factors/totp', { token }), 409, 'totp_exists')
    expect(fieldsOf(await send(server, 'GET /users/me/factors', { token }))).toMatchObject({
      passkeys: 0,
      recovery_codes_left: 10,
      trusted_devices: 0,
      removed_at: null,
    })
    expect(await kindsSeen(token)).toEqual(['factor_added'])
    expect(await actionsSeen(token)).toContain('factor.added')
  })

  test('makes a sign-in answer mfa_required, in the documented shape and in the others', async () => {
    const { username, password } = await enrol(server)
    const json = { username, password }
    const answer = await send(server, 'POST /auth/login', { json })
    expectRefusal(answer, 401, 'mfa_required')
    expect(fieldsOf(answer)).toMatchObject({
      mfa_token: expect.stringMatching(/^mfa_[\w-]{43}$/),
      factors: ['totp', 'recovery_code'],
      reference: expect.stringMatching(REFERENCE),
    })
    expect(answer.headers.get('set-cookie')).toBeNull()
    const problem = await send(server, 'POST /auth/login', {
      json,
      headers: { Accept: 'application/problem+json' },
    })
    expect(fieldsOf(problem)).toMatchObject({
      status: 401,
      error: 'mfa_required',
      factors: ['totp', 'recovery_code'],
      mfa_token: expect.any(String),
    })
    const form = await send(server, 'POST /auth/login', { form: { grant_type: 'password', ...json } })
    expectRefusal(form, 401, 'mfa_required')
    // Who does not know the password learns nothing of it (C021).
    expectRefusal(await login(server, username, 'not this one'), 401, 'invalid_credentials')
  })

  test('C070 finishes a sign-in with a code, which counts once', async () => {
    const who = await enrol(server)
    const code = codeOf(who.secret)
    const answer = await finish(server, await halfSignIn(server, who, { refresh: true }), {
      kind: 'totp',
      code,
    })
    expect(answer.status).toBe(200)
    expect(Object.keys(fieldsOf(answer)).sort()).toEqual([
      'access_token',
      'expires_in',
      'refresh_token',
      'token_type',
    ])
    const token = textOf(answer, 'access_token')
    expect(fieldsOf(await send(server, 'GET /users/me', { token })).id).toBe(who.id)
    const again = await halfSignIn(server, who)
    expectRefusal(await finish(server, again, { kind: 'totp', code }), 400, 'invalid_code')
    const before = codeOf(who.secret, -1)
    expectRefusal(await finish(server, again, { kind: 'totp', code: before }), 400, 'invalid_code')
    expect((await finish(server, again, { kind: 'totp', code: codeOf(who.secret, 1) })).status).toBe(200)
  })

  test('C032 CVE-2026-27801 V63 five tries a sign-in, then not even the right code', async () => {
    const who = await enrol(server)
    const pending = await halfSignIn(server, who)
    for (let i = 0; i < 5; i++)
      expectRefusal(await finish(server, pending, { kind: 'totp', code: '000000' }), 400, 'invalid_code')
    const right = { kind: 'totp', code: codeOf(who.secret) }
    expectRefusal(await finish(server, pending, right), 401, 'invalid_mfa_token')
    expect((await finish(server, await halfSignIn(server, who), right)).status).toBe(200)
  })

  test('C053 a half sign-in is good for one session', async () => {
    const who = await enrol(server)
    const pending = await halfSignIn(server, who)
    const tried = await Promise.all(
      [codeOf(who.secret), codeOf(who.secret, 1)].map((code) =>
        finish(server, pending, { kind: 'totp', code }),
      ),
    )
    expect(tried.map(({ status }) => status).filter((status) => status === 200)).toEqual([200])
    expectRefusal(
      await finish(server, pending, { kind: 'recovery_code', code: who.codes[0] ?? '' }),
      401,
      'invalid_mfa_token',
    )
  })

  test('V02 GHSA-xg6x-h9c9-2m83 C053 what a half sign-in gives is worth nothing anywhere else', async () => {
    const who = await enrol(server)
    const token = await halfSignIn(server, who)
    const routes = Object.values(contract)
      .flatMap((group): EndpointDefinition[] => Object.values(group))
      .filter(({ access }) => access !== 'public')
    for (const { method, path } of routes) {
      const line = `${method} ${path.replace(/:\w+/g, '1')}`
      expect(`${line} ${(await send(server, line, { token })).status}`).toBe(`${line} 401`)
    }
    for (const json of [{ refresh_token: token }, { token, password: 'another tramway 9' }])
      for (const line of ['POST /auth/refresh', 'POST /auth/reset-password', 'POST /auth/login/password'])
        expect((await send(server, line, { json })).status).toBeGreaterThanOrEqual(400)
  })

  test('is over with the password that began it', async () => {
    const who = await enrol(server)
    const pending = await halfSignIn(server, who)
    const json = { current_password: who.password, new_password: 'violet tramway canyon 9' }
    expect((await send(server, 'POST /auth/change-password', { token: who.token, json })).status).toBe(200)
    const code = codeOf(who.secret)
    expectRefusal(await finish(server, pending, { kind: 'totp', code }), 401, 'invalid_mfa_token')
  })

  test('V42 of a disabled account opens nothing', async () => {
    const who = await enrol(server)
    const pending = await halfSignIn(server, who)
    await send(server, `POST /users/${who.id}/disable`, { token: admin.token })
    const shown = { kind: 'totp', code: codeOf(who.secret) }
    expectRefusal(await finish(server, pending, shown), 401, 'invalid_mfa_token')
  })

  test('is shown by what it is: nothing, too little and too much are refused', async () => {
    const who = await enrol(server)
    const pending = await halfSignIn(server, who)
    expectInvalid(await finish(server, pending, {}), 'kind')
    expectInvalid(await finish(server, pending, { kind: 'totp' }), 'code')
    expectInvalid(await finish(server, pending, { kind: 'passkey' }), 'passkey')
    expectInvalid(await finish(server, pending, { kind: 'password', code: '1' }), 'kind')
    expectInvalid(await finish(server, pending, { kind: 'totp', code: '1', user_id: 1 }), 'user_id')
    expectRefusal(await finish(server, `${pending}x`, { kind: 'totp', code: '1' }), 401, 'invalid_mfa_token')
  })
})

describe('C072 recovery codes', () => {
  test('stand in for the factor once each, however they are typed, and the owner hears of it', async () => {
    const who = await enrol(server)
    const [first = '', second = ''] = who.codes
    const typed = first.toLowerCase().replaceAll('-', ' ')
    const answer = await finish(server, await halfSignIn(server, who), { kind: 'recovery_code', code: typed })
    expect(answer.status).toBe(200)
    const token = textOf(answer, 'access_token')
    expect(await kindsSeen(token)).toContain('recovery_code_used')
    expect(await actionsSeen(token)).toContain('recovery_code.used')
    const pending = await halfSignIn(server, who)
    expectRefusal(await finish(server, pending, { kind: 'recovery_code', code: first }), 400, 'invalid_code')
    expect((await finish(server, pending, { kind: 'recovery_code', code: second })).status).toBe(200)
    expect(fieldsOf(await send(server, 'GET /users/me/factors', { token })).recovery_codes_left).toBe(8)
  })

  test('are made anew as a set, by a fresh proof', async () => {
    const who = await enrol(server)
    const made = await send(server, 'POST /users/me/factors/recovery-codes', { token: who.token })
    const codes = fieldsOf(made).recovery_codes as string[]
    expect(codes.filter((code) => who.codes.includes(code))).toEqual([])
    const pending = await halfSignIn(server, who)
    expectRefusal(
      await finish(server, pending, { kind: 'recovery_code', code: who.codes[3] ?? '' }),
      400,
      'invalid_code',
    )
    expect((await finish(server, pending, { kind: 'recovery_code', code: codes[3] ?? '' })).status).toBe(200)
  })

  test('of somebody else are none', async () => {
    const [who, other] = [await enrol(server), await enrol(server)]
    const shown = { kind: 'recovery_code', code: other.codes[0] ?? '' }
    expectRefusal(await finish(server, await halfSignIn(server, who), shown), 400, 'invalid_code')
    expect((await finish(server, await halfSignIn(server, other), shown)).status).toBe(200)
  })
})

describe('a trusted device', () => {
  const trusting = async () => {
    const who = await enrol(server)
    const shown = { kind: 'totp', code: codeOf(who.secret), trust_device: true }
    const answer = await finish(server, await halfSignIn(server, who), shown)
    return { ...who, token: textOf(answer, 'access_token'), device: textOf(answer, 'device_token') }
  }
  const signInWith = (who: { username: string; password: string }, device: string) =>
    send(server, 'POST /auth/login', {
      json: { username: who.username, password: who.password, device_token: device },
    })

  test('stands in for the factor of its account until it is forgotten', async () => {
    const who = await trusting()
    expect((await signInWith(who, who.device)).status).toBe(200)
    expectRefusal(await signInWith(who, `${who.device}x`), 401, 'mfa_required')
    expectRefusal(await signInWith(await enrol(server), who.device), 401, 'mfa_required')
    expectRefusal(
      await send(server, 'POST /auth/login', {
        json: { username: who.username, password: 'not this one', device_token: who.device },
      }),
      401,
      'invalid_credentials',
    )
    const listed = itemsOf(await send(server, 'GET /users/me/trusted-devices', { token: who.token }))
    expect(JSON.stringify(listed)).not.toContain(who.device)
    const line = `DELETE /users/me/trusted-devices/${String(listed[0]?.id)}`
    expectRefusal(await send(server, line, { token: (await join(server)).token }), 403, 'forbidden')
    expect((await send(server, line, { token: who.token })).status).toBe(200)
    expectRefusal(await signInWith(who, who.device), 401, 'mfa_required')
  })

  test('is trusted no longer after a change of the password or of the factors', async () => {
    const who = await trusting()
    const json = { current_password: who.password, new_password: 'violet tramway canyon 9' }
    expect((await send(server, 'POST /auth/change-password', { token: who.token, json })).status).toBe(200)
    expectRefusal(await signInWith({ ...who, password: json.new_password }, who.device), 401, 'mfa_required')

    const other = await trusting()
    expect((await send(server, 'DELETE /users/me/factors/totp', { token: other.token })).status).toBe(200)
    await enrol(server, other)
    expectRefusal(await signInWith(other, other.device), 401, 'mfa_required')
  })
})

describe('C062 V20 CVE-2024-45042 a fresh proof', () => {
  const sensitive = [
    'POST /users/me/factors/recovery-codes',
    'DELETE /users/me/factors/totp',
    'POST /users/me/passkeys/options',
    'GET /users/me/export',
    'DELETE /users/me/factors/lost',
  ]

  test('C074 of one factor is too little where the account has two', async () => {
    const who = await join(server)
    const weak = await signIn(server, who)
    await enrol(server, who)
    for (const line of sensitive)
      expectRefusal(await send(server, line, { token: weak }), 403, 'reauth_required')
    // Nor by the password again.
    const again = (json: object) => send(server, 'POST /auth/reauthenticate', { token: weak, json })
    expectInvalid(await again({ password: who.password }), 'kind')
    expectRefusal(await send(server, sensitive[0] ?? '', { token: weak }), 403, 'reauth_required')
  })

  test('is by the password and the factor, and raises this session alone', async () => {
    const who = await join(server)
    const [one, other] = [await signIn(server, who), await signIn(server, who)]
    const { secret } = await enrol(server, who)
    const again = (json: object) => send(server, 'POST /auth/reauthenticate', { token: one, json })
    const code = codeOf(secret)
    expectInvalid(await again({ kind: 'totp', code }), 'password')
    expectRefusal(await again({ password: 'not this one', kind: 'totp', code }), 403, 'wrong_password')
    expectRefusal(await again({ password: who.password, kind: 'totp', code: '000000' }), 400, 'invalid_code')
    expect((await again({ password: who.password, kind: 'totp', code })).status).toBe(200)
    expect((await send(server, sensitive[0] ?? '', { token: one })).status).toBe(200)
    expectRefusal(await send(server, sensitive[0] ?? '', { token: other }), 403, 'reauth_required')
    expectRefusal(await again({ password: who.password, kind: 'totp', code }), 400, 'invalid_code')
  })

  test('is never asked for by the documented changes of an account without a second factor', async () => {
    const who = await join(server)
    const json = { full_name: 'Robin the Second' }
    expect((await send(server, `PUT /users/${who.id}`, { token: who.token, json })).status).toBe(200)
    expect((await send(server, `DELETE /users/${who.id}`, { token: who.token })).status).toBe(200)
  })

  test('C074 removing the factor lowers what relied on it', async () => {
    const who = await enrol(server)
    const shown = { kind: 'totp', code: codeOf(who.secret) }
    const strong = textOf(await finish(server, await halfSignIn(server, who), shown), 'access_token')
    expect((await send(server, 'DELETE /users/me/factors/totp', { token: strong })).status).toBe(200)
    expect((await login(server, who.username, who.password)).status).toBe(200)
    await enrol(server, { ...who, token: await signIn(server, who) })
    expectRefusal(await send(server, sensitive[0] ?? '', { token: strong }), 403, 'reauth_required')
  })
})

describe('factors that are lost', () => {
  test('are removed a day after the password said so, unless a factor calls it off', async () => {
    const who = await enrol(server)
    const lost = (password: string) =>
      send(server, 'POST /users/me/factors/lost', { token: who.token, json: { password } })
    expectRefusal(await lost('not this one'), 403, 'wrong_password')
    const first = await lost(who.password)
    const at = Date.parse(textOf(first, 'removed_at'))
    expect(Math.abs(at - Date.now() - 86_400_000)).toBeLessThan(60_000)
    // Said again it is neither sooner nor later.
    expect(textOf(await lost(who.password), 'removed_at')).toBe(textOf(first, 'removed_at'))
    expect(await kindsSeen(who.token)).toContain('factors_lost')
    expectRefusal(await login(server, who.username, who.password), 401, 'mfa_required')
    expect((await send(server, 'DELETE /users/me/factors/lost', { token: who.token })).status).toBe(200)
    expectRefusal(
      await send(server, 'DELETE /users/me/factors/lost', { token: who.token }),
      404,
      'factor_not_found',
    )
  })

  test('are none where there are none', async () => {
    const { token, password } = await join(server)
    const answer = await send(server, 'POST /users/me/factors/lost', { token, json: { password } })
    expectRefusal(answer, 404, 'factor_not_found')
  })
})

describe('C012 a password that may be known to others', () => {
  test('opens nothing but the choice of another one, and then the second factor is asked for', async () => {
    const who = await create(server, admin)
    const line = `POST /users/${who.id}/require-password-change`
    expectRefusal(await send(server, line, { token: who.token }), 403, 'forbidden')
    expect((await send(server, line, { token: admin.token })).status).toBe(200)
    expect((await send(server, 'GET /users/me', { token: who.token })).status).toBe(401)
    expectRefusal(await login(server, who.username, 'not this one'), 401, 'invalid_credentials')
    const answer = await login(server, who.username, who.password)
    expectRefusal(answer, 403, 'password_change_required')
    const token = textOf(answer, 'password_token')
    expect((await send(server, 'GET /users/me', { token })).status).toBe(401)
    const choose = (new_password: string) =>
      send(server, 'POST /auth/login/password', { json: { password_token: token, new_password } })
    expectInvalid(await choose('password1'), 'new_password')
    expect((await choose('heron lantern 51 meadow')).status).toBe(200)
    expectRefusal(await choose('heron lantern 52 meadow'), 401, 'invalid_mfa_token')
    expectRefusal(await login(server, who.username, who.password), 401, 'invalid_credentials')
    expect((await login(server, who.username, 'heron lantern 51 meadow')).status).toBe(200)
  })
})
