// Apple's way back: a form that its own page posts, to a server behind TLS.
import { beforeAll, expect, test } from 'bun:test'
import { generateKeyPairSync } from 'node:crypto'
import { type Account, join } from '../support/accounts.ts'
import { send } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const PUBLIC_URL = 'https://id.example.com'
const server = useServer({ dev: true, env: { LATCHKEY_PUBLIC_URL: PUBLIC_URL } })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const client_secret = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const json = {
    kind: 'apple',
    client_id: 'com.example.web',
    client_secret,
    team_id: 'TEAM1',
    key_id: 'KEY1',
  }
  expect((await send(server, 'POST /providers', { token: admin.token, json })).status).toBe(200)
})

const post = (path: string, headers: Record<string, string> = {}) =>
  send(server, `POST ${path}`, {
    form: { state: 'x', code: 'y', provider: 'apple' },
    headers: {
      host: 'id.example.com',
      origin: 'https://appleid.apple.com',
      'sec-fetch-site': 'cross-site',
      ...headers,
    },
  })

test('its form is read although another site sent it, and counts for nothing without what this browser was given', async () => {
  const answer = await post('/sign-in/callback/apple')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8'])
  const planted = await post('/sign-in/callback/apple', { cookie: '__Host-latchkey-with-posted=planted' })
  expect(planted.status).toBe(401)
})

test('C050 no other form is taken from another site', async () => {
  for (const path of ['/sign-in/with', '/account/identities/link', '/account/identities/remove'])
    expect([path, (await post(path)).status]).toEqual([path, 403])
})

test('behind TLS its cookies are this host’s alone', async () => {
  const json = { kind: 'github', client_id: 'latchkey', client_secret: 'cedar-lantern-meadow' }
  expect((await send(server, 'POST /providers', { token: admin.token, json })).status).toBe(200)
  const headers = { host: 'id.example.com', origin: PUBLIC_URL }
  const goes = async () => {
    const gone = await send(server, 'POST /sign-in/with', { headers, form: { provider: 'github' } })
    const [cookie = '', ...others] = gone.headers.getSetCookie()
    expect(others).toEqual([])
    expect(cookie).toMatch(
      /^__Host-latchkey-with=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    )
    const state = /[?&]state=([\w-]+)/.exec(gone.headers.get('refresh') ?? '')?.[1] ?? ''
    return { state, value: /=([\w-]+)/.exec(cookie)?.[1] ?? '' }
  }
  const answer = { error: 'access_denied', error_description: 'no' }
  const first = await goes()
  const query = new URLSearchParams({ ...answer, state: first.state }).toString()
  const back = await send(server, `GET /sign-in/callback/github?${query}`, {
    headers: { ...headers, cookie: `__Host-latchkey-with=${first.value}` },
  })
  const second = await goes()
  const posted = await send(server, 'POST /sign-in/callback/github', {
    form: { ...answer, state: second.state },
    headers: { ...headers, cookie: `__Host-latchkey-with-posted=${second.value}` },
  })
  expect([back, posted].map((one) => one.headers.getSetCookie())).toEqual([
    ['__Host-latchkey-with=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure'],
    ['__Host-latchkey-with-posted=; Max-Age=0; Path=/; HttpOnly; SameSite=None; Secure'],
  ])
})

test('a form that another site sends ends nothing that this browser has begun', async () => {
  const answer = await post('/sign-in/callback/apple', { cookie: '__Host-latchkey-with-posted=planted' })
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([401, []])
})
