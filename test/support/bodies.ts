import { contract, type EndpointDefinition, type ObjectSchema } from '@latchkey/contract'
import { type Account, create, join, person } from './accounts.ts'
import { makeKey, makeServiceAccount } from './api-keys.ts'
import type { Target } from './http.ts'
import { mailedToken } from './mails.ts'
import { signInToStay } from './refreshing.ts'
import { resetToken } from './reset-links.ts'

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

/** A good body for each path that takes one. */
const bodies: Record<string, (target: Target, world: World) => object | Promise<object>> = {
  'POST /auth/register': () => person(),
  'POST /users': () => ({ ...person(), roles: ['user'] }),
  'PUT /users/:id': (_, { user }) => ({ full_name: 'Renamed', email: `renamed.${user.email}` }),
  'POST /auth/login': (_, { user: { username, password } }) => ({ username, password, refresh: true }),
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
  'PUT /users/me/preferences': () => ({ language: 'de' }),
  'POST /auth/not-me': async (target, { user }) => {
    await makeKey(target, user, 'self:read')
    return { token: await mailedToken(target, user.email, 'notice') }
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
  'POST /audit/verify': () => ({ after: 0, limit: 9, checkpoints: [{ seq: 1, mac: 'x'.repeat(43) }] }),
  'POST /keys/rotate': () => ({ immediately: false }),
  'POST /setup': () => ({ setup_token: 'x'.repeat(43), ...person() }),
}

const routeOf = ({ method, path }: EndpointDefinition) => `${method} ${path}`

/** The endpoints of the contract that take JSON, by method and path as they stand there. */
export const bodied: readonly { readonly route: string; readonly schema: ObjectSchema }[] = Object.values(
  contract,
)
  .flatMap((group): EndpointDefinition[] => Object.values(group))
  .flatMap((one) => (one.input?.body === undefined ? [] : [{ route: routeOf(one), schema: one.input.body }]))

/** Throws for a route that nobody wrote a body for, so that none is left out of what is tried on all. */
export async function goodRequest(target: Target, world: World, route: string): Promise<Bodied> {
  const make = bodies[route]
  if (make === undefined) throw new Error(`test/support/bodies.ts has no body for ${route}`)
  const { admin, user, service } = world
  const line = route
    .replace(':id', String(route.endsWith('/api-keys') ? service : user.id))
    .replace(':name', 'of-the-bodies')
  const isPublic = /^POST \/(?:auth\/(?!change)|setup)/.test(route)
  const json = { ...(await make(target, world)) }
  return {
    line,
    token: isPublic ? undefined : admin.token,
    json,
    status: route === 'POST /setup' ? 410 : 200,
  }
}

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
])
const OPTIONAL_OF: Readonly<Record<string, readonly string[]>> = {
  'POST /users': ['roles'],
  'POST /service-accounts': ['roles'],
  'PUT /users/:id': ['full_name', 'email'],
}

export const requiredOf = (route: string, json: object): string[] =>
  Object.keys(json).filter((field) => !OPTIONAL.has(field) && !OPTIONAL_OF[route]?.includes(field))

/** Where text stands in a good body: `name`, and `scopes` with the place in the list. */
export function textsIn(json: object): { field: string; isInList: boolean }[] {
  return Object.entries(json).flatMap(([field, value]: [string, unknown]) => {
    const isInList = Array.isArray(value)
    return typeof (isInList ? value[0] : value) === 'string' ? [{ field, isInList }] : []
  })
}
