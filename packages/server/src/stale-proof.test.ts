// C062: what a session of ten minutes ago is not enough for.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { contract, type EndpointDefinition } from '@latchkey/contract'
import { type InProcess, openInProcess } from '../../../test/support/in-process.ts'

const PASSWORD = 'heron lantern 51 meadow'
const MINUTE_MS = 60_000

/** Every route that asks for a fresh proof of everybody, with a request that is good but for that. */
const sensitive: Readonly<Record<string, object | undefined>> = {
  'POST /users/me/factors/totp': undefined,
  'POST /users/me/factors/totp/confirm': { code: '123456' },
  'DELETE /users/me/factors/totp': undefined,
  'POST /users/me/factors/recovery-codes': undefined,
  'DELETE /users/me/factors/lost': undefined,
  'POST /users/me/passkeys/options': undefined,
  'POST /users/me/passkeys': {
    ceremony: 'x'.repeat(43),
    name: 'Laptop',
    response: {
      id: 'AAAA',
      rawId: 'AAAA',
      type: 'public-key',
      response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' },
    },
  },
  'DELETE /users/me/passkeys/:passkey_id': undefined,
  'DELETE /users/me/identities/:identity_id': undefined,
  'DELETE /users/me/recovery': undefined,
  'POST /users/me/recovery/contacts': undefined,
  'DELETE /users/me/recovery/contacts/:contact_id': undefined,
  'POST /users/:id/recovery/vouch': undefined,
  'GET /users/me/export': undefined,
}
/** What is documented to ask accounts without a second factor for nothing (clause 8 of the wire contract), and what does like it. */
const onlyWhereProtected = [
  'PUT /users/:id',
  'DELETE /users/:id',
  'POST /auth/change-password',
  'POST /api-keys',
]

const asking = Object.values(contract)
  .flatMap((group): EndpointDefinition[] => Object.values(group))
  .filter(({ errors }) => errors.includes('reauth_required'))
  .map(({ method, path }) => `${method} ${path}`)

let world: InProcess
beforeAll(async () => {
  world = await openInProcess({ env: { LOG_LEVEL: 'error' } })
  const ada = { username: 'ada', email: 'ada@example.org', full_name: 'Ada', password: PASSWORD }
  await world.ask('POST /auth/register', { json: ada })
})
afterAll(() => world.close())

const signIn = async () =>
  String(
    (await world.ask('POST /auth/login', { json: { username: 'ada', password: PASSWORD } })).json[
      'access_token'
    ],
  )
const ask = async (token: string, route: string) => {
  const line = route
    .replace(':passkey_id', `pky_${'a'.repeat(20)}`)
    .replace(':identity_id', `idn_${'a'.repeat(20)}`)
    .replace(':contact_id', '2')
    .replace(':id', '2')
  const json = sensitive[route]
  const answer = await world.ask(line, { token, ...(json ? { json } : {}) })
  return answer.json['error'] ?? answer.status
}

test('the table has every route that the contract says it of', () => {
  expect([...Object.keys(sensitive), ...onlyWhereProtected].sort()).toEqual(asking.sort())
})

describe('C062 a proof of ten minutes ago', () => {
  test.each(Object.keys(sensitive))('is too old for %s, and one of less is not', async (route) => {
    const token = await signIn()
    world.time.now += 10 * MINUTE_MS - 1
    expect(await ask(token, route)).not.toBe('reauth_required')
    const other = await signIn()
    world.time.now += 10 * MINUTE_MS
    expect(await ask(other, route)).toBe('reauth_required')
  })
})
