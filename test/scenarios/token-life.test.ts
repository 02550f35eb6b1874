// C039-C041: a token counts while its session and its user live, and only in the Authorization header.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, isAdministrator, join, setRoles, shown, signIn } from '../support/accounts.ts'
import { makeKey } from '../support/api-keys.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { send } from '../support/http.ts'
import { ask, headerOf } from '../support/raw.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
let user: Account
beforeAll(async () => {
  admin = await join(server)
  user = await join(server)
})

const me = async (token: string) => await send(server, 'GET /users/me', { token })

describe('C039 effect in the very next request', () => {
  const rounds = Array.from({ length: 20 }, (_, round) => round)

  test('of disabling: every session of the account', async () => {
    for (const _ of rounds.slice(0, 5)) {
      const someone = await join(server)
      const tokens = [someone.token, await signIn(server, someone), await signIn(server, someone)]
      for (const token of tokens) expect((await me(token)).status).toBe(200)
      const answer = await send(server, `POST /users/${someone.id}/disable`, { token: admin.token })
      expect(answer.json).toEqual(shown(someone))
      for (const token of tokens) expectRefusal(await me(token), 401, 'invalid_token')
    }
  })

  test('of changing a role, up and down', async () => {
    for (const _ of rounds) {
      await setRoles(server, admin, user.id, ['admin'])
      expect(await isAdministrator(server, user.token)).toBe(true)
      await setRoles(server, admin, user.id, ['user'])
      expect(await isAdministrator(server, user.token)).toBe(false)
    }
  })

  test('of changing a name', async () => {
    for (const round of rounds) {
      const json = { full_name: `Round ${round}` }
      await send(server, `PUT /users/${user.id}`, { token: admin.token, json })
      expect((await me(user.token)).json).toMatchObject(json)
    }
  })

  test('of deleting', async () => {
    for (const _ of rounds.slice(0, 5)) {
      const someone = await join(server)
      expect((await me(someone.token)).status).toBe(200)
      await send(server, `DELETE /users/${someone.id}`, { token: admin.token })
      expectRefusal(await me(someone.token), 401, 'invalid_token')
    }
  })

  test('also for requests that are on their way together', async () => {
    const someone = await join(server)
    const remove = send(server, `DELETE /users/${someone.id}`, { token: admin.token })
    const readers = Array.from({ length: 50 }, async () => (await me(someone.token)).status)
    await remove
    expectRefusal(await me(someone.token), 401, 'invalid_token')
    for (const status of await Promise.all(readers)) expect([200, 401]).toContain(status)
    expectRefusal(await me(someone.token), 401, 'invalid_token')
  })
})

describe('C040 deleting ends everything', () => {
  test('on every route, and after a restart and a crash', async () => {
    const someone = await join(server)
    const other = await signIn(server, someone)
    await send(server, `DELETE /users/${someone.id}`, { token: someone.token })
    const lines = [
      'GET /users/me',
      'GET /users',
      `GET /users/${someone.id}`,
      `PUT /users/${someone.id}`,
      'POST /users',
    ]
    const check = async () => {
      for (const token of [someone.token, other]) {
        for (const line of [...lines, `DELETE /users/${someone.id}`, `PUT /users/${someone.id}/roles`]) {
          const json = line.startsWith('GET') || line.startsWith('DELETE') ? undefined : {}
          expectRefusal(await send(server, line, { token, json }), 401, 'invalid_token')
        }
      }
      expect((await me(admin.token)).json).toEqual(shown(admin))
    }
    await check()
    await server.restart()
    await check()
    await server.kill()
    await server.start()
    await check()
  })
})

describe('C041 the Authorization header', () => {
  const challenge = 'Bearer realm="latchkey"'

  test('none is 401 with a bare challenge', async () => {
    for (const line of [
      'GET /users/me',
      'GET /users',
      'GET /users/1',
      'PUT /users/1',
      'DELETE /users/1',
      'POST /users',
    ]) {
      const answer = await send(server, line)
      expectRefusal(answer, 401, 'unauthenticated')
      expect(answer.headers.get('www-authenticate')).toBe(challenge)
    }
  })

  test.each(['Bearer', 'bearer', 'BEARER', 'bEaReR'])('the scheme may be written %s', async (scheme) => {
    const headers = { authorization: `${scheme} ${user.token}` }
    expect((await send(server, 'GET /users/me', { headers })).status).toBe(200)
  })

  test('V09 GHSA-xmf8-cvqr-rfgj anything else is 400 or 401, never more', async () => {
    const rows = [
      '',
      'Bearer',
      'Bearer ',
      `Bearer${user.token}`,
      `Bearer\t\x01${user.token}`,
      `Bearer ${user.token} x`,
      `Bearer x ${user.token}`,
      `Bearer ${user.token}, Bearer ${user.token}`,
      `Bearer "${user.token}"`,
      `Bearer token=${user.token}`,
      user.token,
      `Basic ${btoa(`${user.username}:${user.password}`)}`,
      `Token ${user.token}`,
      `JWT ${user.token}`,
      `Bearer: ${user.token}`,
      `xBearer ${user.token}`,
      'Bearer %E0%A4%A',
      'Bearer \xe9\xff',
      'Bearer null',
      'Bearer undefined',
      'Bearer a.b.c',
      'Bearer {}',
      `Bearer ${'x'.repeat(9000)}`,
      `Bearer ${'x.'.repeat(4500)}`,
      `Bearer ${user.token.replaceAll('.', '%2e')}`,
    ]
    const first = `Bearer ${user.token}`
    for (const second of [first, 'Bearer x', '']) {
      const twice = [`Authorization: ${first}`, `Authorization: ${second}`, 'Connection: close'] as const
      for (const [one, two, end] of [twice, [twice[1], twice[0], twice[2]]] as const) {
        const answer = await ask(server, 'GET /users/me HTTP/1.1', 'Host: localhost', one, two, end)
        expect([second, answer.status]).toEqual([second, 400])
      }
    }
    for (const row of rows) {
      const answer = await ask(
        server,
        'GET /users/me HTTP/1.1',
        'Host: localhost',
        `Authorization: ${row}`,
        'Connection: close',
      )
      expect([row.slice(0, 40), [400, 401].includes(answer.status)]).toEqual([row.slice(0, 40), true])
      expect(answer.body).not.toContain(user.email)
      if (answer.status === 401) expect(headerOf(answer, 'www-authenticate')).toStartWith(challenge)
    }
    expect((await me(user.token)).status).toBe(200)
  })

  test('C041 a right that is lacking is 403 insufficient_scope, with the one challenge', async () => {
    const { key } = await makeKey(server, user, 'self:read')
    for (const [line, token] of [
      [`GET /users/${admin.id}`, user.token],
      ['GET /roles', user.token],
      ['POST /auth/logout', key],
      [`DELETE /users/${user.id}`, key],
    ] as const) {
      const answer = await send(server, line, { token })
      expectRefusal(answer, 403, 'forbidden')
      expect(answer.headers.get('www-authenticate')).toBe(`${challenge}, error="insufficient_scope"`)
    }
    expect((await me(user.token)).status).toBe(200)
  })

  test('a token elsewhere is no token', async () => {
    const { token } = user
    for (const query of [`?access_token=${token}`, `?token=${token}`, `?authorization=Bearer%20${token}`]) {
      expectRefusal(await send(server, `GET /users/me${query}`), 401, 'unauthenticated')
    }
    for (const name of [
      'cookie',
      'x-access-token',
      'x-authorization',
      'proxy-authorization',
      'x-forwarded-authorization',
    ]) {
      const value = name === 'cookie' ? `access_token=${token}; token=${token}` : `Bearer ${token}`
      expectRefusal(
        await send(server, 'GET /users/me', { headers: { [name]: value } }),
        401,
        'unauthenticated',
      )
    }
    const form = { access_token: token, full_name: 'x' }
    expectRefusal(await send(server, `PUT /users/${user.id}`, { form }), 401, 'unauthenticated')
  })

  test('no address or number of a user stands for a token', async () => {
    for (const name of [
      'x-user-id',
      'x-user',
      'x-remote-user',
      'x-forwarded-user',
      'x-forwarded-email',
      'x-real-ip',
    ]) {
      expectRefusal(
        await send(server, 'GET /users/me', { headers: { [name]: String(admin.id) } }),
        401,
        'unauthenticated',
      )
    }
  })
})

test('LATCHKEY_ACCESS_TOKEN_SECONDS is what the answer and the token say', async () => {
  await server.restart({ dev: true, env: { LATCHKEY_ACCESS_TOKEN_SECONDS: '300' } })
  const { username, password } = user
  const answer = await send(server, 'POST /auth/login', { json: { username, password } })
  expect(answer.json).toMatchObject({ expires_in: 300 })
  // A token given before keeps counting: its session lives.
  expect((await me(user.token)).status).toBe(200)
  await server.restart({ dev: true })
})
