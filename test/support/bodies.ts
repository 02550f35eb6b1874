import { contract, type EndpointDefinition, type ObjectSchema } from '@latchkey/contract'
import { type Account, create, join, person, signIn } from './accounts.ts'
import { makeKey, makeServiceAccount } from './api-keys.ts'
import { Authenticator } from './authenticator.ts'
import { codeForApp } from './hosted-sign-in.ts'
import { send, type Target, textOf } from './http.ts'
import { inviteByLink } from './invitations.ts'
import { codeMailed, releaseToken, revertToken, tokenMailed } from './mailbox.ts'
import { mailedToken } from './mails.ts'
import { joinProved } from './proved.ts'
import { newProvider } from './providers.ts'
import { beginToken, completeToken, contactToken, freezeToken } from './recoveries.ts'
import { signInToStay } from './refreshing.ts'
import { resetToken } from './reset-links.ts'
import { begin, codeOf, enrol, halfSignIn, originOf, withPasskey } from './second-factors.ts'
import type { Server } from './server.ts'

export type World = { admin: Account; user: Account; service: number }

/** A request that has a body: everything about it is good, so that what is changed in the body is all that is wrong. */
export type Bodied = {
  readonly line: string
  readonly token: string | undefined
  readonly json: Record<string, unknown>
  /** What it is answered as it is: after the first setup another is 410. */
  readonly status: number
}

export async function makeWorld(target: Target): Promise<World> {
  const admin = await join(target)
  const [user, service] = [await create(target, admin), await makeServiceAccount(target, admin)]
  return { admin, user, service }
}

const NEW = 'heron-lantern-51-meadow'

/** A body that only its own sender can send, or that is about something of theirs. */
class Sent {
  readonly json: object
  readonly token: string | undefined
  readonly places: Readonly<Record<string, string>>
  constructor(json: object, token?: string, places: Readonly<Record<string, string>> = {}) {
    this.json = json
    this.token = token
    this.places = places
  }
}

/** In the shape of an assertion, of a passkey that nobody has. */
const NOBODYS = {
  id: 'bm9ib2R5',
  rawId: 'bm9ib2R5',
  type: 'public-key',
  response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' },
}
const nobodysPasskey = { ceremony: 'cer_nobodys', response: NOBODYS }

/** What only Apple has, and others say nothing of. */
const nothingOfApple = { team_id: null, key_id: null }

/** A good body for each path that takes one. */
const bodies: Record<string, (target: Target, world: World) => object | Promise<object>> = {
  'POST /auth/register': async (target, { admin }) => {
    const { email, token } = await inviteByLink(target, admin)
    return { ...person(), email, invitation: token }
  },
  'POST /auth/register/confirm': () => ({ token: 'x'.repeat(43), password: NEW }),
  'POST /users': () => ({ ...person(), roles: ['user'] }),
  'PUT /users/:id': (_, { user }) => ({ full_name: 'Renamed', email: `renamed.${user.email}` }),
  'POST /auth/login': (_, { user: { username, password } }) => ({
    username,
    password,
    refresh: true,
    device_token: 'lkd_nobodys',
  }),
  'POST /auth/exchange': async (target, { user }) => ({
    ...(await codeForApp(target, user)),
    refresh: true,
  }),
  'POST /auth/login/mfa': async (target) => {
    const who = await enrol(target)
    const mfa_token = await halfSignIn(target, who, { refresh: true })
    const [code] = who.codes
    return { mfa_token, kind: 'recovery_code', code, passkey: nobodysPasskey, trust_device: true }
  },
  'POST /auth/login/mfa/options': async (target) => ({
    mfa_token: await halfSignIn(target, await withPasskey(target)),
  }),
  'POST /auth/login/password': async (target, { admin }) => {
    const { id, username, password } = await join(target)
    await send(target, `POST /users/${id}/require-password-change`, { token: admin.token })
    const refused = await send(target, 'POST /auth/login', { json: { username, password } })
    return { password_token: textOf(refused, 'password_token'), new_password: NEW }
  },
  'POST /auth/reauthenticate': async (target) => {
    const { token, password, codes } = await enrol(target)
    return new Sent({ password, kind: 'recovery_code', code: codes[0], passkey: nobodysPasskey }, token)
  },
  'POST /users/me/factors/totp/confirm': async (target) => {
    const { token } = await join(target)
    const begun = await send(target, 'POST /users/me/factors/totp', { token })
    return new Sent({ code: codeOf(textOf(begun, 'secret')) }, token)
  },
  'POST /users/me/factors/lost': async (target) => {
    const { token, password } = await enrol(target)
    return new Sent({ password }, token)
  },
  'POST /users/me/passkeys': async (target) => {
    const { token } = await join(target)
    const { ceremony, options } = await begin(target, 'POST /users/me/passkeys/options', { token })
    const response = new Authenticator(originOf(target)).create(options)
    return new Sent({ ceremony, name: 'Laptop', response }, token)
  },
  'PATCH /users/me/passkeys/:passkey_id': async (target) => {
    const { token, passkeyId } = await withPasskey(target)
    return new Sent({ name: 'Phone' }, token, { ':passkey_id': passkeyId })
  },
  'POST /auth/passkey': async (target) => {
    const { passkey } = await withPasskey(target)
    const { ceremony, options } = await begin(target, 'POST /auth/passkey/options')
    return { ceremony, response: passkey.get(options), refresh: true }
  },
  'POST /auth/refresh': async (target, { user }) => ({
    refresh_token: (await signInToStay(target, user)).refresh,
  }),
  'POST /auth/change-password': (_, { admin }) => ({ current_password: admin.password, new_password: NEW }),
  'POST /api-keys': () => ({ name: 'Report', scopes: ['self:read'], expires_in_days: 9 }),
  'POST /users/:id/api-keys': () => ({ name: 'Report', scopes: ['self:read'], expires_in_days: 9 }),
  'POST /service-accounts': () => ({
    username: person().username,
    full_name: 'A Program',
    roles: ['user'],
  }),
  'PUT /users/me/preferences': () => ({ language: 'de', offer_passkey: true }),
  'POST /auth/not-me': async (target) => {
    const who = await joinProved(target)
    await makeKey(target, who, 'self:read')
    return { token: await mailedToken(target, who.email, 'notice') }
  },
  'POST /auth/verify-email': async (target) => ({
    token: await tokenMailed(target, (await join(target)).email, 'verify_email'),
  }),
  'POST /auth/verify-email/resend': (_, { user: { email } }) => ({ email }),
  'POST /auth/forgot-password': (_, { user: { email } }) => ({ email }),
  'POST /auth/sign-in-link': (_, { user: { email } }) => ({ email }),
  'POST /auth/sign-in-code': (_, { user: { email } }) => ({ email }),
  'POST /auth/email/revert': async (target) => ({ token: await revertToken(target, await join(target)) }),
  'POST /auth/email/release': async (target) => ({ token: await releaseToken(target, await join(target)) }),
  'POST /auth/sign-in-link/redeem': async (target) => {
    const { email } = await join(target)
    await send(target, 'POST /auth/sign-in-link', { json: { email } })
    return { token: await tokenMailed(target, email, 'sign_in_link'), refresh: true }
  },
  'POST /auth/sign-in-code/redeem': async (target) => {
    const { email } = await join(target)
    return { email, code: await codeMailed(target, email), refresh: true }
  },
  'POST /auth/reset-password': async (target, { admin, user }) => ({
    token: await resetToken(target, admin, user.id),
    password: NEW,
  }),
  'PUT /roles/:name': () => ({ description: 'Of the bodies', permissions: ['users:recover'] }),
  'PUT /users/:id/roles': () => ({ roles: ['user'] }),
  'POST /authz/check': (_, { user }) => ({ permission: 'users:read', user_id: user.id, target_id: user.id }),
  'POST /oauth/introspect': async (target, { user }) => ({
    token: (await signInToStay(target, user)).token,
    token_type_hint: 'access_token',
  }),
  'POST /oauth/revoke': async (target, { user }) => ({
    token: (await signInToStay(target, user)).refresh,
    token_type_hint: 'refresh_token',
  }),
  'POST /providers': () => ({ ...newProvider(), ...nothingOfApple }),
  'PUT /providers/:slug': async (target, { admin }) => {
    const { slug, ...made } = newProvider()
    await send(target, 'POST /providers', { token: admin.token, json: { slug, ...made } })
    const { kind: _, issuer: __, ...changes } = made
    return new Sent({ ...changes, ...nothingOfApple }, admin.token, { ':slug': slug })
  },
  'POST /invitations': () => ({ email: person().email, roles: ['user'], language: 'de', link: true }),
  'POST /users/:id/support-check': () => ({ code: '4081 7263' }),
  'POST /auth/recovery': (_, { user: { email } }) => ({ email }),
  'POST /auth/recovery/begin': async (target, { admin }) => {
    const user = await create(target, admin)
    return { token: await beginToken(target as Server, user) }
  },
  'POST /auth/recovery/freeze': async (target, { admin }) => {
    const user = await create(target, admin)
    return { token: await freezeToken(target as Server, user) }
  },
  'POST /auth/recovery/complete': async (target, { admin }) => {
    const { id, password } = await create(target, admin)
    const token = await completeToken(target as Server, admin, id)
    return { token, password: NEW, current_password: password }
  },
  'POST /users/me/recovery/contacts/accept': async (target, { user }) => ({
    token: await contactToken(target as Server, { token: await signIn(target, user) }),
  }),
  'POST /audit/verify': () => ({ after: 0, limit: 9, checkpoints: [{ seq: 1, mac: 'x'.repeat(43) }] }),
  'POST /keys/rotate': () => ({ immediately: false }),
  'POST /setup': () => ({ setup_token: 'x'.repeat(43), ...person() }),
}

const routeOf = ({ method, path }: EndpointDefinition) => `${method} ${path}`

/** The endpoints of the contract that take JSON, by method and path as they stand there. */
const endpoints = Object.values(contract).flatMap((group): EndpointDefinition[] => Object.values(group))
export const bodied: readonly { readonly route: string; readonly schema: ObjectSchema }[] = endpoints.flatMap(
  (one) => (one.input?.body === undefined ? [] : [{ route: routeOf(one), schema: one.input.body }]),
)

/** Throws for a route that nobody wrote a body for, so that none is left out of what is tried on all. */
export async function goodRequest(target: Target, world: World, route: string): Promise<Bodied> {
  const make = bodies[route]
  if (make === undefined) throw new Error(`test/support/bodies.ts has no body for ${route}`)
  const { admin, user, service } = world
  const made = await make(target, world)
  const sent = made instanceof Sent ? made : new Sent(made)
  const places = Object.entries(sent.places)
  const line = places
    .reduce((text, [place, value]) => text.replace(place, value), route)
    .replace(':id', String(route.endsWith('/api-keys') ? service : user.id))
    .replace(':name', 'of-the-bodies')
  const isPublic = /^POST \/(?:auth\/(?!change|reauth)|setup)/.test(route)
  const json = { ...sent.json } as Record<string, unknown>
  return {
    line,
    token: isPublic ? undefined : (sent.token ?? admin.token),
    json,
    status: refusedOf[route] ?? endpoints.find((one) => routeOf(one) === route)?.status ?? 200,
  }
}

/** What is over, and what nobody was mailed: registration is open. */
const refusedOf: Readonly<Record<string, number>> = { 'POST /setup': 410, 'POST /auth/register/confirm': 400 }

/** What a body may lack. Said here and not read from the schema, which is what is tried. */
const OPTIONAL = new Set([
  'refresh',
  'expires_in_days',
  'user_id',
  'target_id',
  'immediately',
  'token_type_hint',
  'after',
  'limit',
  'checkpoints',
  'device_token',
  'trust_device',
  'code',
  'passkey',
])
const OPTIONAL_OF: Readonly<Record<string, readonly string[]>> = {
  'POST /users': ['roles', 'password'],
  'POST /auth/register': ['invitation'],
  'POST /invitations': ['roles', 'language', 'link'],
  'POST /service-accounts': ['roles'],
  'POST /providers': [
    ...['slug', 'name', 'issuer', 'scopes', 'email_domains', 'enabled'],
    ...Object.keys(nothingOfApple),
  ],
  'PUT /providers/:slug': [
    ...['name', 'client_id', 'client_secret', 'scopes', 'email_domains', 'enabled'],
    ...Object.keys(nothingOfApple),
  ],
  'PUT /users/me/preferences': ['language', 'offer_passkey'],
  'PUT /users/:id': ['full_name', 'email'],
  'POST /auth/recovery/complete': ['current_password'],
  'POST /auth/reauthenticate': ['password', 'kind'],
}

/** Where a field is asked for that others leave out. */
const REQUIRED_OF: Readonly<Record<string, readonly string[]>> = {
  'POST /users/me/factors/totp/confirm': ['code'],
}

export const requiredOf = (route: string, json: object): string[] =>
  Object.keys(json).filter(
    (field) =>
      REQUIRED_OF[route]?.includes(field) || (!OPTIONAL.has(field) && !OPTIONAL_OF[route]?.includes(field)),
  )

/** Where text stands in a good body: `name`, and `scopes` with the place in the list. */
export function textsIn(json: object): { field: string; isInList: boolean }[] {
  return Object.entries(json).flatMap(([field, value]: [string, unknown]) => {
    const isInList = Array.isArray(value)
    return typeof (isInList ? value[0] : value) === 'string' ? [{ field, isInList }] : []
  })
}
