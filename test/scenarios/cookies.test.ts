import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, login } from '../support/accounts.ts'
import { send } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let who: Account
beforeAll(async () => {
  who = await join(server)
})

describe('C049 C050 the API and cookies', () => {
  test.each([
    'POST /auth/login',
    'POST /auth/refresh',
    'POST /auth/register',
    'GET /users/me',
    'GET /sessions',
    'GET /health',
    'GET /docs',
    'GET /setup',
    'GET /nowhere',
  ])('%s sets none, whatever it answers', async (line) => {
    const json = line === 'POST /auth/login' ? { username: who.username, password: who.password } : {}
    const answer = await send(server, line, {
      token: who.token,
      ...(line.startsWith('POST') ? { json } : {}),
      headers: { cookie: 'session=planted' },
    })
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  test.each(['session', '__Host-session', 'access_token', 'Authorization'])(
    'C048 a cookie %s that somebody planted signs nobody in',
    async (name) => {
      const cookie = `${name}=${who.token}`
      expect((await send(server, 'GET /users/me', { headers: { cookie } })).status).toBe(401)
      const answer = await send(server, 'POST /auth/logout', { headers: { cookie } })
      expect(answer.status).toBe(401)
      expect((await send(server, 'GET /users/me', { token: who.token })).status).toBe(200)
    },
  )
})

test('C048 V47 CVE-2022-25896 each sign-in begins a session of its own, whatever was sent with it', async () => {
  const sid = (token: string) =>
    (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sid: string }).sid
  const answer = await send(server, 'POST /auth/login', {
    token: who.token,
    json: { username: who.username, password: who.password },
    headers: { cookie: `session=${sid(who.token)}` },
  })
  const again = await login(server, who.username, who.password)
  const tokens = [
    who.token,
    ...[answer, again].map(({ json }) => (json as { access_token: string }).access_token),
  ]
  expect(new Set(tokens.map(sid)).size).toBe(3)
})
