// What a key may do where roles are made: what its scopes and the roles of its owner both give, at that moment.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, setRoles } from '../support/accounts.ts'
import { askForKey, makeKey } from '../support/api-keys.ts'
import { eventually } from '../support/eventually.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { type Answer, fieldsOf, itemsOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

const define = async (name: string, permissions: string[], token = admin.token): Promise<Answer> =>
  await send(server, `PUT /roles/${name}`, { token, json: { description: 'X', permissions } })
const permissionsOf = async (token: string) =>
  fieldsOf(await send(server, 'GET /users/me/permissions', { token })).permissions
const assign = async (token: string, id: number, ...roles: string[]) =>
  await send(server, `PUT /users/${id}/roles`, { token, json: { roles } })
const check = async (token: string, json: object) => {
  const { allowed, rules } = fieldsOf(await send(server, 'POST /authz/check', { token, json }))
  return [allowed, (rules as { rule: string }[]).map(({ rule }) => rule).join(' ')]
}
let made = 0
/** Somebody who has a role of exactly these permissions. */
async function holderOf(...permissions: string[]): Promise<Account & { role: string }> {
  made += 1
  const role = `keys-${made}`
  await define(role, permissions)
  const holder = await join(server)
  await setRoles(server, admin, holder.id, ['user', role])
  return { ...holder, role }
}

describe('C060 the rights of a key and of a role that was made', () => {
  test('meet, and follow the role with the very next request', async () => {
    const owner = await holderOf('users:read', 'invoices:read', 'invoices:approve')
    const { key } = await makeKey(server, owner, 'self:read', 'users:read', 'invoices:read')
    const read = async () => (await send(server, `GET /users/${admin.id}`, { token: key })).status
    expect([await permissionsOf(key), await read()]).toEqual([['invoices:read', 'users:read'], 200])
    await define(owner.role, ['invoices:read', 'users:inspect'])
    expect([await permissionsOf(key), await read()]).toEqual([['invoices:read'], 403])
    await setRoles(server, admin, owner.id, ['admin'])
    expect([await permissionsOf(key), await read()]).toEqual([['invoices:read', 'users:read'], 200])
    await setRoles(server, admin, owner.id, ['user'])
    expect([await permissionsOf(key), await read()]).toEqual([[], 403])
  })

  test.each([
    ['invoices:approve', true, 200],
    ['users:recover', true, 200],
    ['invoices:pay', true, 403],
    ['users:write', true, 403],
    ['server:operate', false, 403],
    ['users:everything', false, 403],
    ['audit:everything', false, 403],
    ['signin:on-behalf', false, 200],
    ['invoices:pay', false, 200],
  ])('a key for %s, of whoever has a role: %p, is %d', async (scope, isOfRole, status) => {
    const owner = isOfRole ? await holderOf('invoices:approve', 'users:recover') : admin
    const before = itemsOf(await send(server, 'GET /api-keys', { token: owner.token })).length
    expect((await askForKey(server, owner.token, [scope])).status).toBe(status)
    const after = itemsOf(await send(server, 'GET /api-keys', { token: owner.token })).length
    expect(after - before).toBe(status === 200 ? 1 : 0)
  })

  test('an administrator’s makes, changes, gives and deletes no role above its scopes', async () => {
    const target = await join(server)
    const { key } = await makeKey(server, admin, 'roles:write', 'roles:assign', 'invoices:read')
    const above = await holderOf('users:recover')
    expectRefusal(await define('above-the-key', ['users:delete'], key), 403, 'forbidden')
    expectRefusal(await define('above-the-key', ['invoices:pay'], key), 403, 'forbidden')
    expectRefusal(await define(above.role, [], key), 403, 'forbidden')
    expectRefusal(await assign(key, target.id, above.role), 403, 'forbidden')
    expectRefusal(await assign(key, target.id, 'admin'), 403, 'forbidden')
    expectRefusal(await assign(key, above.id, 'user'), 403, 'forbidden')
    await setRoles(server, admin, above.id, ['user'])
    expectRefusal(await send(server, `DELETE /roles/${above.role}`, { token: key }), 403, 'forbidden')
    const shown = await send(server, `GET /roles/${above.role}`, { token: admin.token })
    expect(fieldsOf(shown).permissions).toEqual(['users:recover'])
    expect((await send(server, 'GET /roles/above-the-key', { token: admin.token })).status).toBe(404)
    // What it covers it does.
    expect((await define('within-the-key', ['invoices:read'], key)).status).toBe(200)
    expect((await assign(key, target.id, 'within-the-key')).status).toBe(200)
    expect(await permissionsOf(target.token)).toEqual(['invoices:read'])
  })

  test('are what POST /authz/check tells the key', async () => {
    const [target, clerk] = [await join(server), await holderOf('invoices:read')]
    const { key } = await makeKey(server, admin, 'self:read', 'users:write')
    const all = 'account_active api_key_scope permission_held target_exists covers_target'
    const about = (target_id: number) => check(key, { permission: 'users:write', target_id })
    expect(await about(target.id)).toEqual([true, all])
    expect(await about(clerk.id)).toEqual([false, all])
    expect(await check(key, { permission: 'users:delete', target_id: target.id })).toEqual([
      false,
      'account_active api_key_scope',
    ])
    for (const [{ id }, status] of [
      [target, 200],
      [clerk, 403],
    ] as const) {
      const json = { full_name: 'By A Key' }
      expect((await send(server, `PUT /users/${id}`, { token: key, json })).status).toBe(status)
    }
  })
})

describe('C060 the stream of what ended', () => {
  const signing = useServer({ dev: true, env: { LATCHKEY_TOKEN_ALGORITHM: 'EdDSA' } })

  test('is told to a key of that scope while it lives, and ends with the key', async () => {
    const owner = await join(signing)
    const { id, key } = await makeKey(signing, owner, 'revocations:read')
    const other = await makeKey(signing, owner, 'self:read')
    const follow = (token: string) =>
      fetch(`${signing.url}/revocations/stream`, { headers: { authorization: `Bearer ${token}` } })
    const refused = await follow(other.key)
    await refused.body?.cancel()
    expect(refused.status).toBe(403)

    const response = await follow(key)
    expect(response.status).toBe(200)
    const reader = response.body?.getReader()
    let events = 0
    let hasEnded = false
    const reading = (async () => {
      while (reader && !(await reader.read()).done) events += 1
      hasEnded = true
    })()
    // Beyond the first, which is sent at once: those that follow ask whether the key still may.
    await eventually('the third event', () => events >= 3 || undefined)
    expect(hasEnded).toBe(false)
    await send(signing, `DELETE /api-keys/${id}`, { token: owner.token })
    await eventually('the end of the stream', () => hasEnded || undefined)
    await reading
  })
})
