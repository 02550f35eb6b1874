// Clauses 8 and 9, C055: what PUT changes and what it leaves, and what DELETE ends.
import { beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Account, count, join, login, person, register, shown } from '../support/accounts.ts'
import { expectInvalid, expectRefusal } from '../support/expect-answer.ts'
import { type Answer, numberOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
let user: Account
beforeAll(async () => {
  admin = await join(server)
})

const read = async (id: number) => (await send(server, `GET /users/${id}`, { token: admin.token })).json
const change = async (json: unknown, who: Account = user, by: Account = who): Promise<Answer> =>
  await send(server, `PUT /users/${who.id}`, { token: by.token, json })

describe('PUT /users/{id}', () => {
  beforeEach(async () => {
    user = await join(server)
  })

  test('changes the fields it is given and no other', async () => {
    const rows: [object, object][] = [
      [{}, {}],
      [{ full_name: 'First Change' }, { full_name: 'First Change' }],
      [{ email: 'first.change@example.net' }, { email: 'first.change@example.net' }],
      [
        { full_name: 'Second', email: 'Second.Change@Example.NET' },
        { full_name: 'Second', email: 'Second.Change@Example.NET' },
      ],
      [{ email: 'Second.Change@Example.NET' }, {}],
    ]
    let expected = shown(user)
    for (const [json, changed] of rows) {
      expected = { ...expected, ...changed }
      const answer = await change(json)
      expect([answer.status, answer.text]).toEqual([200, JSON.stringify(expected)])
      expect((await send(server, 'GET /users/me', { token: user.token })).text).toBe(JSON.stringify(expected))
    }
  })

  test('an administrator changes others the same way', async () => {
    const answer = await change({ full_name: 'By The Administrator' }, user, admin)
    expect(answer.json).toEqual({ ...shown(user), full_name: 'By The Administrator' })
    expect((await send(server, 'GET /users/me', { token: user.token })).json).toEqual(answer.json)
  })

  test('refuses null, other types and bad values, and changes nothing', async () => {
    const wrong = [null, 1, true, [], {}, ['a@x.org'], { $ne: null }, '']
    for (const value of wrong) {
      expectInvalid(await change({ full_name: value }), 'full_name')
      expectInvalid(await change({ email: value }), 'email')
      expectInvalid(await change({ full_name: 'Half Done', email: value }), 'email')
    }
    for (const email of [
      'no-at',
      'a@b',
      'a@b@c.org',
      'a b@x.org',
      'a@x.org,b@x.org',
      `${'a'.repeat(300)}@x.org`,
    ]) {
      expectInvalid(await change({ full_name: 'Half Done', email }), 'email')
    }
    expect(await read(user.id)).toEqual(shown(user))
  })

  test('C055 refuses every field it does not know, and changes nothing', async () => {
    const more = {
      id: 1,
      username: 'renamed',
      password: 'another-password-77',
      role: 'admin',
      roles: ['admin'],
      is_admin: true,
      email_verified: true,
      disabled: false,
      password_hash: 'x',
      created_at: '2020-01-01T00:00:00.000Z',
      tenant_id: 1,
      mfa_enabled: false,
      Full_Name: 'x',
      external_id: 'x',
    }
    for (const [name, value] of Object.entries(more)) {
      expectInvalid(await change({ full_name: 'Half Done', [name]: value }), name)
      expectInvalid(await change({ full_name: 'Half Done', [name]: value }, user, admin), name)
    }
    expect(await read(user.id)).toEqual(shown(user))
    expect((await login(server, user.username, user.password)).status).toBe(200)
    expectRefusal(await send(server, 'GET /users/999999', { token: user.token }), 403, 'forbidden')
  })

  test('refuses anything that is no object', async () => {
    for (const json of [[], 'x', 1, true, [{ full_name: 'x' }]]) expectRefusal(await change(json), 400)
    expect(await read(user.id)).toEqual(shown(user))
  })

  test('a taken address is 409 in any case, and nothing of the request happens', async () => {
    for (const email of [admin.email, admin.email.toUpperCase()]) {
      expectRefusal(await change({ full_name: 'Half Done', email }), 409, 'email_taken')
    }
    expect(await read(user.id)).toEqual(shown(user))
  })

  test('one of many who want the same address at once gets it', async () => {
    const others = await Promise.all(Array.from({ length: 6 }, async () => await join(server)))
    const answers = await Promise.all(
      others.map(async (who) => await change({ email: 'prize@example.org' }, who)),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409, 409, 409])
  })

  test('the address shown changes at once, the one that signs in does not', async () => {
    const email = `new.${user.email}`
    expect((await change({ email })).json).toEqual({ ...shown(user), email })
    expect((await login(server, user.email, user.password)).status).toBe(200)
    expect((await login(server, user.username, user.password)).status).toBe(200)
    expectRefusal(await login(server, email, user.password), 401, 'invalid_credentials')
    expect((await send(server, 'GET /users/me', { token: user.token })).json).toEqual({
      ...shown(user),
      email,
    })
  })

  test('neither the address shown nor the old one is free for others', async () => {
    const email = `new.${user.email}`
    await change({ email })
    const other = await join(server)
    for (const taken of [email, user.email]) {
      expectRefusal(await register(server, { ...person(), email: taken }), 409, 'email_taken')
      expectRefusal(await change({ email: taken }, other), 409, 'email_taken')
    }
    expect((await change({ email: user.email })).json).toEqual(shown(user))
  })
})

describe('DELETE /users/{id}', () => {
  beforeEach(async () => {
    user = await join(server)
  })
  const remove = async (who: Account, by: Account = who) =>
    await send(server, `DELETE /users/${who.id}`, { token: by.token })

  test('people delete themselves, at once and for good', async () => {
    const total = await count(server, admin)
    const answer = await remove(user)
    expect([answer.status, answer.text]).toEqual([200, '{"message":"User deleted successfully"}'])
    for (const line of ['GET /users/me', `GET /users/${user.id}`, `DELETE /users/${user.id}`]) {
      expectRefusal(await send(server, line, { token: user.token }), 401, 'invalid_token')
    }
    expectRefusal(await login(server, user.username, user.password), 401, 'invalid_credentials')
    expectRefusal(await send(server, `GET /users/${user.id}`, { token: admin.token }), 404, 'user_not_found')
    expect(await count(server, admin)).toBe(total - 1)
  })

  test('administrators delete others, once', async () => {
    expect((await remove(user, admin)).status).toBe(200)
    expectRefusal(await remove(user, admin), 404, 'user_not_found')
    expectRefusal(await change({ full_name: 'Ghost' }, user, admin), 404, 'user_not_found')
    expectRefusal(await send(server, 'GET /users/me', { token: user.token }), 401, 'invalid_token')
  })

  test('of many at once one deletes and the rest find nobody', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, async () => await remove(user, admin)))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 404, 404, 404, 404, 404, 404, 404])
  })

  test('an ordinary user deletes nobody else', async () => {
    const other = await join(server)
    expectRefusal(await remove(other, user), 403, 'forbidden')
    expectRefusal(await remove(admin, user), 403, 'forbidden')
    expect(await read(other.id)).toEqual(shown(other))
  })

  test('C019 C020 V41 CVE-2026-55670 the name and the address are free again, the id is not, and nothing is inherited', async () => {
    await send(server, `PUT /users/${user.id}/roles`, { token: admin.token, json: { roles: ['admin'] } })
    await remove(user)
    const { id: _, token: __, ...same } = user
    const again = await register(server, same)
    expect(again.status).toBe(200)
    expect(numberOf(again, 'id')).toBeGreaterThan(user.id)
    expectRefusal(await send(server, 'GET /users/me', { token: user.token }), 401, 'invalid_token')
    const session = await login(server, user.username, user.password)
    const token = String((session.json as { access_token: string }).access_token)
    expectRefusal(await send(server, `GET /users/${admin.id}`, { token }), 403, 'forbidden')
  })
})
