// Clause 7 and C025: who sees whom, and that a refusal does not say whether somebody exists.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, setRoles, shown } from '../support/accounts.ts'
import { expectAlike, expectRefusal } from '../support/expect-answer.ts'
import { type Answer, itemsOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const absent = [999999, 2147483648, Number.MAX_SAFE_INTEGER]

describe('LATCHKEY_DIRECTORY=private, the default', () => {
  const server = useServer({ dev: true })
  let admin: Account
  let user: Account
  let victim: Account
  let deleted: Account
  beforeAll(async () => {
    admin = await join(server)
    user = await join(server)
    victim = await join(server)
    deleted = await join(server)
    await send(server, `DELETE /users/${deleted.id}`, { token: admin.token })
  })

  test('a user reads itself, by either name', async () => {
    for (const line of ['GET /users/me', `GET /users/${user.id}`]) {
      expect((await send(server, line, { token: user.token })).text).toBe(JSON.stringify(shown(user)))
    }
  })

  test('a user lists itself', async () => {
    const answer = await send(server, 'GET /users', { token: user.token })
    expect(answer.text).toBe(JSON.stringify({ total: 1, items: [shown(user)], skip: 0, limit: 10 }))
    const past = await send(server, 'GET /users?skip=1', { token: user.token })
    expect(past.json).toEqual({ total: 1, items: [], skip: 1, limit: 10 })
  })

  test('C025 another id is the same 403, whoever it is or is not, to read, change and delete', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answers: Answer[] = []
      for (const id of [victim.id, admin.id, deleted.id, ...absent]) {
        const json = method === 'PUT' ? { full_name: 'Taken Over' } : undefined
        answers.push(await send(server, `${method} /users/${id}`, { token: user.token, json }))
      }
      expectAlike(answers, 403, 'forbidden')
    }
    const unchanged = await send(server, `GET /users/${victim.id}`, { token: admin.token })
    expect(unchanged.json).toEqual(shown(victim))
  })

  test('C025 the refusal comes before the body is looked at', async () => {
    const answers: Answer[] = []
    for (const id of [victim.id, ...absent]) {
      for (const body of ['', '{', '{"email":1}', '{"nonsense":1}', `{"email":"${admin.email}"}`]) {
        answers.push(
          await send(server, `PUT /users/${id}`, { token: user.token, body, type: 'application/json' }),
        )
        answers.push(await send(server, `PUT /users/${id}`, { token: user.token, body, type: 'text/plain' }))
      }
    }
    expectAlike(answers, 403, 'forbidden')
  })

  test('C025 a malformed id is 400 for everybody', async () => {
    for (const { token } of [user, admin]) {
      for (const method of ['GET', 'PUT', 'DELETE']) {
        expectRefusal(await send(server, `${method} /users/0`, { token }), 400)
      }
    }
    expectRefusal(await send(server, 'GET /users/0'), 401, 'unauthenticated')
  })

  test('an administrator sees all, and 404 for the absent', async () => {
    const answer = await send(server, 'GET /users', { token: admin.token })
    expect(itemsOf(answer)).toEqual([shown(admin), shown(user), shown(victim)] as never)
    expect(answer.json).toMatchObject({ total: 3 })
    expect((await send(server, `GET /users/${victim.id}`, { token: admin.token })).json).toEqual(
      shown(victim),
    )
    for (const id of [deleted.id, ...absent]) {
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const json = method === 'PUT' ? {} : undefined
        const gone = await send(server, `${method} /users/${id}`, { token: admin.token, json })
        expectRefusal(gone, 404, 'user_not_found')
      }
    }
  })

  test('a disabled account is still shown to administrators', async () => {
    const quiet = await join(server)
    await send(server, `POST /users/${quiet.id}/disable`, { token: admin.token })
    expect((await send(server, `GET /users/${quiet.id}`, { token: admin.token })).json).toEqual(shown(quiet))
    await send(server, `DELETE /users/${quiet.id}`, { token: admin.token })
  })

  test('who becomes an administrator sees all in the next request, and no longer after', async () => {
    const { token } = victim
    const total = async () => (await send(server, 'GET /users', { token })).json
    expect(await total()).toMatchObject({ total: 1 })
    await setRoles(server, admin, victim.id, ['admin'])
    expect(await total()).toMatchObject({ total: 3 })
    await setRoles(server, admin, victim.id, ['user'])
    expect(await total()).toMatchObject({ total: 1 })
  })
})

describe('LATCHKEY_DIRECTORY=members', () => {
  const server = useServer({ dev: true })
  let admin: Account
  let user: Account
  let other: Account
  beforeAll(async () => {
    admin = await join(server)
    user = await join(server)
    other = await join(server)
    await server.restart({
      dev: true,
      env: { LATCHKEY_DIRECTORY: 'members', LATCHKEY_REGISTRATION: 'closed' },
    })
  })

  test('every signed-in user reads the four fields of all', async () => {
    for (const { token } of [user, admin]) {
      const list = await send(server, 'GET /users', { token })
      const items = [shown(admin), shown(user), shown(other)]
      expect(list.text).toBe(JSON.stringify({ total: 3, items, skip: 0, limit: 10 }))
      expect((await send(server, `GET /users/${other.id}`, { token })).text).toBe(
        JSON.stringify(shown(other)),
      )
      for (const id of absent) {
        expectRefusal(await send(server, `GET /users/${id}`, { token }), 404, 'user_not_found')
      }
    }
  })

  test('reading needs a token still', async () => {
    for (const line of ['GET /users', `GET /users/${user.id}`, 'GET /users/me']) {
      expectRefusal(await send(server, line), 401, 'unauthenticated')
    }
  })

  test('changing and deleting others is the same 403, always', async () => {
    for (const method of ['PUT', 'DELETE']) {
      const answers: Answer[] = []
      for (const id of [other.id, admin.id, ...absent]) {
        const json = method === 'PUT' ? { full_name: 'Taken Over' } : undefined
        answers.push(await send(server, `${method} /users/${id}`, { token: user.token, json }))
      }
      expectAlike(answers, 403, 'forbidden')
    }
    expect((await send(server, `GET /users/${other.id}`, { token: user.token })).json).toEqual(shown(other))
  })
})
