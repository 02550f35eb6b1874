// C039: what was let in before its session or key was ended, and writes after that.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { contract, type EndpointDefinition } from '@latchkey/contract'
import { type InProcess, openInProcess } from '../../../test/support/in-process.ts'
import { newProvider } from '../../../test/support/providers.ts'

const PASSWORD = 'heron lantern 51 meadow'
const NAMES = { full_name: 'Somebody Else' }
const PASSKEY = {
  ceremony: 'x'.repeat(43),
  name: 'Laptop',
  response: {
    id: 'AAAA',
    rawId: 'AAAA',
    type: 'public-key',
    response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' },
  },
}

/** Every route that changes something by whoever is signed in, with a request that is good but for that. */
const writing: Readonly<Record<string, object | undefined>> = {
  'POST /users': {
    username: 'grace',
    email: 'grace@example.org',
    password: 'violet tramway canyon',
    ...NAMES,
  },
  'PUT /users/:id': NAMES,
  'PUT /users/:own': { email: 'another@example.org' },
  'DELETE /users/:id': undefined,
  'DELETE /users/:own': undefined,
  'POST /users/:id/disable': undefined,
  'POST /users/:id/enable': undefined,
  'POST /users/:id/require-password-change': undefined,
  'POST /users/:id/reset-link': undefined,
  'PUT /users/:id/roles': { roles: ['user', 'admin'] },
  'PUT /roles/:name': { description: 'Helps', permissions: ['users:recover'] },
  'DELETE /roles/:name': undefined,
  'POST /invitations': { email: 'somebody@example.org', link: true },
  'POST /invitations/:invitation_id/resend': undefined,
  'DELETE /invitations/:invitation_id': undefined,
  'POST /auth/change-password': { current_password: PASSWORD, new_password: 'violet tramway canyon' },
  'POST /auth/reauthenticate': { password: PASSWORD },
  'DELETE /users/:id/sessions/:session_id': undefined,
  'DELETE /users/:id/sessions': undefined,
  'POST /users/me/factors/totp': undefined,
  'POST /users/me/factors/totp/confirm': { code: '123456' },
  'DELETE /users/me/factors/totp': undefined,
  'POST /users/me/factors/recovery-codes': undefined,
  'POST /users/me/factors/lost': { password: PASSWORD },
  'DELETE /users/me/factors/lost': undefined,
  'POST /users/me/passkeys/options': undefined,
  'POST /users/me/passkeys': PASSKEY,
  'PATCH /users/me/passkeys/:passkey_id': { name: 'Laptop' },
  'DELETE /users/me/passkeys/:passkey_id': undefined,
  'DELETE /users/me/identities/:identity_id': undefined,
  'POST /api-keys': { name: 'Nightly', scopes: ['self:write'] },
  'POST /users/:id/api-keys': { name: 'Nightly', scopes: ['self:write'] },
  'DELETE /users/:id/api-keys/:key_id': undefined,
  'POST /service-accounts': { username: 'nightly', full_name: 'A Program' },
  'POST /providers': newProvider(),
  'PUT /providers/:slug': { name: 'Another' },
  'DELETE /providers/:slug': undefined,
  'PUT /users/me/preferences': { language: 'de' },
  'POST /mail/:mail_id/retry': undefined,
  'POST /users/me/recovery/freeze': undefined,
  'DELETE /users/me/recovery': undefined,
  'POST /users/me/recovery/contacts': undefined,
  'POST /users/me/recovery/contacts/accept': { token: 'x'.repeat(43) },
  'DELETE /users/me/recovery/contacts/:contact_id': undefined,
  'POST /users/:id/recovery/vouch': undefined,
  'POST /users/:id/recovery/approve': undefined,
  'DELETE /users/:id/recovery': undefined,
}

/** What is not held to it, for a reason each. */
const others: Readonly<Record<string, string>> = {
  'POST /auth/logout': 'it takes away, and twice is once',
  'POST /auth/logout-all': 'it takes away, and twice is once',
  'DELETE /sessions/:session_id': 'it takes away',
  'DELETE /sessions': 'it takes away',
  'DELETE /api-keys/:key_id': 'it takes away',
  'DELETE /users/me/trusted-devices/:device_id': 'it takes away',
  'POST /oauth/revoke': 'it takes away what was shown',
  'POST /keys/rotate': 'it gives nobody anything',
  'POST /keys/:kid/retire': 'it gives nobody anything',
  'POST /users/me/support-code': 'it counts as long as its session does',
  'POST /users/:id/support-check': 'it says what whoever asked could have heard before',
  'POST /auth/reauthenticate/options': 'it begins what reauthenticate ends',
  'POST /setup/link': 'it is for the operator alone',
  'POST /providers/:slug/check': 'it changes nothing',
  'POST /oauth/introspect': 'it changes nothing',
  'POST /authz/check': 'it changes nothing',
  'POST /audit/verify': 'it changes nothing',
}

const asked = Object.values(contract)
  .flatMap((group): EndpointDefinition[] => Object.values(group))
  .filter(({ method, access }) => method !== 'GET' && access !== 'public')
  .map(({ method, path }) => `${method} ${path}`)

let world: InProcess
beforeAll(async () => {
  world = await openInProcess({
    env: { LOG_LEVEL: 'error' },
  })
  for (const username of ['ada', 'eve']) {
    const json = { username, email: `${username}@example.org`, full_name: 'Ada', password: PASSWORD }
    await world.ask('POST /auth/register', { json })
  }
})
afterAll(() => world.close())

const signIn = async () => {
  const json = { username: 'ada', password: PASSWORD }
  return String((await world.ask('POST /auth/login', { json })).json['access_token'])
}
const ask = (token: string, route: string) => {
  const line = route
    .replace(':own', '1')
    .replace(/:(\w+_)?id/, (name) => (name === ':id' ? '2' : name))
    .replace(':passkey_id', `pky_${'a'.repeat(20)}`)
    .replace(':identity_id', `idn_${'a'.repeat(20)}`)
    .replace(':invitation_id', `inv_${'a'.repeat(20)}`)
    .replace(':session_id', `ses_${'a'.repeat(20)}`)
    .replace(':key_id', `key_${'a'.repeat(20)}`)
    .replace(':mail_id', `mail_${'a'.repeat(20)}`)
    .replace(':contact_id', '2')
    .replace(':name', 'helper')
    .replace(':slug', 'nobodys')
  const json = writing[route]
  return world.ask(line, { token, ...(json ? { json } : {}) })
}
/** Behind the back of memory, as it is for whoever was let in before. */
const endBehind = () => world.change('delete from sessions')
const tables = ['users', 'user_emails', 'user_roles', 'roles', 'api_keys', 'providers', 'invitations']
const stored = async () =>
  JSON.stringify(await Promise.all(tables.map((table) => world.rows(`select * from ${table}`))))

test('the tables have every route that changes something', () => {
  const known = [...Object.keys(writing).filter((route) => !route.includes(':own')), ...Object.keys(others)]
  expect(known.sort()).toEqual(asked.sort())
})

describe('C039 whoever was let in before the session ended', () => {
  test.each(Object.keys(writing))('is refused at %s, and nothing is changed', async (route) => {
    const token = await signIn()
    expect((await world.ask('GET /users/me', { token })).status).toBe(200)
    const before = await stored()
    await endBehind()
    const { status, json } = await ask(token, route)
    expect([status, json['error']]).toEqual([401, 'invalid_token'])
    expect(await stored()).toBe(before)
  })

  test.each(['PUT /users/:own', 'PUT /users/me/preferences', 'DELETE /users/:own'])(
    'by a key that was revoked is refused at %s',
    async (route) => {
      const json = { name: 'K', scopes: ['self:read', 'self:write'] }
      const made = await world.ask('POST /api-keys', { token: await signIn(), json })
      const token = String(made.json['key'])
      expect((await world.ask('GET /users/me', { token })).status).toBe(200)
      await world.change('delete from api_keys')
      const { status, json: answer } = await ask(token, route)
      expect([status, answer['error']]).toEqual([401, 'invalid_token'])
    },
  )
})
