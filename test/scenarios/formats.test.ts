// Clauses 1 and 2: bare by default, wrapped on request or by setting, RFC 9457 on request.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, person } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { type Ask, fieldsOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const envelope = 'application/json; profile="envelope"'

/** Every JSON route that succeeds, with what it is asked. */
function successes(admin: Account, user: Account): [string, Ask][] {
  const { token } = admin
  const credentials = { username: user.username, password: user.password }
  return [
    ['GET /health', {}],
    ['POST /auth/register', { json: person() }],
    ['POST /auth/login', { json: credentials }],
    ['GET /users/me', { token }],
    [`GET /users/${user.id}`, { token }],
    [`PUT /users/${user.id}`, { token, json: { full_name: 'Another Name' } }],
    ['GET /users?skip=0&limit=1', { token }],
    ['POST /users', { token, json: person() }],
    [`PUT /users/${user.id}/roles`, { token, json: { roles: ['user'] } }],
    [`POST /users/${user.id}/disable`, { token }],
    [`POST /users/${user.id}/enable`, { token }],
    [`DELETE /users/${user.id}`, { token }],
  ]
}

/** A refusal of every kind. */
function refusals(admin: Account, user: Account): [number, string, Ask][] {
  return [
    [400, 'POST /auth/register', { json: {} }],
    [400, 'GET /users/01', { token: user.token }],
    [401, 'GET /users/me', {}],
    [401, 'POST /auth/login', { json: { username: user.username, password: 'something else' } }],
    [403, `GET /users/${admin.id}`, { token: user.token }],
    [404, 'GET /nowhere', {}],
    [404, 'GET /users/4711', { token: admin.token }],
    [405, 'PATCH /users/me', {}],
    [409, 'POST /auth/register', { json: { ...person(), username: user.username } }],
    [413, 'POST /auth/login', { body: ' '.repeat(70_000), type: 'application/json' }],
    [415, 'POST /auth/login', { body: '{}', type: 'text/plain' }],
  ]
}

const wrapped = { data: expect.anything(), status: 'success', code: 200 }

describe('without a setting', () => {
  const server = useServer({ dev: true })
  let admin: Account
  let user: Account
  beforeAll(async () => {
    admin = await join(server)
    user = await join(server)
  })

  test('every success is bare, and wrapped when the request asks for it', async () => {
    for (const [line, ask] of successes(admin, await join(server))) {
      const first = await send(server, line, ask)
      expect([line, first.status]).toEqual([line, 200])
      expect(Object.keys(fieldsOf(first))).not.toContain('data')
    }
    for (const [line, ask] of successes(admin, await join(server))) {
      const answer = await send(server, line, { ...ask, accept: envelope })
      expect([line, answer.json]).toEqual([line, wrapped])
      expect(Object.keys(fieldsOf(answer))).toEqual(['data', 'status', 'code'])
      expect(answer.headers.get('vary')?.toLowerCase()).toContain('accept')
      expect(answer.headers.get('content-type')).toStartWith('application/json')
    }
  })

  test('what is wrapped is what would have been bare', async () => {
    const { token } = admin
    for (const line of ['GET /users/me', 'GET /users?skip=1&limit=1', 'GET /health']) {
      const bare = await send(server, line, { token })
      const inside = fieldsOf(await send(server, line, { token, accept: envelope })).data
      expect(JSON.stringify(inside)).toBe(bare.text)
    }
  })

  test.each([
    ['application/json; profile="envelope"', true],
    ['application/json;profile="envelope"', true],
    ['application/json; profile=envelope', true],
    ['Application/JSON; Profile="envelope"', true],
    ['text/html, application/json; profile="envelope"; q=0.9', true],
    ['application/json', false],
    ['*/*', false],
    ['application/*', false],
    ['application/json; profile="other"', false],
    ['application/json; profile=""', false],
    ['application/jsonx; profile="envelope"', false],
    ['text/plain; profile="envelope"', false],
    ['application/problem+json', false],
    ['text/html', false],
    ['garbage;;;=,"', false],
  ])('Accept: %s wraps: %p', async (accept, expected) => {
    const answer = await send(server, 'GET /users/me', { token: admin.token, accept })
    expect(answer.status).toBe(200)
    expect('data' in fieldsOf(answer)).toBe(expected)
  })

  test('errors carry the documented three keys in either format', async () => {
    for (const [status, line, ask] of refusals(admin, user)) {
      expectRefusal(await send(server, line, ask), status)
      expectRefusal(await send(server, line, { ...ask, accept: envelope }), status)
    }
  })

  test('errors are RFC 9457 problems when asked for', async () => {
    for (const [status, line, ask] of refusals(admin, user)) {
      const answer = await send(server, line, { ...ask, accept: 'application/problem+json' })
      expect([line, answer.status]).toEqual([line, status])
      expect(answer.headers.get('content-type')).toStartWith('application/problem+json')
      expect(answer.headers.get('vary')?.toLowerCase()).toContain('accept')
      const { type, title, status: number, detail } = fieldsOf(answer)
      expect([typeof type, typeof title, number, typeof detail]).toEqual([
        'string',
        'string',
        status,
        'string',
      ])
    }
    const invalid = await send(server, 'POST /auth/register', {
      json: {},
      accept: 'application/problem+json',
    })
    expect(fieldsOf(invalid).errors).toBeArray()
  })

  test('the form of login is never wrapped and neither are its errors changed', async () => {
    const good = { grant_type: 'password', username: user.username, password: user.password }
    const answer = await send(server, 'POST /auth/login', { form: good, accept: envelope })
    expect(Object.keys(fieldsOf(answer))).toEqual(['access_token', 'token_type', 'expires_in'])
    const bad = await send(server, 'POST /auth/login', {
      form: { ...good, password: 'no' },
      accept: envelope,
    })
    expectRefusal(bad, 400, 'invalid_grant')
  })

  test('the document of the API is no JSON route', async () => {
    const answer = await send(server, 'GET /openapi.json', { accept: envelope })
    expect(answer.status).toBe(200)
    expect(fieldsOf(answer).openapi).toStartWith('3.1')
  })
})

describe('with LATCHKEY_RESPONSE_ENVELOPE=on', () => {
  const server = useServer({ dev: true, env: { LATCHKEY_RESPONSE_ENVELOPE: 'on' } })

  test('every JSON success is wrapped, errors stay, the form stays bare', async () => {
    const first = person()
    const made = await send(server, 'POST /auth/register', { json: first })
    expect(made.json).toEqual({
      data: { id: 1, username: first.username, email: first.email, full_name: first.full_name },
      status: 'success',
      code: 200,
    })
    const { username, password } = first
    const form = { grant_type: 'password', username, password }
    const bare = await send(server, 'POST /auth/login', { form })
    expect(Object.keys(fieldsOf(bare))).toEqual(['access_token', 'token_type', 'expires_in'])
    const token = String(fieldsOf(bare).access_token)
    for (const [line, ask] of [
      ['GET /health', {}],
      ['POST /auth/login', { json: { username, password } }],
      ['GET /users/me', { token }],
      ['GET /users', { token }],
      ['PUT /users/1', { token, json: {} }],
    ] satisfies [string, Ask][]) {
      for (const accept of [undefined, 'application/json', '*/*', envelope]) {
        const answer = await send(server, line, { ...ask, ...(accept === undefined ? {} : { accept }) })
        expect([line, answer.json]).toEqual([line, wrapped])
        expect(answer.headers.get('vary')?.toLowerCase()).toContain('accept')
      }
    }
    expectRefusal(await send(server, 'GET /users/me'), 401, 'unauthenticated')
    expectRefusal(await send(server, 'GET /users/01', { token }), 400)
    expect(fieldsOf(await send(server, 'GET /openapi.json')).openapi).toStartWith('3.1')
  })
})
