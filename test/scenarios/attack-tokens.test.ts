// Attacks by somebody who has the root secret and the database: well signed, and still not what this server issued.
import { beforeAll, describe, expect, test } from 'bun:test'
import { hkdfSync } from 'node:crypto'
import { type Account, join, shown } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { send } from '../support/http.ts'
import { rootSecretOf, storedKeys, unseal } from '../support/sealed-keys.ts'
import { useServer } from '../support/server.ts'
import { changeStored } from '../support/stored.ts'
import { partsOf, sign } from '../support/tamper.ts'

const server = useServer({ dev: true })
let admin: Account
let user: Account
let claims: Record<string, unknown>
let header: Record<string, unknown>
let key: Buffer
beforeAll(async () => {
  admin = await join(server)
  user = await join(server)
  const parts = partsOf(user.token)
  claims = parts.payload
  header = parts.header
  await server.stop()
  const [stored] = storedKeys(server)
  if (!stored) throw new Error('there is no key')
  key = unseal(rootSecretOf(server), stored)
  await server.start()
})

const now = () => Math.floor(Date.now() / 1_000)

/** What an attacker could take for a key: of another purpose, from the same secret. */
const derived = (purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', rootSecretOf(server), '', `latchkey/v1/${purpose}`, 32))

/** A payload (or its text) under the server's own key. */
const forge = (payload: unknown, head: unknown = header, by: Buffer = key) => sign(head, payload, by)

async function expectRefused(token: string) {
  expectRefusal(await send(server, 'GET /users/me', { token }), 401, 'invalid_token')
}

test('the forger has the right key', async () => {
  const { status, json } = await send(server, 'GET /users/me', { token: forge(claims) })
  expect([status, json]).toEqual([200, shown(user)])
})

describe('C036 C037 well signed, and wrong', () => {
  const rows: [string, () => Record<string, unknown>][] = [
    ['no exp', () => ({ exp: undefined })],
    ['exp as text', () => ({ exp: '9999999999' })],
    ['exp with a fraction', () => ({ exp: now() + 600.5 })],
    ['exp one second ago', () => ({ exp: now() - 1 })],
    ['exp this second', () => ({ exp: now() })],
    ['exp below zero', () => ({ exp: -1 })],
    ['no iat', () => ({ iat: undefined })],
    ['iat in an hour', () => ({ iat: now() + 3_600 })],
    ['nbf in an hour', () => ({ nbf: now() + 3_600 })],
    ['nbf as text', () => ({ nbf: '1' })],
    ['another issuer', () => ({ iss: 'latchkey/' })],
    ['another audience', () => ({ aud: 'elsewhere' })],
    ['a list of audiences', () => ({ aud: ['latchkey'] })],
    ['no audience', () => ({ aud: undefined })],
    ['sub as a number', () => ({ sub: user.id })],
    ['an empty sub', () => ({ sub: '' })],
    ['a list of subs', () => ({ sub: [claims.sub] })],
    ['no sid', () => ({ sid: undefined })],
    ['a list of sids', () => ({ sid: [claims.sid] })],
    ['sid with a NUL behind it', () => ({ sid: `${String(claims.sid)}\0` })],
    ['the sid of a prototype', () => ({ sid: '__proto__' })],
  ]
  test.each(rows)('%s', async (_, change) => {
    await expectRefused(forge({ ...claims, ...change() }))
  })

  test('exp beyond all numbers, lists, null, a byte order mark', async () => {
    const text = JSON.stringify(claims)
    for (const payload of [text.replace(/"exp":\d+/, '"exp":1e400'), `[${text}]`, 'null', `\ufeff${text}`]) {
      await expectRefused(forge(payload))
    }
  })

  test('the same claims under any other header', async () => {
    for (const head of [
      { kid: header.kid, typ: 'at+jwt', alg: 'HS256' },
      { alg: 'HS256', typ: 'at+jwt' },
      ...['JWT', 'id+jwt', 'logout+jwt', 'verify+jwt', 'mfa+jwt', 'rt+jwt', 'AT+JWT', null].map((typ) => ({
        ...header,
        typ,
      })),
      { ...header, kid: '1' },
      { ...header, kid: 'sig_AAAAAAAA' },
      { ...header, crit: [] },
    ]) {
      await expectRefused(forge(claims, head))
    }
  })

  test('C042 the keys of other purposes', async () => {
    for (const purpose of ['access-token', 'fingerprint', 'idempotency', 'sealed', 'setup-token'])
      await expectRefused(forge(claims, header, derived(purpose)))
    await expectRefused(forge(claims, header, rootSecretOf(server)))
  })

  test('a payload that was seen with a good signature counts with no other', async () => {
    const payload = { ...claims, jti: 'seen once' }
    expect((await send(server, 'GET /users/me', { token: forge(payload) })).status).toBe(200)
    await expectRefused(sign(header, payload, 'another key'))
  })

  test('whom the token names and whose session it is must be one', async () => {
    for (const sub of [String(admin.id), '999999', 'nobody']) await expectRefused(forge({ ...claims, sub }))
    await expectRefused(forge({ ...claims, sid: partsOf(admin.token).payload.sid }))
  })
})

test('C051 a token outlives its session in no case, whatever it says', async () => {
  const long = forge({ ...claims, exp: 9_999_999_999 })
  expect((await send(server, 'GET /users/me', { token: long })).status).toBe(200)
  await server.stop()
  changeStored(server, `update sessions set expires_at = ${Date.now() - 1} where user_id = ${user.id}`)
  await server.start()
  for (const token of [long, user.token, forge(claims)]) await expectRefused(token)
})
