// Roles that are made: what each allows, at once, and never more than whoever made it may do.
import { beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Account, create, join, login, setRoles } from '../support/accounts.ts'
import { expectInvalid, expectRefusal } from '../support/expect-answer.ts'
import { type Answer, fieldsOf, itemsOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
let user: Account
let made = 0
const newName = () => {
  made += 1
  return `role-${made}`
}
beforeAll(async () => {
  admin = await join(server)
})
beforeEach(async () => {
  user = await join(server)
})

const define = async (name: string, permissions: unknown, by = admin, more: object = {}): Promise<Answer> =>
  await send(server, `PUT /roles/${name}`, {
    token: by.token,
    json: { description: 'X', permissions, ...more },
  })
const show = async (name: string, by = admin) => await send(server, `GET /roles/${name}`, { token: by.token })
const remove = async (name: string, by = admin) =>
  await send(server, `DELETE /roles/${name}`, { token: by.token })
const permissionsOf = async (who: Account) =>
  fieldsOf(await send(server, 'GET /users/me/permissions', { token: who.token })).permissions
/** Somebody who has exactly these permissions. */
async function holderOf(...permissions: string[]): Promise<Account & { role: string }> {
  const role = newName()
  expect((await define(role, permissions)).status).toBe(200)
  const holder = await join(server)
  expect((await setRoles(server, admin, holder.id, ['user', role])).status).toBe(200)
  return { ...holder, role }
}

describe('a role', () => {
  test('allows what it says from the next request on, and no longer', async () => {
    const { role, ...holder } = await holderOf('users:read')
    const read = async () => (await send(server, `GET /users/${admin.id}`, { token: holder.token })).status
    expect(await read()).toBe(200)
    expect(await permissionsOf(holder)).toEqual(['users:read'])
    for (const [permissions, status] of [
      [[], 403],
      [['invoices:read'], 403],
      [['users:read', 'invoices:read'], 200],
      [['users:inspect'], 403],
    ] as const) {
      expect((await define(role, permissions)).status).toBe(200)
      expect(await read()).toBe(status)
      expect(await permissionsOf(holder)).toEqual([...permissions].sort())
    }
    await define(role, ['users:read'])
    expect(await read()).toBe(200)
    await setRoles(server, admin, holder.id, ['user'])
    expect(await read()).toBe(403)
    expect(await permissionsOf(holder)).toEqual([])
  })

  test('is shown as it is, in the list too, and outlives a restart', async () => {
    const name = newName()
    const answer = await define(name, ['users:recover', 'invoices:read'])
    const { created_at, updated_at, ...told } = fieldsOf(answer)
    expect(told).toEqual({
      name,
      description: 'X',
      permissions: ['invoices:read', 'users:recover'],
      built_in: false,
    })
    expect(created_at).toBe(updated_at)
    await server.restart()
    expect((await show(name)).text).toBe(answer.text)
    const { items } = fieldsOf(await send(server, 'GET /roles?limit=100', { token: admin.token }))
    expect(items).toContainEqual(fieldsOf(answer))
    expect((await remove(name)).json).toEqual({ message: 'Role deleted successfully' })
    expectRefusal(await show(name), 404, 'role_not_found')
    expectRefusal(await remove(name), 404, 'role_not_found')
  })

  test('is listed once, page by page, after the built-in ones', async () => {
    for (const name of ['zeta', 'alpha', 'mid-1', 'mid_1', 'mid1']) await define(name, [])
    const names: string[] = []
    let cursor: string | null = null
    do {
      const query: string = cursor === null ? 'limit=2' : `limit=2&cursor=${cursor}`
      const page = await send(server, `GET /roles?${query}`, { token: admin.token })
      const items = itemsOf(page)
      expect(items.length).toBeLessThanOrEqual(2)
      names.push(...items.map(({ name }) => String(name)))
      cursor = fieldsOf(page).next_cursor as string | null
    } while (cursor !== null)
    expect(names.slice(0, 2)).toEqual(['admin', 'user'])
    expect(new Set(names).size).toBe(names.length)
    const one = itemsOf(await send(server, 'GET /roles?limit=100', { token: admin.token }))
    expect(names).toEqual(one.map(({ name }) => String(name)))
    for (const name of ['alpha', 'zeta', 'mid-1', 'mid_1', 'mid1']) expect(names).toContain(name)
    for (const wrong of [
      'x',
      'QURNSU4',
      encodeURIComponent('=='),
      Buffer.from('a b').toString('base64url'),
    ]) {
      const line = `GET /roles?cursor=${wrong}`
      expectInvalid(await send(server, line, { token: admin.token }), 'cursor')
    }
  })

  test('that somebody has is not deleted; V55 CVE-2026-22640 a built-in one neither, nor is it changed', async () => {
    const { role, ...holder } = await holderOf('users:read')
    expectRefusal(await remove(role), 409, 'role_in_use')
    expect(await permissionsOf(holder)).toEqual(['users:read'])
    for (const name of ['admin', 'user']) {
      expectRefusal(await remove(name), 409, 'role_built_in')
      expectRefusal(await define(name, []), 409, 'role_built_in')
      expectRefusal(await define(name, ['users:delete']), 409, 'role_built_in')
    }
    expect((await send(server, 'GET /users/999999999', { token: admin.token })).status).toBe(404)
    expect(await permissionsOf(user)).toEqual([])
  })

  test('is nothing but a name and permissions; C055 V34 CVE-2026-27946 a refused one changes nothing', async () => {
    const name = newName()
    await define(name, ['users:read'])
    const before = (await show(name)).text
    for (const permissions of [
      'users:read',
      null,
      {},
      [1],
      [null],
      [['users:read']],
      [''],
      ['*'],
      ['users:*'],
      ['*:*'],
      ['users'],
      ['Users:read'],
      ['users:read '],
      ['users:read', 'users:read'],
      ['users:everything'],
      ['server:operate'],
      ['self:write'],
      ['signin:for-fun'],
      ['audit:everything'],
      ['__proto__'],
      ['constructor:prototype:x'],
      Array.from({ length: 201 }, (_, i) => `a${i}:b`),
    ]) {
      expectRefusal(await define(name, permissions), 400, 'validation_failed')
    }
    for (const more of [
      { name: 'other' },
      { built_in: true },
      { role: 'admin' },
      { is_admin: true },
      { created_at: '2020-01-01T00:00:00.000Z' },
      { updated_at: null },
      { users: [user.id] },
      { description: 'a\nb' },
      { description: '\u0000' },
      { description: 'x'.repeat(201) },
      { description: null },
    ]) {
      expectInvalid(await define(name, [], admin, more), Object.keys(more)[0] ?? '')
    }
    // V32 CVE-2026-49443: an empty request is none.
    const token = admin.token
    expectInvalid(await send(server, `PUT /roles/${name}`, { token, json: {} }), 'description', 'permissions')
    expectRefusal(await send(server, `PUT /roles/${name}`, { token }), 415)
    expectRefusal(await send(server, `PUT /roles/${name}`, { token, json: [] }), 400)
    for (const wrong of ['Admin', '1st', '-x', 'a.b', '%20admin', 'x'.repeat(65), 'admin%00']) {
      const json = { description: '', permissions: [] }
      expectRefusal(await send(server, `PUT /roles/${wrong}`, { token, json }), 400)
    }
    expect((await show(name)).text).toBe(before)
  })
})

describe('C060 nobody makes or gives more than the own rights', () => {
  test('by making a role, changing one, or deleting one that is above', async () => {
    const maker = await holderOf('roles:write', 'roles:read', 'users:read')
    const own = newName()
    expect((await define(own, ['users:read', 'roles:read'], maker)).status).toBe(200)
    const above = newName()
    await define(above, ['users:delete'])
    for (const [name, permissions] of [
      [newName(), ['users:delete']],
      [newName(), ['users:read', 'invoices:read']],
      [own, ['users:write']],
      [maker.role, ['roles:write', 'roles:read', 'users:read', 'roles:assign']],
      [above, []],
      [above, ['users:read']],
    ] as const) {
      const before = (await show(name)).text.replace(/"request_id":"[^"]*"/, '')
      expectRefusal(await define(name, permissions, maker), 403, 'forbidden')
      expect((await show(name)).text.replace(/"request_id":"[^"]*"/, '')).toBe(before)
    }
    expectRefusal(await remove(above, maker), 403, 'forbidden')
    expect((await show(above)).status).toBe(200)
    expect((await remove(own, maker)).status).toBe(200)
    expect(await permissionsOf(maker)).toEqual(['roles:read', 'roles:write', 'users:read'])
  })

  test('by giving a role, taking one, or making an account', async () => {
    const giver = await holderOf('roles:assign', 'users:create', 'users:read')
    const below = newName()
    await define(below, ['users:read'])
    const above = newName()
    await define(above, ['users:delete'])
    const strong = await join(server)
    await setRoles(server, admin, strong.id, [above])
    expect((await setRoles(server, giver, user.id, [below])).status).toBe(200)
    for (const roles of [['admin'], [above], [below, above]]) {
      expectRefusal(await setRoles(server, giver, user.id, roles), 403, 'forbidden')
      expectRefusal(await setRoles(server, giver, giver.id, roles), 403, 'forbidden')
      const json = { username: `new.${newName()}`, email: `${newName()}@example.org`, full_name: 'X', roles }
      const account = { ...json, password: 'violet-tramway-canyon-11' }
      expectRefusal(
        await send(server, 'POST /users', { token: giver.token, json: account }),
        403,
        'forbidden',
      )
      expectRefusal(await login(server, account.username, account.password), 401, 'invalid_credentials')
    }
    for (const target of [strong, admin]) {
      for (const roles of [['user'], [below]]) {
        expectRefusal(await setRoles(server, giver, target.id, roles), 403, 'forbidden')
      }
    }
    expect(await permissionsOf(user)).toEqual(['users:read'])
    expect(await permissionsOf(strong)).toEqual(['users:delete'])
    expect((await create(server, giver, {}, ['user', below])).id).toBeGreaterThan(0)
  })

  test('and whoever may make accounts may not give roles by it', async () => {
    const maker = await holderOf('users:create')
    const empty = newName()
    await define(empty, [])
    const who = { email: `${empty}@example.org`, full_name: 'X', password: 'violet-tramway-canyon-11' }
    const json = { username: empty, ...who, roles: [empty] }
    expectRefusal(await send(server, 'POST /users', { token: maker.token, json }), 403, 'forbidden')
    expectRefusal(await login(server, empty, who.password), 401, 'invalid_credentials')
  })

  test('V55 CVE-2026-22640 a role of every permission is no administrator, and touches none', async () => {
    const all = itemsOf(await send(server, 'GET /permissions', { token: admin.token }))
      .map(({ permission }) => String(permission))
      .filter((name) => name !== 'server:operate')
    const nearly = await holderOf(...all)
    const second = await create(server, admin, {}, ['admin'])
    for (const [line, json] of [
      [`PUT /users/${second.id}/roles`, { roles: ['user'] }],
      [`POST /users/${second.id}/disable`, undefined],
      [`POST /users/${second.id}/reset-link`, undefined],
      [`PUT /users/${second.id}`, { email: 'mine.now@example.org' }],
      [`DELETE /users/${second.id}/sessions`, undefined],
      [`DELETE /users/${second.id}`, undefined],
      [`PUT /users/${nearly.id}/roles`, { roles: ['admin'] }],
    ] as const) {
      expectRefusal(await send(server, line, { token: nearly.token, json }), 403, 'forbidden')
    }
    expect((await send(server, 'GET /users/999999999', { token: second.token })).status).toBe(404)
    expect(await permissionsOf(nearly)).not.toContain('server:operate')
  })

  test('a role that there is not is named, and nothing is changed', async () => {
    const { role, ...holder } = await holderOf('users:read')
    expectInvalid(await setRoles(server, admin, holder.id, [role, 'nobodys']), 'roles.1')
    expectInvalid(await setRoles(server, admin, 999_999_999, ['nobodys']), 'roles.0')
    const json = { username: 'nobodys.x', email: 'nobodys.x@example.org', full_name: 'X', roles: ['nobodys'] }
    const account = { ...json, password: 'violet-tramway-canyon-11' }
    expectInvalid(await send(server, 'POST /users', { token: admin.token, json: account }), 'roles.0')
    expect(await permissionsOf(holder)).toEqual(['users:read'])
  })
})

test('C020 a name that is taken again inherits no role', async () => {
  const holder = await holderOf('users:read')
  expect((await send(server, `DELETE /users/${holder.id}`, { token: admin.token })).status).toBe(200)
  expect((await remove(holder.role)).status).toBe(200)
  const again = await join(server, { username: holder.username, email: holder.email })
  expect(await permissionsOf(again)).toEqual([])
  // Nor does a role of the same name: nobody has it.
  await define(holder.role, ['users:delete'])
  expect(await permissionsOf(again)).toEqual([])
  expect((await remove(holder.role)).status).toBe(200)
})

test('an administrator has what an application calls its own, as far as a role gives it', async () => {
  await holderOf('crates:open')
  const answer = await send(server, 'GET /users/me/permissions', { token: admin.token })
  const { roles, permissions } = fieldsOf(answer) as { roles: string[]; permissions: string[] }
  expect(roles).toEqual(['user', 'admin'])
  expect(permissions).toContain('crates:open')
  expect(permissions).toEqual([...permissions].sort())
  expect(await permissionsOf(user)).toEqual([])
})

test('C056 an answer has exactly these keys', async () => {
  const name = newName()
  const role = ['built_in', 'created_at', 'description', 'name', 'permissions', 'updated_at']
  const keys = (value: unknown) => Object.keys(value as object).sort()
  expect(keys((await define(name, [])).json)).toEqual(role)
  expect(keys((await show(name)).json)).toEqual(role)
  expect(keys((await show('admin')).json)).toEqual(role)
  const list = await send(server, 'GET /roles', { token: admin.token })
  expect(keys(list.json)).toEqual(['items', 'next_cursor'])
  for (const item of itemsOf(list)) expect(keys(item)).toEqual(role)
  const own = await send(server, 'GET /users/me/permissions', { token: user.token })
  expect(own.json).toEqual({ roles: ['user'], permissions: [] })
  for (const item of itemsOf(await send(server, 'GET /permissions', { token: user.token }))) {
    expect(keys(item)).toEqual(['description', 'permission'])
  }
})
