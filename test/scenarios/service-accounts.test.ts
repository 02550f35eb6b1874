// Accounts of programs: nobody signs in to them, and they act by keys.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, count, create, join, login, person, setRoles } from '../support/accounts.ts'
import { makeKey, makeServiceAccount } from '../support/api-keys.ts'
import { expectInvalid, expectRefusal } from '../support/expect-answer.ts'
import { type Ask, fieldsOf, itemsOf, send, textOf } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const server = useServer({ dev: true, env: unthrottled })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

const ask = (line: string, token: string | undefined, given: Ask = {}) =>
  send(server, line, { token, ...given })
const key = (id: number, scopes: string[], token = admin.token) =>
  ask(`POST /users/${id}/api-keys`, token, { json: { name: 'Report', scopes } })
const named = () => ({ username: person().username, full_name: 'A Program' })

describe('a service account', () => {
  test('is marked, has an address that no mail reaches, and the roles that it was given', async () => {
    const json = named()
    const made = await ask('POST /service-accounts', admin.token, { json })
    const email = `${json.username}@service.invalid`
    expect(made.json).toEqual({
      id: expect.any(Number),
      username: json.username,
      email,
      full_name: 'A Program',
    })
    const details = fieldsOf(await ask(`GET /users/${fieldsOf(made).id}/details`, admin.token))
    expect([details.kind, details.roles, details.status]).toEqual(['service', ['user'], 'active'])
    expect(fieldsOf(await ask(`GET /users/${admin.id}/details`, admin.token)).kind).toBe('person')
  })

  test('V42 is nobody to sign in as, and never becomes one', async () => {
    const json = named()
    const id = Number(fieldsOf(await ask('POST /service-accounts', admin.token, { json })).id)
    for (const name of [json.username, `${json.username}@service.invalid`])
      for (const password of ['null', 'undefined', 'x', 'violet tramway canyon'])
        expectRefusal(await login(server, name, password), 401, 'invalid_credentials')
    expectRefusal(await ask(`POST /users/${id}/reset-link`, admin.token), 409, 'account_not_suitable')
    const made = await key(id, ['self:read', 'self:write'])
    const change = { current_password: 'null', new_password: 'violet tramway canyon' }
    expectRefusal(
      await ask('POST /auth/change-password', textOf(made, 'key'), { json: change }),
      403,
      'forbidden',
    )
    expect(itemsOf(await ask(`GET /users/${id}/sessions`, admin.token))).toEqual([])
  })

  test('acts by its keys, until it is disabled or deleted', async () => {
    const id = await makeServiceAccount(server, admin)
    const made = await key(id, ['self:read'])
    const own = textOf(made, 'key')
    expect(fieldsOf(await ask('GET /users/me', own)).id).toBe(id)
    await ask(`POST /users/${id}/disable`, admin.token)
    expectRefusal(await ask('GET /users/me', own), 401, 'invalid_token')
    expectRefusal(await key(id, ['self:read']), 409, 'account_not_suitable')
    await ask(`POST /users/${id}/enable`, admin.token)
    expect((await ask('GET /users/me', own)).status).toBe(200)
    await ask(`DELETE /users/${id}`, admin.token)
    expectRefusal(await ask('GET /users/me', own), 401, 'invalid_token')
  })

  test('C060 gets no key for what it may not do, and no key loses less than it does', async () => {
    const id = await makeServiceAccount(server, admin, ['user', 'admin'])
    const own = textOf(await key(id, ['users:read']), 'key')
    expect((await ask(`GET /users/${admin.id}`, own)).status).toBe(200)
    await setRoles(server, admin, id, ['user'])
    expectRefusal(await ask(`GET /users/${admin.id}`, own), 403, 'forbidden')
    expectRefusal(await key(id, ['users:read']), 403, 'forbidden')
  })

  test('C058 is not the administrator who has to stay', async () => {
    const id = await makeServiceAccount(server, admin, ['user', 'admin'])
    const details = await ask(`GET /users/${id}/details`, admin.token)
    expect(fieldsOf(details).roles).toEqual(['user', 'admin'])
    for (const [line, given] of [
      [`PUT /users/${admin.id}/roles`, { json: { roles: ['user'] } }],
      [`POST /users/${admin.id}/disable`, {}],
      [`DELETE /users/${admin.id}`, {}],
    ] as const)
      expectRefusal(await ask(line, admin.token, given), 409, 'last_administrator')
    // And it goes itself, whoever else is there.
    expect((await ask(`DELETE /users/${id}`, admin.token)).status).toBe(200)
  })

  test.each([
    ['username', { username: 'a' }],
    ['username', { username: '.dotted' }],
    ['username', { username: 'two..dots' }],
    ['username', { username: '12345' }],
    ['full_name', { full_name: '' }],
    ['password', { password: 'violet tramway canyon' }],
    ['email', { email: 'x@example.org' }],
    ['roles.0', { roles: ['owner'] }],
  ])('is not made with a wrong %s: %p', async (field, changes) => {
    const before = await count(server, admin)
    expectInvalid(
      await ask('POST /service-accounts', admin.token, { json: { ...named(), ...changes } }),
      field,
    )
    expect(await count(server, admin)).toBe(before)
  })

  test('has a name of its own', async () => {
    const json = { ...named(), username: admin.username.toUpperCase() }
    expectRefusal(await ask('POST /service-accounts', admin.token, { json }), 409, 'username_taken')
  })
})

describe('C054 C060 who makes them, and their keys', () => {
  test('nobody above the own rights: a key of that one scope makes no administrator, and no key of one', async () => {
    const second = await create(server, admin, {}, ['user', 'admin'])
    const powerful = await makeServiceAccount(server, admin, ['user', 'admin'])
    const plain = await makeServiceAccount(server, admin)
    const { key: limited } = await makeKey(server, second, 'service-accounts:write')
    const before = await count(server, admin)
    const json = { ...named(), roles: ['user', 'admin'] }
    expectRefusal(await ask('POST /service-accounts', limited, { json }), 403, 'forbidden')
    expect(await count(server, admin)).toBe(before)
    expectRefusal(await key(powerful, ['self:read'], limited), 403, 'forbidden')
    expect(itemsOf(await ask(`GET /users/${powerful}/api-keys`, admin.token))).toEqual([])
    expect((await ask('POST /service-accounts', limited, { json: named() })).status).toBe(200)
    expect((await key(plain, ['self:read'], limited)).status).toBe(200)
    expectRefusal(await key(plain, ['users:read'], limited), 403, 'forbidden')
  })

  test('nobody makes keys of a person, and nobody without the permission any', async () => {
    const [who, other] = [await join(server), await join(server)]
    const program = await makeServiceAccount(server, admin)
    expectRefusal(await key(who.id, ['self:read']), 409, 'account_not_suitable')
    expectRefusal(await key(999_999_999, ['self:read']), 404, 'user_not_found')
    expectRefusal(await key(program, ['self:read'], other.token), 403, 'forbidden')
    expectRefusal(await ask('POST /service-accounts', other.token, { json: named() }), 403, 'forbidden')
    expect(itemsOf(await ask(`GET /users/${who.id}/api-keys`, admin.token))).toEqual([])
    expect(itemsOf(await ask(`GET /users/${program}/api-keys`, admin.token))).toEqual([])
  })
})
