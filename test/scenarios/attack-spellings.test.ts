// V04, V16, V17, V28, V65: paths and queries in spellings that two programs could read in two ways, or that nobody wrote.
import { beforeAll, describe, expect, test } from 'bun:test'
import { contract, type EndpointDefinition } from '@latchkey/contract'
import { type Account, count, join, shown } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { parse, send } from '../support/http.ts'
import { exchange, head } from '../support/raw.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
let user: Account
beforeAll(async () => {
  admin = await join(server)
  user = await join(server)
})

const endpoints = Object.values(contract).flatMap((group): EndpointDefinition[] => Object.values(group))

/** As it is written, which no client of ours would send. */
async function statusOf(line: string, token: string | undefined, json?: object): Promise<number> {
  const body = json === undefined ? '' : JSON.stringify(json)
  const { answers } = await exchange(
    server,
    head(
      `${line} HTTP/1.1`,
      'Host: localhost',
      'Connection: close',
      ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
      ...(json === undefined ? [] : ['Content-Type: application/json', `Content-Length: ${body.length}`]),
    ) + body,
  )
  for (const answer of answers) expect(answer.body).not.toMatch(/eyJ|@example/)
  return answers[0]?.status ?? 0
}

async function expectUntouched(): Promise<void> {
  expect((await send(server, 'GET /users/me', { token: user.token })).json).toEqual(shown(user))
  expect(await count(server, admin)).toBe(2)
}

describe('V04 GHSA-x732-6j76-qmhm a path with an empty step is no route, whatever stands before it', () => {
  test.each([
    '//auth/login',
    '/auth//login',
    '//auth//login',
    '///auth/login',
    '/auth/login/',
    '/auth/login//',
  ])('%s signs nobody in, however often', async (path) => {
    const { username, password } = user
    for (let again = 0; again < 20; again += 1)
      expect([400, 404]).toContain(await statusOf(`POST ${path}`, undefined, { username, password }))
    await expectUntouched()
  })

  test.each([
    'GET //users',
    'GET /users//',
    `DELETE //users/2`,
    'DELETE /users//2',
    'POST //users/2/disable',
  ])('%s reaches nothing, with the right to it or without', async (line) => {
    for (const token of [undefined, admin.token]) expect([400, 404]).toContain(await statusOf(line, token))
    await expectUntouched()
  })
})

describe('V16 CVE-2026-0976 a semicolon begins no parameter of a path', () => {
  test.each([
    'GET /users;x/me',
    'GET /users/me;x',
    'GET /users/me;x=1',
    'GET /users/;/me',
    'GET /users;',
    'GET /admin;/users',
    'GET /;/users/me',
    'GET /health;/users',
    'GET /health/..;/users/me',
    'GET /docs;/../users',
    'GET /users/%3bme',
    'GET /users%3bx/me',
    'DELETE /users/2;x',
    'DELETE /users;x/2',
    'POST /users/2/disable;x',
    'POST /users/2;x/disable',
    'PUT /users/2;/roles',
    'POST /auth/login;x',
    'POST /auth;x/login',
  ])('%s is no route, with the right to it or without', async (line) => {
    const json = line.startsWith('GET') ? undefined : { username: user.username, password: user.password }
    for (const token of [undefined, user.token, admin.token]) {
      const status = await statusOf(line, token, json)
      // What stands where an id stands is a bad id, for whoever is signed in.
      expect([line, token === undefined ? [400, 401, 404] : [400, 404]]).toEqual([
        line,
        expect.arrayContaining([status]),
      ])
    }
    await expectUntouched()
  })
})

/** A route as somebody could ask for it who may, and what its query takes. */
const queried = endpoints
  .filter(({ method }) => method === 'GET')
  .map(({ path, input, access }) => ({
    path: path.replace(':id', '2').replace(':name', 'user').replace(':kid', 'sig_nobodys0'),
    names: Object.keys(input?.query?.properties ?? {}),
    access,
  }))

describe('V17 CVE-2026-9689 a parameter of a query stands once', () => {
  test.each(queried.filter(({ names }) => names.length > 0))('of $path: $names', async ({ path, names }) => {
    for (const name of names) {
      for (const query of [
        `${name}=1&${name}=2`,
        `${name}=1&${name}=1`,
        `${name}=1&x=&${name}=1`,
        `${name}=1&%${name.charCodeAt(0).toString(16)}${name.slice(1)}=2`,
      ])
        expectRefusal(
          await send(server, `GET ${path}?${query}`, { token: admin.token }),
          400,
          'validation_failed',
        )
      for (const query of [
        `${name}[]=1`,
        `${name}[0]=1`,
        `${name}[__proto__][x]=1`,
        `${name.toUpperCase()}=1`,
      ])
        expectRefusal(
          await send(server, `GET ${path}?${query}`, { token: admin.token }),
          400,
          'validation_failed',
        )
    }
  })

  const strange = ['x=1&x=2', 'a[__proto__][x]=1', '__proto__=1', 'constructor.prototype.x=1']

  test('C057 of any route of the contract, nothing that it does not know, twice or once', async () => {
    for (const { path } of queried.filter(({ access }) => access !== 'public')) {
      for (const query of strange) {
        const { status } = await send(server, `GET ${path}?${query}`, { token: admin.token })
        expect([path, query, status]).toEqual([path, query, 400])
      }
    }
    await expectUntouched()
  })

  test('what is the same for everybody is so whatever is asked', async () => {
    for (const { path } of queried.filter(({ access }) => access === 'public')) {
      const { text } = await send(server, `GET ${path}`)
      for (const query of strange) {
        const answer = await send(server, `GET ${path}?${query}`)
        if (answer.status === 200) expect([path, answer.text]).toEqual([path, text])
        else expectRefusal(answer, 400)
      }
    }
  })

  test('nor does a form have a field twice, of which one is judged and the other used', async () => {
    const type = 'application/x-www-form-urlencoded'
    const { username, password } = user
    for (const body of [
      `username=${username}&username=${admin.username}&password=${password}`,
      `username=${username}&password=x&password=${password}`,
      `username=${username}&password=${password}&scope=a&scope=offline_access`,
      `username=${username}&password=${password}&grant_type=password&grant_type=implicit`,
      `username=${username}&password=${password}&%75sername=${admin.username}`,
    ])
      expectRefusal(await send(server, 'POST /auth/login', { body, type }), 400, 'invalid_request')
    const twice = 'refresh_token=a&refresh_token=b'
    expectRefusal(await send(server, 'POST /auth/refresh', { body: twice, type }), 400, 'invalid_request')
  })
})

describe('V65 C092 a page of nothing is no page', () => {
  const paged = queried.filter(({ names }) => names.includes('limit'))

  test('there are such lists', () => expect(paged.length).toBeGreaterThan(4))

  test.each(paged)('of $path', async ({ path }) => {
    const given = path === '/audit/access' ? 'at=2099-01-01&' : ''
    for (const limit of ['0', '-0', '00', '-1', '0.5', '', '0x0', 'NaN', '1001', '1e2', '9007199254740993']) {
      const answer = await send(server, `GET ${path}?${given}limit=${limit}`, { token: admin.token })
      expectRefusal(answer, 400, 'validation_failed')
    }
    expect((await send(server, `GET ${path}?${given}limit=1`, { token: admin.token })).status).toBe(200)
  })
})

describe('V28 CVE-2024-52307 C105 no figures, and no way to a secret of theirs, where everybody asks', () => {
  test.each([
    '/metrics',
    '/-/metrics',
    '/-/debug',
    '/debug',
    '/debug/pprof',
    '/debug/vars',
    '/actuator',
    '/stats',
    '/status',
    '/health/metrics',
    '/server/metrics',
  ])('%s is nothing, whatever secret is shown', async (path) => {
    for (const authorization of [
      '',
      'Bearer ',
      `Bearer ${admin.token}`,
      `Basic ${btoa('monitor:secret')}`,
      'Bearer metrics',
    ]) {
      const answer = await send(server, `GET ${path}`, { headers: { authorization } })
      expectRefusal(answer, 404, 'not_found')
    }
    expect(parse((await send(server, 'GET /health')).text)).toEqual({ status: 'ok' })
  })
})
