// Keys for programs: what they are, and that they never do more than their owners may.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, create, join, person, setRoles, shown } from '../support/accounts.ts'
import { askForKey, makeKey } from '../support/api-keys.ts'
import { eventually } from '../support/eventually.ts'
import { expectAlike, expectInvalid, expectRefusal } from '../support/expect-answer.ts'
import { type Ask, fieldsOf, itemsOf, send, textOf } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { everythingStored } from '../support/stored.ts'

const server = useServer({ dev: true })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

const ask = (line: string, token: string | undefined, given: Ask = {}) =>
  send(server, line, { token, ...given })
const me = async (token: string) => (await ask('GET /users/me', token)).status
const keysOf = async (who: Account) => itemsOf(await ask('GET /api-keys', who.token))
const DAY = 24 * 60 * 60 * 1_000

describe('C060 a key', () => {
  test('is shown once, has an end, and is listed without anything to use', async () => {
    const who = await join(server)
    const made = await askForKey(server, who.token, ['self:read', 'self:write'])
    const { key, ...rest } = fieldsOf(made)
    expect(key).toMatch(/^lk_[0-9A-Za-z]{49}$/)
    expect(rest).toEqual({
      id: expect.stringMatching(/^key_[\w-]{27}$/),
      name: 'Report',
      hint: String(key).slice(0, 8),
      scopes: ['self:read', 'self:write'],
      created_at: expect.any(String),
      expires_at: expect.any(String),
      last_used_at: null,
    })
    const life = Date.parse(String(rest.expires_at)) - Date.parse(String(rest.created_at))
    expect(life).toBe(90 * DAY)
    const list = await ask('GET /api-keys', who.token)
    expect([list.json, list.text.includes(String(key))]).toEqual([
      { items: [rest], next_cursor: null },
      false,
    ])
    const ofAdmin = await ask(`GET /users/${who.id}/api-keys`, admin.token)
    expect(ofAdmin.json).toEqual(list.json)
  })

  test('works wherever a bearer token does, as its owner', async () => {
    const who = await join(server)
    const { key } = await makeKey(server, who, 'self:read', 'self:write')
    expect((await ask('GET /users/me', key)).json).toEqual(shown(who))
    expect((await ask(`GET /users/${who.id}`, key)).json).toEqual(shown(who))
    expect((await ask('GET /users', key)).json).toMatchObject({ total: 1 })
    const changed = await ask(`PUT /users/${who.id}`, key, { json: { full_name: 'By A Key' } })
    expect([changed.status, fieldsOf(changed).full_name]).toEqual([200, 'By A Key'])
    expect(fieldsOf(await ask('GET /users/me', key)).full_name).toBe('By A Key')
  })

  test.each([
    [1, 1],
    [3650, 3650],
    [null, null],
  ])('of %p days lasts as long', async (days, expected) => {
    const who = await join(server)
    const made = fieldsOf(await askForKey(server, who.token, ['self:read'], { expires_in_days: days }))
    const at = (name: string) => Date.parse(String(made[name]))
    expect(made.expires_at === null ? null : (at('expires_at') - at('created_at')) / DAY).toBe(expected)
  })

  test.each([
    ['scopes', { scopes: [] }],
    ['scopes', { scopes: ['self:read', 'self:read'] }],
    ['scopes.0', { scopes: ['everything'] }],
    ['scopes.0', { scopes: ['*:*'] }],
    ['scopes.0', { scopes: ['self:read users:read'] }],
    ['scopes', { scopes: 'self:read' }],
    ['name', { name: '' }],
    ['name', { name: 'a\nb' }],
    ['expires_in_days', { expires_in_days: 0 }],
    ['expires_in_days', { expires_in_days: 3651 }],
    ['expires_in_days', { expires_in_days: 1.5 }],
    ['userId', { userId: 1 }],
    ['key', { key: 'lk_chosen' }],
  ])('is not made of a wrong %s: %p', async (field, changes) => {
    const who = await join(server)
    expectInvalid(await askForKey(server, who.token, ['self:read'], changes), field)
    expect(await keysOf(who)).toEqual([])
  })

  test('tells its owner that it was made', async () => {
    const who = await join(server)
    await makeKey(server, who, 'self:read')
    const [notice, ...more] = itemsOf(await ask('GET /users/me/notices', who.token))
    expect([notice?.kind, more.length]).toEqual(['api_key_created', 0])
    expect(notice?.source_address).toMatch(/^(?:127\.0\.0\.1|::1)$/)
  })

  test('C092 pages of keys give each once, the newest first', async () => {
    const who = await join(server)
    const made: string[] = []
    for (let i = 0; i < 5; i++) made.push((await makeKey(server, who, 'self:read')).id)
    const seen: string[] = []
    let cursor = ''
    do {
      const answer = await ask(`GET /api-keys?limit=2${cursor && `&cursor=${cursor}`}`, who.token)
      seen.push(...itemsOf(answer).map(({ id }) => String(id)))
      cursor = String(fieldsOf(answer).next_cursor ?? '')
    } while (cursor !== '')
    expect(seen.toSorted()).toEqual(made.toSorted())
    expectInvalid(await ask('GET /api-keys?cursor=nonsense', who.token), 'cursor')
  })
})

describe('C060 the owner is the session’s, and nobody else', () => {
  test('CVE-2025-61928 (V01) no field of the request names another, and without a session nobody is invented', async () => {
    const [who, victim] = [await join(server), await join(server)]
    const names = ['userId', 'user_id', 'owner', 'owner_id', 'id']
    for (const name of names) {
      expectRefusal(
        await askForKey(server, undefined, ['self:read'], { [name]: victim.id }),
        401,
        'unauthenticated',
      )
      expectInvalid(await askForKey(server, who.token, ['self:read'], { [name]: victim.id }), name)
    }
    expectInvalid(
      await ask(`POST /api-keys?userId=${victim.id}`, who.token, {
        json: { name: 'x', scopes: ['self:read'] },
      }),
      'userId',
    )
    expect([await keysOf(who), await keysOf(victim)]).toEqual([[], []])
  })

  test('a key makes no key, whatever it is for', async () => {
    const second = await create(server, admin, {}, ['user', 'admin'])
    const { key } = await makeKey(server, second, 'self:read', 'self:write', 'users:read', 'users:write')
    expectRefusal(await askForKey(server, key, ['self:read']), 403, 'forbidden')
    expectRefusal(await askForKey(server, key, ['self:read', 'users:delete']), 403, 'forbidden')
    expect(await keysOf(second)).toHaveLength(1)
  })

  test.each(['users:read', 'users:delete', 'server:operate', 'nothing:known'])(
    'nobody makes a key for %s who may not do it',
    async (scope) => {
      const who = await join(server)
      expectRefusal(await askForKey(server, who.token, ['self:read', scope]), 403, 'forbidden')
      expect([await keysOf(who), itemsOf(await ask('GET /users/me/notices', who.token))]).toEqual([[], []])
    },
  )
})

describe('C060 C054 the rights of a key', () => {
  test('end where its scopes end, although its owner may more', async () => {
    const second = await create(server, admin, {}, ['user', 'admin'])
    const target = await join(server)
    const { key } = await makeKey(server, second, 'users:read')
    expect((await ask(`GET /users/${target.id}`, key)).status).toBe(200)
    for (const line of [
      `GET /users/${target.id}/details`,
      `DELETE /users/${target.id}`,
      'GET /server/status',
    ])
      expectRefusal(await ask(line, key), 403, 'forbidden')
    // What concerns the own account it was not made for either.
    expectRefusal(await ask('GET /users/me', key), 403, 'forbidden')
    expectRefusal(await ask(`PUT /users/${second.id}`, key, { json: { full_name: 'x' } }), 403, 'forbidden')
    expect(await me(target.token)).toBe(200)
  })

  test('cover whoever it acts on: with one scope it touches no administrator', async () => {
    const second = await create(server, admin, {}, ['user', 'admin'])
    const target = await join(server)
    const scopes = [
      'users:write',
      'users:delete',
      'users:disable',
      'users:recover',
      'roles:assign',
      'sessions:revoke',
      'api-keys:revoke',
    ]
    const held = await makeKey(server, admin, 'self:read')
    const rows: [string, string, Ask][] = [
      ['PUT', '', { json: { full_name: 'Taken Over' } }],
      ['POST', '/disable', {}],
      ['POST', '/enable', {}],
      ['POST', '/reset-link', {}],
      ['PUT', '/roles', { json: { roles: ['user'] } }],
      ['DELETE', '/sessions', {}],
      ['DELETE', `/api-keys/${held.id}`, {}],
      ['DELETE', '', {}],
    ]
    const { key } = await makeKey(server, second, ...scopes)
    for (const [method, rest, given] of rows) {
      const answer = await ask(`${method} /users/${admin.id}${rest}`, key, given)
      expect([method, rest, answer.status, fieldsOf(answer).error]).toEqual([method, rest, 403, 'forbidden'])
    }
    expect([await me(admin.token), await me(held.key), await me(second.token)]).toEqual([200, 200, 200])
    expect((await ask('GET /users/me', admin.token)).json).toEqual(shown(admin))
    // Whom it covers it may act on.
    expect((await ask(`PUT /users/${target.id}`, key, { json: { full_name: 'Changed' } })).status).toBe(200)
    expect((await ask(`POST /users/${target.id}/reset-link`, key)).status).toBe(200)
  })

  test('make no account above them', async () => {
    const second = await create(server, admin, {}, ['user', 'admin'])
    const { key } = await makeKey(server, second, 'users:create', 'roles:assign')
    const who = { ...person(), roles: ['user', 'admin'] }
    expectRefusal(await ask('POST /users', key, { json: who }), 403, 'forbidden')
    expect((await ask('POST /users', key, { json: { ...who, roles: ['user'] } })).status).toBe(200)
  })

  test('give no role above them', async () => {
    const second = await create(server, admin, {}, ['user', 'admin'])
    const target = await join(server)
    const { key } = await makeKey(server, second, 'roles:assign')
    expectRefusal(
      await ask(`PUT /users/${target.id}/roles`, key, { json: { roles: ['user', 'admin'] } }),
      403,
      'forbidden',
    )
    expect(fieldsOf(await ask(`GET /users/${target.id}/details`, admin.token)).roles).toEqual(['user'])
  })

  test('are lost with the very next request when the owner is demoted, and come back with the role', async () => {
    const second = await create(server, admin, {}, ['user', 'admin'])
    const { key } = await makeKey(server, second, 'users:read', 'self:read')
    const read = async () => (await ask(`GET /users/${admin.id}`, key)).status
    expect(await read()).toBe(200)
    await setRoles(server, admin, second.id, ['user'])
    expect([await read(), await me(key)]).toEqual([403, 200])
    await setRoles(server, admin, second.id, ['user', 'admin'])
    expect(await read()).toBe(200)
  })
})

describe('an end', () => {
  test('V42 of the owner’s account: disabled, nothing of it is let in, by no key either', async () => {
    const who = await join(server)
    const { key } = await makeKey(server, who, 'self:read', 'self:write')
    expect(await me(key)).toBe(200)
    await ask(`POST /users/${who.id}/disable`, admin.token)
    const lines = ['GET /users/me', 'GET /users', 'GET /api-keys', 'GET /sessions', `GET /users/${who.id}`]
    for (const line of lines) expectRefusal(await ask(line, key), 401, 'invalid_token')
    expectRefusal(await askForKey(server, key, ['self:read']), 401, 'invalid_token')
    expectRefusal(await askForKey(server, who.token, ['self:read']), 401, 'invalid_token')
  })

  test('C040 C020 of the account itself: its keys are nobody’s, also when the name comes again', async () => {
    const who = await join(server)
    const { key } = await makeKey(server, who, 'self:read', 'self:write')
    expect(await me(key)).toBe(200)
    expect((await ask(`DELETE /users/${who.id}`, key)).status).toBe(200)
    expectRefusal(await ask('GET /users/me', key), 401, 'invalid_token')
    const { id: _, token: __, ...same } = who
    const again = await join(server, same)
    expect(again.id).not.toBe(who.id)
    expectRefusal(await ask('GET /users/me', key), 401, 'invalid_token')
    expect(await keysOf(again)).toEqual([])
  })

  test('revoked, it is refused in the very next request, and the others stay', async () => {
    const who = await join(server)
    const [one, two] = [await makeKey(server, who, 'self:read'), await makeKey(server, who, 'self:read')]
    expect([await me(one.key), await me(two.key)]).toEqual([200, 200])
    const revoked = await ask(`DELETE /api-keys/${one.id}`, who.token)
    expect([revoked.status, revoked.json]).toEqual([200, { message: 'API key revoked' }])
    expect([await me(one.key), await me(two.key), await me(who.token)]).toEqual([401, 200, 200])
    const byAdmin = await ask(`DELETE /users/${who.id}/api-keys/${two.id}`, admin.token)
    expect([byAdmin.status, await me(two.key), await me(who.token)]).toEqual([200, 401, 200])
    expectRefusal(
      await ask(`DELETE /users/${who.id}/api-keys/${two.id}`, admin.token),
      404,
      'api_key_not_found',
    )
  })

  test('a key revokes itself, if it may write', async () => {
    const who = await join(server)
    const [reading, writing] = [
      await makeKey(server, who, 'self:read'),
      await makeKey(server, who, 'self:write'),
    ]
    expectRefusal(await ask(`DELETE /api-keys/${reading.id}`, reading.key), 403, 'forbidden')
    expect((await ask(`DELETE /api-keys/${writing.id}`, writing.key)).status).toBe(200)
    expectRefusal(await ask(`DELETE /api-keys/${reading.id}`, writing.key), 401, 'invalid_token')
    expect(await me(reading.key)).toBe(200)
  })

  test('C052 one of somebody else is refused as one that never was', async () => {
    const [who, other] = [await join(server), await join(server)]
    const { id, key } = await makeKey(server, who, 'self:read')
    expectAlike(
      [
        await ask(`DELETE /api-keys/${id}`, other.token),
        await ask('DELETE /api-keys/key_nobodys', other.token),
      ],
      403,
      'forbidden',
    )
    expectRefusal(
      await ask(`DELETE /users/${other.id}/api-keys/${id}`, admin.token),
      404,
      'api_key_not_found',
    )
    expectRefusal(await ask(`GET /users/${who.id}/api-keys`, other.token), 403, 'forbidden')
    expect(await me(key)).toBe(200)
  })
})

describe('what is no key', () => {
  test('CVE-2026-27840 (V35) cut, extended or changed it opens nothing, and a revoked one in no spelling', async () => {
    const who = await join(server)
    const { id, key } = await makeKey(server, who, 'self:read')
    const spellings = [
      ...[1, 2, 6, 7, 20, 49].map((cut) => key.slice(0, -cut)),
      ...['A', '0', '==', `.${key}`].map((end) => key + end),
      key.toLowerCase(),
      key.toUpperCase(),
      key.replace('lk_', 'lkr_'),
      key.slice(3),
      id,
      `lk_${'0'.repeat(49)}`,
    ]
    for (const token of spellings) expectRefusal(await ask('GET /users/me', token), 401, 'invalid_token')
    expect(await me(key)).toBe(200)
    await ask(`DELETE /api-keys/${id}`, who.token)
    for (const token of [key, ...spellings])
      expectRefusal(await ask('GET /users/me', token), 401, 'invalid_token')
  })

  test('a key goes nowhere but into the one Authorization field', async () => {
    const who = await join(server)
    const { key } = await makeKey(server, who, 'self:read')
    expectRefusal(await send(server, `GET /users/me?access_token=${key}`), 401, 'unauthenticated')
    expectRefusal(
      await send(server, 'GET /users/me', { headers: { 'x-api-key': key } }),
      401,
      'unauthenticated',
    )
    expectRefusal(
      await send(server, 'GET /users/me', { headers: { authorization: `Basic ${key}` } }),
      401,
      'unauthenticated',
    )
  })
})

test('C102 no key is in any log, nor in the database', async () => {
  const own = await join(server)
  const made = await askForKey(server, own.token, ['self:read', 'self:write'])
  const key = textOf(made, 'key')
  const id = textOf(made, 'id')
  for (const line of [
    'GET /users/me',
    'GET /nowhere',
    'PUT /users/me',
    `DELETE /api-keys/${id}`,
    'GET /users/me',
  ])
    await ask(line, key, { headers: { 'x-request-id': 'with-a-key' } })
  await send(server, 'GET /health', { headers: { 'x-request-id': 'after-the-key' } })
  await eventually('the last line', () => server.log.find((line) => line.request_id === 'after-the-key'))
  expect(server.written.join('\n')).not.toContain(key.slice(3, 20))
  await server.stop()
  expect(everythingStored(server)).not.toContain(key.slice(8, 30))
  await server.start()
})
