// C035, C043, C044: the keys that sign, as those see them who verify outside and those who run the server.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeProtectedHeader,
  type JSONWebKeySet,
  jwtVerify,
} from 'jose'
import { type Account, join, login, shown, signIn } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { fieldsOf, itemsOf, numberOf, send, textOf } from '../support/http.ts'
import { Server, useServer, withServer } from '../support/server.ts'
import { partsOf } from '../support/tamper.ts'

const JWKS = 'GET /.well-known/jwks.json'
const kidOf = (token: string) => String(partsOf(token).header.kid)
const algorithmOf = (token: string) => partsOf(token).header.alg

describe.each(['EdDSA', 'ES256', 'RS256'] as const)('%s', (algorithm) => {
  const server = useServer({ dev: true, env: { LATCHKEY_TOKEN_ALGORITHM: algorithm } })
  let admin: Account
  let user: Account
  beforeAll(async () => {
    admin = await join(server)
    user = await join(server)
  })
  const expected = { issuer: 'latchkey', audience: 'latchkey', typ: 'at+jwt', algorithms: [algorithm] }

  test('its tokens hold for a library that knows the published keys and nothing else', async () => {
    const keys = createRemoteJWKSet(new URL(`${server.url}/.well-known/jwks.json`))
    for (const who of [admin, user]) {
      const { payload } = await jwtVerify(who.token, keys, expected)
      expect(payload).toMatchObject({ sub: String(who.id), client_id: 'latchkey' })
      expect((await send(server, 'GET /users/me', { token: who.token })).json).toEqual(shown(who))
    }
    expect(decodeProtectedHeader(user.token)).toEqual({
      alg: algorithm,
      typ: 'at+jwt',
      kid: expect.stringMatching(/^sig_[\w-]{8}$/),
    })
  })

  test('C044 say nothing about the person, and live as long as the answer says', async () => {
    const answer = await login(server, user.username, user.password)
    const { payload } = partsOf(textOf(answer, 'access_token'))
    expect(Object.keys(payload).sort()).toEqual(
      ['aud', 'client_id', 'exp', 'iat', 'iss', 'jti', 'sid', 'sub'].sort(),
    )
    expect(numberOf(answer, 'expires_in')).toBe(Number(payload.exp) - Number(payload.iat))
  })

  test('C043 the published keys: public members only, for everybody, for five minutes, never wrapped', async () => {
    const answer = await send(server, JWKS, { token: 'x', accept: 'application/json; profile="envelope"' })
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=300'])
    const { keys } = answer.json as { keys: object[] }
    expect(keys.length).toBe(1)
    const members = {
      EdDSA: ['crv', 'x'],
      ES256: ['crv', 'x', 'y'],
      RS256: ['e', 'n'],
    }
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'kid', 'kty', 'use', ...members[algorithm]].sort())
    }
  })

  test('C043 the next key is published long before it signs', async () => {
    const rotated = await send(server, 'POST /keys/rotate', { token: admin.token, json: {} })
    const next = fieldsOf(rotated)
    expect(next).toMatchObject({ algorithm, state: 'next', retired_at: null })
    expect(Date.parse(String(next.signs_from)) - Date.parse(String(next.created_at))).toBeGreaterThan(300_000)
    const { keys } = (await send(server, JWKS)).json as JSONWebKeySet
    expect(keys.map(({ kid }) => kid)).toEqual([String(next.kid), kidOf(user.token)])
    expect(kidOf(await signIn(server, user))).toBe(kidOf(user.token))

    // Who has them now verifies what the next one signs.
    const local = createLocalJWKSet({ keys })
    await send(server, `POST /keys/${kidOf(user.token)}/retire`, { token: admin.token })
    const token = await signIn(server, user)
    expect(kidOf(token)).toBe(String(next.kid))
    await jwtVerify(token, local, expected)
    admin.token = await signIn(server, admin)
  })

  test('C043 what was retired is refused here and published no longer', async () => {
    const kid = kidOf(user.token)
    expectRefusal(await send(server, 'GET /users/me', { token: user.token }), 401, 'invalid_token')
    const { keys } = (await send(server, JWKS)).json as JSONWebKeySet
    expect(keys.map((key) => key.kid)).not.toContain(kid)
    await expect(jwtVerify(user.token, createLocalJWKSet({ keys }), expected)).rejects.toMatchObject({
      code: 'ERR_JWKS_NO_MATCHING_KEY',
    })
  })
})

describe('HS256', () => {
  const server = useServer({ dev: true })
  let admin: Account
  let user: Account
  beforeAll(async () => {
    admin = await join(server)
    user = await join(server)
  })
  const byAdmin = (line: string, json?: object) => send(server, line, { token: admin.token, json })

  test('C043 publishes nothing, least of all its key', async () => {
    const answer = await send(server, JWKS)
    expect([answer.status, answer.text]).toEqual([200, '{"keys":[]}'])
    for (const line of [JWKS, 'GET /keys', 'GET /server/settings']) {
      const { text } = await send(server, line, { token: admin.token })
      expect(text).not.toMatch(/"(?:k|d|p|q|dp|dq|qi|oth|sealed_private|private)":/)
    }
  })

  test('the list has pages', async () => {
    for (let i = 0; i < 3; i++) await byAdmin('POST /keys/rotate', { immediately: true })
    const all = itemsOf(await byAdmin('GET /keys'))
    expect(all.map(({ state }) => state)).toEqual(['signing', 'verifying', 'verifying', 'verifying'])
    const first = await byAdmin('GET /keys?limit=3')
    const { next_cursor } = fieldsOf(first)
    const second = await byAdmin(`GET /keys?limit=3&cursor=${next_cursor}`)
    expect([...itemsOf(first), ...itemsOf(second)].map(({ kid }) => kid)).toEqual(all.map(({ kid }) => kid))
    expect(fieldsOf(second).next_cursor).toBeNull()
    expectRefusal(await byAdmin('GET /keys?cursor=sig_nobodys0'), 400, 'validation_failed')
  })

  test('C043 an emergency: the new key signs at once, nobody is signed out, and then the old ones go', async () => {
    const before = await signIn(server, user)
    const { kid } = fieldsOf(await byAdmin('POST /keys/rotate', { immediately: true }))
    const after = await signIn(server, user)
    expect(kidOf(after)).toBe(String(kid))
    expect((await send(server, 'GET /users/me', { token: before })).status).toBe(200)
    admin.token = await signIn(server, admin)

    const answer = await byAdmin(`POST /keys/${kidOf(before)}/retire`)
    expect(fieldsOf(answer)).toMatchObject({ kid: kidOf(before), state: 'retired' })
    expectRefusal(await send(server, 'GET /users/me', { token: before }), 401, 'invalid_token')
    expect((await send(server, 'GET /users/me', { token: after })).status).toBe(200)
    await server.restart()
    expectRefusal(await send(server, 'GET /users/me', { token: before }), 401, 'invalid_token')
    expect((await send(server, 'GET /users/me', { token: after })).status).toBe(200)
  })

  test('a kid that cannot be one is 400, one that is not there 404, and nothing else happens', async () => {
    const before = itemsOf(await byAdmin('GET /keys'))
    for (const kid of ['1', 'sig_short', '..%2f..%2fdev%2fnull', 'x'.repeat(500), "sig_'or'1'='1"])
      expectRefusal(await byAdmin(`POST /keys/${kid}/retire`), 400, 'validation_failed')
    expectRefusal(await byAdmin('POST /keys/sig_nobodys0/retire'), 404, 'signing_key_not_found')
    expectRefusal(await byAdmin('POST /keys/rotate', { immediately: 'yes' }), 400, 'validation_failed')
    expectRefusal(await byAdmin('POST /keys/rotate', { at_once: true }), 400, 'validation_failed')
    expect(itemsOf(await byAdmin('GET /keys'))).toEqual(before)
  })

  test('an ordinary user rotates and retires nothing', async () => {
    const token = await signIn(server, user)
    const before = itemsOf(await byAdmin('GET /keys'))
    expectRefusal(await send(server, 'POST /keys/rotate', { token, json: {} }), 403, 'forbidden')
    expectRefusal(await send(server, `POST /keys/${kidOf(token)}/retire`, { token }), 403, 'forbidden')
    expect(itemsOf(await byAdmin('GET /keys'))).toEqual(before)
  })
})

describe('a change of the algorithm', () => {
  const server = new Server({ dev: true })
  afterAll(() => server.remove())

  test('begins as any new key does, and loses no token', async () => {
    await server.start()
    const admin = await join(server)
    await server.restart({ dev: true, env: { LATCHKEY_TOKEN_ALGORITHM: 'EdDSA' } })
    const before = await signIn(server, admin)
    expect([algorithmOf(admin.token), algorithmOf(before)]).toEqual(['HS256', 'HS256'])
    const { keys } = (await send(server, JWKS)).json as JSONWebKeySet
    expect(keys).toMatchObject([{ alg: 'EdDSA', crv: 'Ed25519' }])

    // For who does not want to wait.
    await send(server, 'POST /keys/rotate', { token: admin.token, json: { immediately: true } })
    const after = await signIn(server, admin)
    expect(algorithmOf(after)).toBe('EdDSA')
    for (const token of [admin.token, before, after])
      expect((await send(server, 'GET /users/me', { token })).status).toBe(200)
  })
})

test('C040 keys outlive kill -9: what was acknowledged counts', async () => {
  await withServer({ dev: true, env: { LATCHKEY_TOKEN_ALGORITHM: 'ES256' } }, async (server) => {
    const admin = await join(server)
    const old = await signIn(server, admin)
    await send(server, 'POST /keys/rotate', { token: admin.token, json: { immediately: true } })
    const young = await signIn(server, admin)
    await send(server, `POST /keys/${kidOf(old)}/retire`, { token: young })
    await server.kill()
    await server.start()
    expect((await send(server, 'GET /users/me', { token: young })).status).toBe(200)
    expectRefusal(await send(server, 'GET /users/me', { token: old }), 401, 'invalid_token')
  })
})
