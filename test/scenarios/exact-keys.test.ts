// C056, V31: every key of every answer, however deep, and what no answer holds.
import { beforeAll, describe, expect, test } from 'bun:test'
import { contract, type EndpointDefinition } from '@latchkey/contract'
import { type Account, create, join, login } from '../support/accounts.ts'
import { makeKey, makeServiceAccount } from '../support/api-keys.ts'
import { bodied, goodRequest } from '../support/bodies.ts'
import { factorRequests } from '../support/factor-requests.ts'
import { returnsToApp } from '../support/hosted-sign-in.ts'
import { type Answer, fieldsOf, itemsOf, parse, send } from '../support/http.ts'
import { inviteByLink } from '../support/invitations.ts'
import { mailTo } from '../support/mails.ts'
import { pending, registersPrivately } from '../support/private-registration.ts'
import { setupToken } from '../support/program.ts'
import { newProvider, withIdentity } from '../support/providers.ts'
import { approve, contactToken } from '../support/recoveries.ts'
import { signInToStay } from '../support/refreshing.ts'
import { useServer } from '../support/server.ts'
import { partsOf } from '../support/tamper.ts'
import { answerKeys } from './answer-keys.ts'

/** The revocations are for programs that verify tokens themselves, which HS256 lets nobody do. */
const server = useServer({ dev: true, env: { ...returnsToApp, LATCHKEY_TOKEN_ALGORITHM: 'EdDSA' } })
const fresh = useServer()
const registering = useServer({ dev: true, env: registersPrivately })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

/** `items[].id` of what is in a list, `~` between a token and what is written in it. */
function keysOf(value: unknown, place = ''): string[] {
  if (typeof value === 'string' && /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(value)) {
    const { header, payload } = partsOf(value)
    return [...keysOf(header, `${place}~header`), ...keysOf(payload, `${place}~payload`)]
  }
  if (Array.isArray(value)) return value.flatMap((one) => keysOf(one, `${place}[]`))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => {
    // What is named by a number of the moment is a table, and not a field.
    const name = /^\d+$/.test(key) ? '*' : key
    const path = place === '' ? name : `${place}.${name}`
    return [path, ...keysOf(member, path)]
  })
}

const statusOf = new Map(
  Object.values(contract)
    .flatMap((group): EndpointDefinition[] => Object.values(group))
    .map(({ method, path, status }) => [`${method} ${path}`, status]),
)
const routes = [...statusOf.keys()]

/** A recovery of theirs under way, and a trusted contact on both sides; the number of the contact. */
async function underWay(route: string, user: Account, token: string): Promise<string> {
  const friend = await create(server, admin)
  for (const [who, of] of [
    [friend.token, token],
    [token, friend.token],
  ])
    await send(server, 'POST /users/me/recovery/contacts/accept', {
      token: who,
      json: { token: await contactToken(server, { token: String(of) }) },
    })
  if (!route.endsWith('/approve')) await approve(server, admin, user.id)
  return String(friend.id)
}

/** An answer with something in every list: whoever is asked about has sessions, keys, notices and roles. */
async function answerTo(route: string): Promise<Answer> {
  const user = await create(server, admin)
  const going = await signInToStay(server, user)
  const target = {
    admin,
    user: { ...user, token: going.token },
    service: await makeServiceAccount(server, admin),
  }
  const { id: key_id } = await makeKey(server, user, 'self:read')
  if (route === 'POST /setup') {
    await fresh.stop()
    const setup_token = await setupToken(fresh.folder)
    await fresh.start()
    const { json } = await goodRequest(server, target, route)
    return await send(fresh, route, { json: { ...json, setup_token } })
  }
  if (route === 'POST /auth/register/confirm') {
    const { token, password } = await pending(registering)
    return await send(registering, route, { json: { token, password } })
  }
  if (bodied.some((one) => one.route === route)) {
    const { line, token, json } = await goodRequest(server, target, route)
    const given = /change-password/.test(route)
      ? { current_password: user.password, new_password: 'heron-51-meadow' }
      : json
    return await send(server, line, {
      token: /change-password/.test(route) ? user.token : token,
      json: given,
    })
  }
  if (route.includes('/identities')) {
    const { token, identityId } = await withIdentity(server, admin)
    return await send(server, route.replace(':identity_id', identityId), { token })
  }
  const own = factorRequests[route]
  if (own) {
    const { line = route, token } = await own(server)
    return await send(server, line, { token })
  }
  const contact_id = /recovery/.test(route) ? await underWay(route, user, going.token) : ''
  const isOfTheOwn = /\/(?:me|auth|sessions|api-keys)\b/.test(route) && !route.includes(':id/')
  const [key] = itemsOf(await send(server, 'GET /keys', { token: admin.token }))
  const json = { description: 'Of the keys', permissions: ['users:recover'] }
  if (route.includes(':name')) await send(server, 'PUT /roles/of-the-keys', { token: admin.token, json })
  const { id: mail_id } = route.includes(':mail_id') ? await mailTo(server, user.email) : { id: '' }
  // Also for the list to have something in it.
  const { id: invitation_id } = /invitation/.test(route) ? await inviteByLink(server, admin) : { id: '' }
  const { slug, ...provider } = newProvider()
  if (/providers/.test(route))
    await send(server, 'POST /providers', { token: admin.token, json: { slug, ...provider } })
  const refused = await login(server, user.username, 'not this one')
  const line = route
    .replace(':reference', String(fieldsOf(refused).reference))
    .replace(':session_id', going.session)
    .replace(':contact_id', contact_id)
    .replace(':key_id', key_id)
    .replace(':kid', String(key?.kid))
    .replace(':invitation_id', invitation_id)
    .replace(':mail_id', mail_id)
    .replace(':name', 'of-the-keys')
    .replace(':slug', slug)
    .replace(':id', String(user.id))
  const queries: Record<string, string> = {
    'GET /users/lookup': `?identifier=${user.username}`,
    'GET /audit/access': '?at=2099-01-01',
  }
  const query = queries[route] ?? ''
  const token = isOfTheOwn ? user.token : admin.token
  if (route !== 'GET /revocations/stream') return await send(server, line + query, { token })
  const leaving = new AbortController()
  const response = await fetch(`${server.url}/revocations/stream`, {
    headers: { authorization: `Bearer ${token}` },
    signal: leaving.signal,
  })
  const first = await response.body?.getReader().read()
  leaving.abort()
  const text = /^data: (.*)$/m.exec(new TextDecoder().decode(first?.value))?.[1] ?? ''
  return { status: response.status, headers: response.headers, text, json: parse(text) ?? text }
}

// The operator’s alone, through a socket that no request from outside reaches.
const OPERATORS = 'POST /setup/link'
// A contact counts after a week: see features/way-back.
const TAKES_DAYS = 'POST /users/:id/recovery/vouch'

describe('C056 V31 CVE-2026-40166', () => {
  test('the table has every route of the contract, and no other', () => {
    expect(Object.keys(answerKeys).sort()).toEqual(
      routes.filter((route) => route !== OPERATORS && route !== TAKES_DAYS).sort(),
    )
  })

  test.each(routes.filter((route) => route !== OPERATORS && route !== TAKES_DAYS))(
    '%s answers exactly these keys',
    async (route) => {
      const answer = await answerTo(route)
      expect([route, answer.status]).toEqual([route, statusOf.get(route) ?? 0])
      const keys = [...new Set(keysOf(answer.json))].sort()
      expect(keys).toEqual([...(answerKeys[route] ?? [])].sort())
      expect(answer.text).not.toMatch(/argon2|\$scrypt|password_hash|token_hash|sealed|"d":/)
      expect(answer.text).not.toContain(admin.password)
    },
  )
})
