// C054: every route x every kind of caller. A route of the document without a row fails.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, count, create, join, person, setRoles, shown } from '../support/accounts.ts'
import { makeKey } from '../support/api-keys.ts'
import { fieldsOf, send } from '../support/http.ts'
import { newProvider } from '../support/providers.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { type Actor, actors, matrix, pages, type Row } from './authorization-matrix.ts'

const server = useServer({ dev: true, env: unthrottled })
let admin: Account
let other: Account
let disabled: Account
let deleted: Account
beforeAll(async () => {
  admin = await join(server)
  other = await join(server)
  disabled = await join(server)
  deleted = await join(server)
  const definition = { description: 'Of the matrix', permissions: ['users:recover'] }
  await send(server, 'PUT /roles/of-the-matrix', { token: admin.token, json: definition })
  const holder = await join(server)
  await setRoles(server, admin, holder.id, ['of-the-matrix'])
  await send(server, `POST /users/${disabled.id}/disable`, { token: admin.token })
  await send(server, `DELETE /users/${deleted.id}`, { token: admin.token })
})

/** A passkey that nobody has. */
const nobodys = {
  id: 'bm9ib2R5',
  rawId: 'bm9ib2R5',
  type: 'public-key',
  response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' },
}

function bodyOf(row: Row, target: Account): object | undefined {
  const { username, password } = target
  const bodies = {
    person: person(),
    credentials: { username, password },
    name: { full_name: 'Named By The Matrix' },
    role: { roles: ['user'] },
    definition: { description: 'Of the matrix', permissions: ['users:recover'] },
    question: { permission: 'users:read', user_id: target.id },
    service: { username: person().username, full_name: 'A Program' },
    key: { name: 'Of the matrix', scopes: ['self:read'] },
    change: { current_password: 'nobody has this one', new_password: 'violet tramway canyon' },
    refresh: { refresh_token: 'lkr_nobodys' },
    exchange: { code: 'x', code_verifier: 'x'.repeat(43), return_to: 'https://app.example.com/callback' },
    token: { token: 'lkr_nobodys' },
    invited: { email: 'nobody@example.org', link: true },
    spoken: { code: '40817263' },
    email: { email: 'nobody@example.org' },
    proof: { token: 'x'.repeat(43) },
    nothing: {},
    setup: { ...person(), setup_token: 'x'.repeat(43) },
    code: { code: '000000' },
    password: { password: 'nobody has this one' },
    half: row.route.endsWith('/options')
      ? { mfa_token: 'mfa_nobodys' }
      : { mfa_token: 'mfa_nobodys', kind: 'totp', code: '000000' },
    chosen: { password_token: 'pwd_nobodys', new_password: 'heron-lantern-51-meadow' },
    assertion: { ceremony: 'cer_nobodys', response: nobodys },
    attestation: {
      ceremony: 'cer_nobodys',
      name: 'Laptop',
      response: { ...nobodys, response: { clientDataJSON: 'e30', attestationObject: 'oA' } },
    },
    label: { name: 'Laptop' },
    provider: newProvider(),
    language: { language: 'de' },
    address: { email: 'nobody@example.org' },
    mailed: { token: 'x'.repeat(43) },
    confirming: { token: 'x', password: 'violet tramway canyon' },
    'mailed code': { email: 'nobody@example.org', code: '00000000' },
    reset: { token: 'x'.repeat(43), password: 'heron-lantern-51-meadow' },
  }
  return row.body === undefined ? undefined : bodies[row.body]
}

/** By what an actor asks for `target`. Whoever is signed out by it is somebody of their own. */
async function tokenOf(actor: Actor, target: Account, isEnding = false): Promise<string | undefined> {
  const tokens: Record<Actor, () => Promise<string> | string | undefined> = {
    anon: () => undefined,
    self: () => target.token,
    'api key read': async () => (await makeKey(server, target, 'self:read')).key,
    'api key write': async () => (await makeKey(server, target, 'self:write')).key,
    other: async () => (isEnding ? await join(server) : other).token,
    admin: async () => (isEnding ? await create(server, admin, {}, ['user', 'admin']) : admin).token,
    disabled: () => disabled.token,
    deleted: () => deleted.token,
  }
  return await tokens[actor]()
}

describe.each(matrix)('C054 $route', (row) => {
  // Who was asked for and refused is as before, and so is asked for again.
  let untouched: Account | undefined

  test.each([...actors])('%s', async (actor: Actor) => {
    const target = untouched ?? (await join(server))
    untouched = undefined
    const token = await tokenOf(actor, target, row.endsSessions)
    const before = await count(server, admin)
    const line = row.route
      .replace('{id}', String(target.id))
      .replace('{contact_id}', '999999999')
      .replace('{session_id}', 'ses_nobodys')
      .replace('{kid}', 'sig_nobodys0')
      .replace('{invitation_id}', 'inv_nobodys')
      .replace('{mail_id}', 'mail_nobodys')
      .replace('{name}', 'of-the-matrix')
      .replace('{key_id}', 'key_nobodys')
      .replace('{device_id}', 'dev_nobodys')
      .replace('{passkey_id}', 'pky_nobodys')
      .replace('{identity_id}', 'idn_nobodys')
      .replace('{slug}', 'nobodys')
    const answer = await send(server, line, { token, json: bodyOf(row, target) })
    expect([line, actor, answer.status]).toEqual([line, actor, row.expected[actor]])
    if (answer.status === 200 || answer.status === 202) return

    // A refusal did nothing: nobody more, nobody less, the target as it was, and its session with it.
    expect(await count(server, admin)).toBe(before)
    const me = await send(server, 'GET /users/me', { token: target.token })
    expect(me.json).toEqual(shown(target))
    const list = await send(server, 'GET /users', { token: target.token })
    expect(list.json).toMatchObject({ total: 1 })
    expect(answer.text).not.toContain(target.email)
    untouched = target
  })
})

test('C054 every route of the document has a row', async () => {
  const { paths } = fieldsOf(await send(server, 'GET /openapi.json'))
  const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace']
  const documented = Object.entries(paths as Record<string, object>).flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter((method) => methods.includes(method))
      .map((method) => `${method.toUpperCase()} ${path}`),
  )
  const known = [...matrix.map((row) => row.route), ...pages]
  expect(documented.length).toBeGreaterThan(8)
  expect(documented.filter((route) => !known.includes(route))).toEqual([])
})
