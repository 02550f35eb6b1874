// POST /oauth/introspect and /oauth/revoke: what programs in any language ask about a token (RFC 7662, RFC 7009).
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, setRoles, signIn } from '../support/accounts.ts'
import { makeKey, makeServiceAccount } from '../support/api-keys.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { type Answer, fieldsOf, send, textOf } from '../support/http.ts'
import { joinToStay, refresh, sessionOf, statusOf } from '../support/refreshing.ts'
import { useServer } from '../support/server.ts'
import { encode, otherSpellings, partsOf } from '../support/tamper.ts'

const server = useServer({ dev: true })
let admin: Account
let asking: string
let revoking: string
beforeAll(async () => {
  admin = await join(server)
  asking = (await makeKey(server, admin, 'tokens:introspect')).key
  revoking = (await makeKey(server, admin, 'tokens:revoke')).key
})

const INACTIVE = '{"active":false}'
const ask = async (token: string, by = asking): Promise<Answer> =>
  await send(server, 'POST /oauth/introspect', { token: by, form: { token } })
const revoke = async (token: string, by = revoking): Promise<Answer> =>
  await send(server, 'POST /oauth/revoke', { token: by, form: { token } })
const basic = (name: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`,
})

describe('a token that counts', () => {
  test('is told with whose it is, until when, and nothing more', async () => {
    const who = await join(server)
    const { iat, exp } = partsOf(who.token).payload
    const answer = await ask(who.token)
    expect([answer.status, answer.json]).toEqual([
      200,
      {
        active: true,
        token_type: 'Bearer',
        sub: String(who.id),
        username: who.username,
        scope: '',
        sid: sessionOf(who.token),
        iat,
        exp,
      },
    ])
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('says what its holder may do at that moment', async () => {
    const who = await join(server)
    const json = { description: 'Of the questions', permissions: ['invoices:approve', 'users:read'] }
    await send(server, 'PUT /roles/of-the-questions', { token: admin.token, json })
    await setRoles(server, admin, who.id, ['user', 'of-the-questions'])
    expect(fieldsOf(await ask(who.token)).scope).toBe('invoices:approve users:read')
    await setRoles(server, admin, who.id, ['user'])
    expect(fieldsOf(await ask(who.token)).scope).toBe('')
  })

  test('may be an API key, as far as its owner’s rights go', async () => {
    const who = await join(server)
    const { id, key } = await makeKey(server, who, 'self:read')
    const { exp, ...facts } = fieldsOf(await ask(key))
    expect(facts).toEqual({
      active: true,
      token_type: 'Bearer',
      sub: String(who.id),
      username: who.username,
      scope: '',
      client_id: id,
    })
    expect(Number(exp)).toBeGreaterThan(Date.now() / 1_000)
    const json = { name: 'For ever', scopes: ['users:read'], expires_in_days: null }
    const made = await send(server, 'POST /api-keys', { token: admin.token, json })
    expect(Object.keys(fieldsOf(await ask(textOf(made, 'key'))))).not.toContain('exp')
  })

  test('is asked for in JSON just as well, and whatever hint comes with it', async () => {
    const who = await join(server)
    for (const json of [{ token: who.token }, { token: who.token, token_type_hint: 'refresh_token' }]) {
      const answer = await send(server, 'POST /oauth/introspect', { token: asking, json })
      expect(fieldsOf(answer)).toMatchObject({ active: true, sub: String(who.id) })
    }
    const form = { token: who.token, token_type_hint: 'x', client_id: 'y', more: 'z' }
    expect(fieldsOf(await send(server, 'POST /oauth/introspect', { token: asking, form }))).toMatchObject({
      active: true,
    })
  })
})

describe('a token that does not count is inactive, and no more is said', () => {
  test('C036 C038 V35 CVE-2026-27840 whatever else it is, however it is spelled', async () => {
    const { who, first } = await joinToStay(server)
    const [head = '', body = ''] = who.token.split('.')
    const { header } = partsOf(who.token)
    const others = [
      first.refresh,
      ...otherSpellings(who.token),
      who.token.slice(0, -1),
      `${who.token}.${body}`,
      `${head}.${body}.`,
      `${encode({ ...header, alg: 'none' })}.${body}.`,
      asking.slice(0, -1),
      `${asking}0`,
      'x',
      '🙂',
    ]
    for (const token of others) {
      const { status, text } = await ask(token)
      expect([token, status, text]).toEqual([token, 200, INACTIVE])
    }
  })

  test.each([
    ['C039 a sign-out', (who: Account) => send(server, 'POST /auth/logout', { token: who.token })],
    [
      'C039 its session ended elsewhere',
      async (who: Account) => {
        const token = await signIn(server, who)
        return await send(server, `DELETE /sessions/${sessionOf(who.token)}`, { token })
      },
    ],
    [
      'V42 CVE-2024-47000 its account is disabled',
      ({ id }: Account) => send(server, `POST /users/${id}/disable`, { token: admin.token }),
    ],
    [
      'C040 its account is deleted',
      ({ id }: Account) => send(server, `DELETE /users/${id}`, { token: admin.token }),
    ],
  ])('after %s', async (_, end) => {
    const who = await join(server)
    expect(fieldsOf(await ask(who.token)).active).toBe(true)
    expect((await end(who)).status).toBe(200)
    expect((await ask(who.token)).text).toBe(INACTIVE)
  })

  test('C040 nor does the API key of somebody deleted', async () => {
    const who = await join(server)
    const { key } = await makeKey(server, who, 'self:read')
    expect(fieldsOf(await ask(key)).active).toBe(true)
    await send(server, `DELETE /users/${who.id}`, { token: admin.token })
    expect((await ask(key)).text).toBe(INACTIVE)
  })
})

describe('a token that is revoked', () => {
  test('ends its session with the refresh token, and no other session', async () => {
    const { who, first } = await joinToStay(server)
    expect((await revoke(first.token)).json).toEqual({ message: 'Revoked' })
    expect(await statusOf(server, first.token)).toBe(401)
    expectRefusal(await refresh(server, first.refresh), 400, 'invalid_grant')
    expect(await statusOf(server, who.token)).toBe(200)
  })

  test('may be the refresh token, also one that is spent', async () => {
    for (const isSpent of [false, true]) {
      const { who, first } = await joinToStay(server)
      const newest = isSpent ? textOf(await refresh(server, first.refresh), 'refresh_token') : first.refresh
      expect((await revoke(first.refresh)).status).toBe(200)
      expect(await statusOf(server, first.token)).toBe(401)
      expectRefusal(await refresh(server, newest), 400, 'invalid_grant')
      expect(await statusOf(server, who.token)).toBe(200)
    }
  })

  test('may be an API key, and its owner’s others stay', async () => {
    const who = await join(server)
    const [one, two] = [await makeKey(server, who, 'self:read'), await makeKey(server, who, 'self:read')]
    expect((await revoke(one.key)).status).toBe(200)
    expect([await statusOf(server, one.key), await statusOf(server, two.key)]).toEqual([401, 200])
  })

  test('is told alike when it was nobody’s, and ends nothing', async () => {
    const { who, first } = await joinToStay(server)
    const texts = new Set<string>()
    for (const token of [first.token, 'x', 'lk_x', 'lkr_x', `${who.token}x`, first.token])
      texts.add((await revoke(token)).text)
    expect([...texts]).toEqual(['{"message":"Revoked"}'])
    expect(await statusOf(server, who.token)).toBe(200)
  })
})

describe('who may ask', () => {
  test('C060 a key with the permission, and with no other', async () => {
    const who = await join(server)
    expectRefusal(await ask(who.token, revoking), 403, 'forbidden')
    expectRefusal(await revoke(who.token, asking), 403, 'forbidden')
    expectRefusal(await ask(who.token, who.token), 403, 'forbidden')
    expectRefusal(await revoke(who.token, who.token), 403, 'forbidden')
    const { key } = await makeKey(server, who, 'self:read', 'self:write')
    expectRefusal(await revoke(who.token, key), 403, 'forbidden')
    expect(await statusOf(server, who.token)).toBe(200)
  })

  test('a program of its own account, for as long as it has the role', async () => {
    const json = { description: 'Asks about tokens', permissions: ['tokens:introspect'] }
    await send(server, 'PUT /roles/gateways', { token: admin.token, json })
    const id = await makeServiceAccount(server, admin, ['user', 'gateways'])
    const made = await send(server, `POST /users/${id}/api-keys`, {
      token: admin.token,
      json: { name: 'Gateway', scopes: ['tokens:introspect'] },
    })
    const key = textOf(made, 'key')
    expect(fieldsOf(await ask(admin.token, key)).active).toBe(true)
    await setRoles(server, admin, id, ['user'])
    expectRefusal(await ask(admin.token, key), 403, 'forbidden')
  })

  test('with the key as the password of Basic, as OAuth clients do, under any name', async () => {
    const who = await join(server)
    for (const name of ['', 'gateway', asking.slice(0, 8)]) {
      const form = { token: who.token }
      const answer = await send(server, 'POST /oauth/introspect', { headers: basic(name, asking), form })
      expect(fieldsOf(answer)).toMatchObject({ active: true, sub: String(who.id) })
    }
  })

  test('C041 nobody by another Basic, and Basic nowhere else', async () => {
    const form = { token: admin.token }
    const wrong = [
      basic(admin.username, admin.password),
      basic(admin.username, admin.token),
      basic('x', `${asking.slice(0, -1)}0`),
      basic('x', ''),
      { authorization: 'Basic' },
      { authorization: 'Basic !!!' },
      { authorization: `Basic ${'A'.repeat(9_000)}` },
    ]
    for (const headers of wrong) {
      const { status } = await send(server, 'POST /oauth/introspect', { headers, form })
      expect([headers.authorization.slice(0, 40), status]).toEqual([headers.authorization.slice(0, 40), 401])
    }
    const { key } = await makeKey(server, admin, 'self:read', 'users:read')
    for (const line of ['GET /users/me', 'GET /users', 'GET /sessions'])
      expectRefusal(await send(server, line, { headers: basic('x', key) }), 401, 'unauthenticated')
  })

  test('V17 CVE-2026-9689 nobody who names two tokens', async () => {
    const who = await join(server)
    const body = `token=x&token=${who.token}`
    const type = 'application/x-www-form-urlencoded'
    expectRefusal(
      await send(server, 'POST /oauth/revoke', { token: revoking, body, type }),
      400,
      'invalid_request',
    )
    expect(await statusOf(server, who.token)).toBe(200)
  })
})
