// Clauses 3 and 13, C055, C066, R16: who may register, and that a refused registration makes nothing.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import {
  type Account,
  count,
  create,
  isAdministrator,
  join,
  login,
  person,
  registerAtLast,
} from '../support/accounts.ts'
import { expectInvalid, expectRefusal } from '../support/expect-answer.ts'
import { fieldsOf, numberOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const notText = [null, 1, 0, true, false, [], ['a@x.org', 'b@x.org'], {}, { raw: '1=1' }, { $ne: null }]
const names = ['username', 'email', 'full_name', 'password'] as const

describe('POST /auth/register and POST /users', () => {
  const server = useServer({ dev: true })
  let admin: Account
  let before = 0
  beforeAll(async () => {
    admin = await join(server)
  })
  beforeEach(async () => {
    before = await count(server, admin)
  })

  const routes = ['POST /auth/register', 'POST /users']
  const ask = async (line: string, json: unknown) =>
    await send(server, line, { json, ...(line.startsWith('POST /users') ? { token: admin.token } : {}) })

  describe('refused, and nothing is made', () => {
    afterEach(async () => {
      expect(await count(server, admin)).toBe(before)
    })

    test.each(routes)('%s: each field is needed, but a password for somebody else', async (line) => {
      const needed = names.filter((name) => name !== 'password' || line !== 'POST /users')
      for (const name of needed) {
        const { [name]: _, ...rest } = person()
        expectInvalid(await ask(line, rest), name)
      }
      expectInvalid(await ask(line, {}), ...needed)
    })

    test.each(routes)('C066 %s: each field is text', async (line) => {
      for (const name of names) {
        for (const value of notText) expectInvalid(await ask(line, { ...person(), [name]: value }), name)
      }
    })

    test.each(routes)('C055 %s: no other field is accepted', async (line) => {
      const more = {
        role: 'admin',
        is_admin: true,
        id: 1,
        email_verified: true,
        disabled: false,
        password_hash: 'x',
        created_at: '2020-01-01T00:00:00.000Z',
        tenant_id: 1,
        mfa_enabled: false,
        Username: 'x',
      }
      for (const [name, value] of Object.entries(more)) {
        expectInvalid(await ask(line, { ...person(), [name]: value }), name)
      }
    })

    test('C055 registration takes no roles', async () => {
      expectInvalid(await ask('POST /auth/register', { ...person(), roles: ['admin'] }), 'roles')
    })

    test('POST /users knows its roles', async () => {
      for (const roles of [[], ['owner'], ['admin', 'owner'], 'admin', [1], null, [['admin']], {}]) {
        expectRefusal(await ask('POST /users', { ...person(), roles }), 400, 'validation_failed')
      }
    })

    test.each(routes)('%s: a name or an address that exists is 409', async (line) => {
      const { username, email } = admin
      expectRefusal(await ask(line, { ...person(), username }), 409, 'username_taken')
      expectRefusal(await ask(line, { ...person(), email }), 409, 'email_taken')
      expectRefusal(await ask(line, { ...person(), username: username.toUpperCase() }), 409, 'username_taken')
      expectRefusal(await ask(line, { ...person(), email: email.toUpperCase() }), 409, 'email_taken')
      expectRefusal(await ask(line, { ...person(), username, email }), 409)
    })

    test.each(routes)('%s: unknown query parameters', async (line) => {
      for (const query of ['?role=admin', '?access_token=x', '?username=a', '?a[__proto__][x]=1', '?x']) {
        expectRefusal(await ask(line + query, person()), 400)
      }
    })

    test('POST /users is for administrators', async () => {
      const json = person()
      expectRefusal(await send(server, 'POST /users', { json }), 401, 'unauthenticated')
    })
  })

  test('POST /users as an ordinary user is 403 whatever the body says', async () => {
    const user = await join(server)
    const { token } = user
    const total = await count(server, admin)
    for (const json of [
      person(),
      {},
      { ...person(), username: admin.username },
      { ...person(), roles: ['admin'] },
    ]) {
      expectRefusal(await send(server, 'POST /users', { token, json }), 403, 'forbidden')
    }
    expect(await count(server, admin)).toBe(total)
  })

  test.each(routes)('%s answers the four fields and nothing more', async (line) => {
    const who = person()
    const answer = await ask(line, who)
    expect(answer.status).toBe(200)
    expect(Object.entries(fieldsOf(answer))).toEqual([
      ['id', expect.any(Number)],
      ['username', who.username],
      ['email', who.email],
      ['full_name', who.full_name],
    ])
    const signsIn = line === 'POST /users' ? 403 : 200
    expect((await login(server, who.username, who.password)).status).toBe(signsIn)
    expect(await count(server, admin)).toBe(before + 1)
  })

  test('POST /users gives the roles it is told, and "user" when told none', async () => {
    expect(await isAdministrator(server, (await create(server, admin)).token)).toBe(false)
    expect(await isAdministrator(server, (await create(server, admin, {}, ['user'])).token)).toBe(false)
    expect(await isAdministrator(server, (await create(server, admin, {}, ['admin'])).token)).toBe(true)
  })

  test('R16: of 25 at once for one name, in several spellings, exactly one is made', async () => {
    for (let round = 0; round < 4; round += 1) {
      const total = await count(server, admin)
      const wanted = `Racer.${round}`
      const spellings = [wanted, wanted.toLowerCase(), wanted.toUpperCase()]
      const answers = await Promise.all(
        Array.from({ length: 25 }, (_, index) =>
          registerAtLast(server, { ...person(), username: spellings[index % 3] ?? wanted }),
        ),
      )
      const statuses = answers.map((answer) => answer.status).sort()
      expect(statuses).toEqual([200, ...Array<number>(24).fill(409)])
      expect(await count(server, admin)).toBe(total + 1)
    }
  })

  test('R16: of 25 at once for one address, exactly one is made', async () => {
    const email = 'wanted@example.org'
    const answers = await Promise.all(
      Array.from({ length: 25 }, () => registerAtLast(server, { ...person(), email })),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array<number>(24).fill(409)])
    expect(await count(server, admin)).toBe(before + 1)
  })
})

describe('LATCHKEY_REGISTRATION=closed', () => {
  const server = useServer({ dev: true })

  test('refuses everybody alike, and administrators still make accounts', async () => {
    const admin = await join(server)
    await server.restart({ dev: true, env: { LATCHKEY_REGISTRATION: 'closed' } })
    const total = await count(server, admin)
    for (const json of [
      person(),
      { ...person(), username: admin.username },
      { ...person(), email: admin.email },
    ]) {
      expectRefusal(await send(server, 'POST /auth/register', { json }), 403, 'registration_closed')
    }
    expect(await count(server, admin)).toBe(total)
    const answer = await send(server, 'POST /users', { token: admin.token, json: person() })
    expect(answer.status).toBe(200)
    expect(numberOf(answer, 'id')).toBeGreaterThan(admin.id)
  })
})
