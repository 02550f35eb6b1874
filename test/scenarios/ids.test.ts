// C091: ids are written one way. Whatever else stands there is 400 for everybody, never somebody.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, shown } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { type Answer, fieldsOf, send } from '../support/http.ts'
import { ask } from '../support/raw.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
let user: Account
beforeAll(async () => {
  admin = await join(server)
  user = await join(server)
})

const routes: [string, unknown][] = [
  ['GET /users/{id}', undefined],
  ['PUT /users/{id}', { full_name: 'Somebody Else' }],
  ['DELETE /users/{id}', undefined],
  ['PUT /users/{id}/roles', { roles: ['admin'] }],
  ['POST /users/{id}/disable', undefined],
  ['POST /users/{id}/enable', undefined],
]

const malformed = [
  ...[
    '0',
    '-1',
    '+1',
    '01',
    '001',
    '1.0',
    '1.',
    '1e3',
    '0x1',
    '0b1',
    '1n',
    '1_0',
    '%201',
    '1%20',
    '1%00',
    '%001',
  ],
  ...[
    '1%0A',
    '1%09',
    '%EF%BC%91',
    '%D9%A1',
    '%C2%B2',
    '9007199254740992',
    '9007199254740993',
    '99999999999999999',
  ],
  ...[
    '9223372036854775808',
    '99999999999999999999',
    'NaN',
    'null',
    'undefined',
    'true',
    'ME',
    'Me',
    'admin',
    'abc',
  ],
  ...['1,2', '1;2', '1%2C2', "1'--", '1%20OR%201=1', '%7B%7D', '[1]', '*', '-', '~'],
  ...['__proto__', 'constructor', 'toString', '%C3%AF', 'ses_1', '1'.repeat(200)],
]

describe('C091 a malformed id', () => {
  test.each(routes)('%s', async (route, json) => {
    for (const id of malformed) {
      const line = route.replace('{id}', id)
      const answers: Answer[] = []
      for (const { token } of [admin, user]) answers.push(await send(server, line, { token, json }))
      for (const answer of answers) {
        expect([line, answer.status]).toEqual([line, 400])
        expectRefusal(answer, 400)
      }
      expectRefusal(await send(server, line), 401, 'unauthenticated')
    }
    for (const who of [admin, user]) {
      expect((await send(server, 'GET /users/me', { token: who.token })).json).toEqual(shown(who))
    }
  })

  test.each([
    ...['1/', '1/2', 'me%2f..', '1%2f', '%2e%2e', '..%2f1', '1%5c', '', '1%3F'],
    ...['1%', '%', '%zz', '%E0%A4%A', '%ff', '%c0%b1', '%u0031'],
  ])('/users/%p is refused, or exactly a route with its guards', async (id) => {
    for (const { token } of [user, { token: undefined }]) {
      const credential = token === undefined ? [] : [`Authorization: Bearer ${token}`]
      const answer = await ask(
        server,
        `GET /users/${id} HTTP/1.1`,
        'Host: localhost',
        ...credential,
        'Connection: close',
      )
      expect([200, 400, 401, 403, 404]).toContain(answer.status)
      if (token === undefined) expect(answer.status).not.toBe(200)
      expect(answer.body).not.toContain(admin.email)
    }
  })
})

describe('C091 a well-formed id of nobody', () => {
  test.each(['3000', '2147483647', '2147483648', '4294967297', '9007199254740991'])('%s', async (id) => {
    for (const [route, json] of routes) {
      const line = route.replace('{id}', id)
      expectRefusal(await send(server, line, { token: admin.token, json }), 404, 'user_not_found')
      expectRefusal(await send(server, line, { token: user.token, json }), 403, 'forbidden')
      expectRefusal(await send(server, line), 401, 'unauthenticated')
    }
  })
})

test('"me" is a name of the reading route only', async () => {
  for (const [route, json] of routes.slice(1)) {
    const answer = await send(server, route.replace('{id}', 'me'), { token: admin.token, json })
    expect([route, [400, 404, 405].includes(answer.status)]).toEqual([route, true])
  }
  expect(fieldsOf(await send(server, 'GET /users/me', { token: admin.token })).id).toBe(admin.id)
})
