// The API document itself: its sequence, its bodies byte for byte, its status codes.
import { describe, expect, test } from 'bun:test'
import { join } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { fieldsOf, send, textOf } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const john = {
  username: 'john_doe',
  email: 'john@example.com',
  full_name: 'John Doe',
  password: 'securepassword123',
}
const registered = '{"id":1,"username":"john_doe","email":"john@example.com","full_name":"John Doe"}'
const updated = '{"id":1,"username":"john_doe","email":"newemail@example.com","full_name":"John Updated"}'

describe('the documented sequence', () => {
  const server = useServer()

  test('is answered exactly', async () => {
    let token: string | undefined
    const step = async (line: string, json?: unknown) => {
      const answer = await send(server, line, { token, json })
      expect({ line, status: answer.status, text: answer.text }).toMatchObject({ line, status: 200 })
      expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
      return answer
    }

    expect((await step('GET /health')).text).toBe('{"status":"ok"}')
    expect((await step('POST /auth/register', john)).text).toBe(registered)

    const login = await step('POST /auth/login', { username: john.username, password: john.password })
    token = textOf(login, 'access_token')
    expect(login.text).toBe(`{"access_token":"${token}","token_type":"bearer","expires_in":1800}`)
    expect(token).toStartWith('eyJhbGciOiJIUzI1NiIs')
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)

    expect((await step('GET /users/me')).text).toBe(registered)
    expect((await step('GET /users/1')).text).toBe(registered)
    const change = { full_name: 'John Updated', email: 'newemail@example.com' }
    expect((await step('PUT /users/1', change)).text).toBe(updated)
    expect((await step('GET /users/me')).text).toBe(updated)
    const page = `{"total":1,"items":[${updated}],"skip":0,"limit":10}`
    expect((await step('GET /users?skip=0&limit=10')).text).toBe(page)
    expect((await step('GET /users')).text).toBe(page)
    expect((await step('DELETE /users/1')).text).toBe('{"message":"User deleted successfully"}')

    // What must not happen: that anything of the account answers afterwards.
    expectRefusal(await send(server, 'GET /users/me', { token }), 401, 'invalid_token')
    const again = await send(server, 'POST /auth/login', {
      json: { username: 'john_doe', password: john.password },
    })
    expectRefusal(again, 401, 'invalid_credentials')
  })
})

describe('in development mode', () => {
  const server = useServer({ dev: true })

  test('the same sequence, but the last administrator stays', async () => {
    expect((await send(server, 'POST /auth/register', { json: john })).text).toBe(registered)
    const jane = await join(server)
    const login = await send(server, 'POST /auth/login', {
      json: { username: john.email, password: john.password },
    })
    const token = textOf(login, 'access_token')
    const page = await send(server, 'GET /users?skip=0&limit=10', { token })
    expect(fieldsOf(page)).toMatchObject({ total: 2, skip: 0, limit: 10 })
    const gone = await send(server, `DELETE /users/${jane.id}`, { token })
    expect([gone.status, gone.text]).toEqual([200, '{"message":"User deleted successfully"}'])
    expectRefusal(await send(server, 'DELETE /users/1', { token }), 409, 'last_administrator')
    expect((await send(server, 'GET /users/me', { token })).text).toBe(registered)
  })
})

describe('the documented status codes', () => {
  const server = useServer({ dev: true })

  test('400, 401, 403, 404 and 409 carry the documented three keys', async () => {
    const admin = await join(server)
    const user = await join(server)
    const taken = {
      username: user.username,
      email: 'other@example.org',
      full_name: 'X',
      password: john.password,
    }
    const rows: [number, string, string, Parameters<typeof send>[2]][] = [
      [400, 'validation_failed', 'POST /auth/register', { json: { ...taken, username: 'x' } }],
      [401, 'unauthenticated', 'GET /users/me', {}],
      [401, 'invalid_token', 'GET /users/me', { token: 'eyJhbGciOiJIUzI1NiIs' }],
      [
        401,
        'invalid_credentials',
        'POST /auth/login',
        { json: { username: user.username, password: 'not this' } },
      ],
      [403, 'forbidden', `GET /users/${admin.id}`, { token: user.token }],
      [404, 'user_not_found', 'GET /users/4711', { token: admin.token }],
      [404, 'not_found', '/nowhere', {}],
      [409, 'username_taken', 'POST /auth/register', { json: taken }],
      [
        409,
        'email_taken',
        'POST /auth/register',
        { json: { ...taken, username: 'another', email: user.email } },
      ],
    ]
    for (const [status, error, line, ask] of rows) {
      expectRefusal(await send(server, line.startsWith('/') ? `GET ${line}` : line, ask), status, error)
    }
  })
})
