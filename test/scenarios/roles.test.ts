// PUT /users/{id}/roles, POST /users/{id}/disable and /enable: administrators', and nobody else's.
import { beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Account, isAdministrator, join, login, setRoles, shown, signIn } from '../support/accounts.ts'
import { expectAlike, expectRefusal } from '../support/expect-answer.ts'
import { type Answer, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
let user: Account
beforeAll(async () => {
  admin = await join(server)
})
beforeEach(async () => {
  user = await join(server)
})

const put = async (json: unknown, by = admin, id = user.id) =>
  await send(server, `PUT /users/${id}/roles`, { token: by.token, json })

describe('PUT /users/{id}/roles', () => {
  test('gives and takes, effective in the next request', async () => {
    for (const role of ['admin', 'user', 'admin', 'admin', 'user']) {
      const answer = await setRoles(server, admin, user.id, [role])
      expect([answer.status, answer.text]).toEqual([200, JSON.stringify({ id: user.id, roles: [role] })])
      expect(await isAdministrator(server, user.token)).toBe(role === 'admin')
    }
  })

  test('what an administrator made is an administrator in full, after a restart too', async () => {
    await setRoles(server, admin, user.id, ['admin'])
    await server.restart()
    expect(await isAdministrator(server, user.token)).toBe(true)
    const other = await join(server)
    expect((await setRoles(server, user, other.id, ['admin'])).status).toBe(200)
    expect((await setRoles(server, user, other.id, ['user'])).status).toBe(200)
  })

  test('refuses anything but a list of known roles, and changes nothing', async () => {
    for (const roles of [
      [],
      ['owner'],
      ['admin', 'owner'],
      ['Admin'],
      ['ADMIN'],
      ['admin '],
      [''],
      [1],
      [null],
      [['admin']],
      [{ name: 'admin' }],
      'admin',
      null,
      1,
      {},
      { 0: 'admin' },
      Array<string>(500).fill('admin').concat('owner'),
      ['__proto__'],
      ['constructor'],
    ]) {
      expectRefusal(await put({ roles }), 400, 'validation_failed')
    }
    expectRefusal(await put({}), 400, 'validation_failed')
    expectRefusal(await put({ roles: ['admin'], role: 'admin' }), 400, 'validation_failed')
    expectRefusal(await put(['admin']), 400)
    expect(await isAdministrator(server, user.token)).toBe(false)
  })

  test('is forbidden to everybody else, alike for oneself, others and nobody, before the body is read', async () => {
    const other = await join(server)
    const answers: Answer[] = []
    for (const id of [user.id, other.id, admin.id, 999_999]) {
      for (const json of [{ roles: ['admin'] }, { roles: ['user'] }, {}, []])
        answers.push(await put(json, user, id))
    }
    expectAlike(answers, 403, 'forbidden')
    for (const who of [user, other]) expect(await isAdministrator(server, who.token)).toBe(false)
    expect(await isAdministrator(server, admin.token)).toBe(true)
  })

  test('of nobody is 404', async () => {
    expectRefusal(await setRoles(server, admin, 999_999, ['admin']), 404, 'user_not_found')
  })

  test('who has just been demoted does not promote itself again', async () => {
    await setRoles(server, admin, user.id, ['admin'])
    const [, back] = await Promise.all([
      setRoles(server, admin, user.id, ['user']),
      setRoles(server, user, user.id, ['admin']),
    ])
    // Either it came first and was undone, or it came after and was refused; then nothing more is possible.
    expect([200, 403]).toContain(back.status)
    if (await isAdministrator(server, user.token)) await setRoles(server, admin, user.id, ['user'])
    expectRefusal(await setRoles(server, user, user.id, ['admin']), 403, 'forbidden')
  })
})

describe('POST /users/{id}/disable and /enable', () => {
  const ask = async (verb: string, by = admin, id = user.id) =>
    await send(server, `POST /users/${id}/${verb}`, { token: by.token })

  test('ends every session at once, and gives the account back on enabling', async () => {
    const second = await signIn(server, user)
    for (const _ of [1, 2]) {
      const disabled = await ask('disable')
      expect([disabled.status, disabled.text]).toEqual([200, JSON.stringify(shown(user))])
      for (const token of [user.token, second]) {
        expectRefusal(await send(server, 'GET /users/me', { token }), 401, 'invalid_token')
      }
      expectRefusal(await login(server, user.username, user.password), 403, 'account_disabled')
      expectRefusal(await login(server, user.username, 'a wrong password'), 401, 'invalid_credentials')
    }
    await server.restart()
    expectRefusal(await login(server, user.username, user.password), 403, 'account_disabled')
    for (const _ of [1, 2]) {
      const enabled = await ask('enable')
      expect([enabled.status, enabled.text]).toEqual([200, JSON.stringify(shown(user))])
    }
    expect((await login(server, user.username, user.password)).status).toBe(200)
  })

  test('are forbidden to everybody else, alike for oneself, others and nobody', async () => {
    const answers: Answer[] = []
    for (const id of [user.id, admin.id, 999_999]) {
      for (const verb of ['disable', 'enable']) answers.push(await ask(verb, user, id))
    }
    expectAlike(answers, 403, 'forbidden')
    expect((await send(server, 'GET /users/me', { token: admin.token })).status).toBe(200)
    expect((await send(server, 'GET /users/me', { token: user.token })).status).toBe(200)
  })

  test('of nobody are 404', async () => {
    for (const verb of ['disable', 'enable'])
      expectRefusal(await ask(verb, admin, 999_999), 404, 'user_not_found')
  })

  test('a disabled account is no way round: its name and address stay taken', async () => {
    await ask('disable')
    const { username, email } = user
    const json = { username, email: 'other.one@example.org', full_name: 'X', password: user.password }
    expectRefusal(await send(server, 'POST /auth/register', { json }), 409, 'username_taken')
    expectRefusal(
      await send(server, 'POST /auth/register', { json: { ...json, username: 'another.one', email } }),
      409,
    )
  })
})
