// C013-C020: names and addresses are stored as typed, compared folded, and one spelling is one person.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Account, count, join, login, person, register, signIn } from '../support/accounts.ts'
import { expectInvalid, expectRefusal } from '../support/expect-answer.ts'
import { fieldsOf, numberOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
let before = 0
beforeAll(async () => {
  admin = await join(server)
  for (const [username, email] of [
    ['alice', 'alice@x.org'],
    ['kevin', 'mike@x.org'],
    ['Sally.Ann', 'Sally@Example.ORG'],
    ['strasse', 'idn@b\u00fccher.example'],
  ]) {
    const answer = await register(server, { ...person(), ...(username && email ? { username, email } : {}) })
    expect(answer.status).toBe(200)
    expect(fieldsOf(answer)).toMatchObject({ username, email })
  }
})
beforeEach(async () => {
  before = await count(server, admin)
})
const nothingMade = async () => expect(await count(server, admin)).toBe(before)

describe('C013 a name in another spelling is the same name', () => {
  afterEach(nothingMade)

  test.each(['alice', 'Alice', 'ALICE', 'aLiCe', 'KEVIN', 'sally.ann', 'SALLY.ANN'])(
    '%s is taken',
    async (username) => {
      expectRefusal(await register(server, { ...person(), username }), 409, 'username_taken')
    },
  )

  test.each([
    '\uff41\uff4c\uff49\uff43\uff45',
    'ali\u00adce',
    'alice\u200b',
    'alice ',
    ' alice',
    'alice\u0000',
    'alice\n',
    'al\u0131ce',
    '\u212aevin',
    'kev\u0131n',
    'a\u0301lice',
    '\u202ealice',
    '\ufeffalice',
    'stra\u00dfe',
  ])('%p is no name', async (username) => {
    const answer = await register(server, { ...person(), username })
    expect([400, 409]).toContain(answer.status)
    expectRefusal(answer, answer.status)
  })
})

describe('C014, C017 what is no name', () => {
  afterEach(nothingMade)

  test.each([
    ...[
      '',
      'ab',
      'x'.repeat(65),
      'a b c',
      'a@b',
      'a@example.org',
      'a/b',
      'a\\b',
      'a:b',
      'a;b',
      'a+b',
      'a,b',
      'a"b',
      "a'b",
      'a<b>',
    ],
    ...[
      '\u0430dmin',
      'j\u00f6rg',
      '\u5c71\u7530\u592a\u90ce',
      'emoji\u{1f600}',
      'abc\u0000',
      'abc\r\nx',
      '\ud800abc',
    ],
    ...['me', 'admin', 'root', 'system', 'Admin', 'ROOT', '12345', '000', '9007199254740993', '.', '..'],
  ])('%p', async (username) => {
    const answer = await register(server, { ...person(), username })
    // Ill-formed text is refused before anybody asks what it names.
    if (username.isWellFormed()) expectInvalid(answer, 'username')
    else expectRefusal(answer, 400)
  })

  test('nor does POST /users take one', async () => {
    for (const username of ['me', 'admin', '12345', 'a b', '\u0430lice']) {
      const answer = await send(server, 'POST /users', {
        token: admin.token,
        json: { ...person(), username },
      })
      expectInvalid(answer, 'username')
    }
  })
})

test('what is a name, stored as typed', async () => {
  for (const username of ['abc', 'A.b-c_D', 'x'.repeat(64), '1a2', 'a11', '9-9', 'Sally', 'alice2', 'meme']) {
    const answer = await register(server, { ...person(), username })
    expect([username, answer.status, fieldsOf(answer).username]).toEqual([username, 200, username])
  }
})

describe('C015 V08 GHSA-7rqj-j65f-68wh V10 CVE-2022-35924 what is no address', () => {
  afterEach(nothingMade)

  const bad = [
    ...[
      'a@x.org,v@y.org',
      '"a@evil.org x"@good.org',
      'a\uff20x.org',
      'a@b@c.org',
      'a@x.org\r\nBcc: z@z.org',
      'a@[127.0.0.1]',
    ],
    ...[
      '',
      '@',
      'a@',
      '@x.org',
      'a',
      'a@x',
      'a@localhost',
      'a@.org',
      'a@x.',
      'a@x..org',
      'a@-x.org',
      'a@x-.org',
      'a@x_y.org',
    ],
    ...[
      'a b@x.org',
      'a@x .org',
      ' a@x.org',
      'a@x.org ',
      'a\t@x.org',
      'a\u0000@x.org',
      'a@x.org\u0000',
      'a\u007f@x.org',
    ],
    ...[
      '<a@x.org>',
      'A <a@x.org>',
      'a@x.org>',
      'mailto:a@x.org,b',
      'a@x.org;b@x.org',
      '"a"@x.org',
      'a"b@x.org',
      'a@x.org/b',
    ],
    ...[
      'a@x.org%0d%0aBcc:z@z.org',
      'a@@x.org',
      'a@x.org@',
      'a,b@x.org',
      'a@x,org',
      'a\\@x.org',
      '(c)a@x.org',
      'a@x.org(c)',
    ],
    ...[
      `${'a'.repeat(300)}@x.org`,
      `a@${'x'.repeat(250)}.org`,
      `a@${'x'.repeat(64)}.org`,
      `${'a@'.repeat(50)}x.org`,
    ],
    ...[
      'a\u200b@x.org',
      'a@x\u200b.org',
      '\u202ea@x.org',
      'a@x.org\u2028',
      'a@xn--\u00fc.org',
      'a@\u{1f600}..org',
      '\ud800@x.org',
    ],
  ]
  test.each(bad)('%p', async (email) => {
    const answer = await register(server, { ...person(), email })
    if (email.isWellFormed()) expectInvalid(answer, 'email')
    else expectRefusal(answer, 400)
    expectRefusal(await send(server, `PUT /users/${admin.id}`, { token: admin.token, json: { email } }), 400)
  })

  test('text only', async () => {
    for (const email of [['a@x.org', 'b@x.org'], ['a@x.org'], {}, { toString: 'a@x.org' }, 1, null, true]) {
      expectInvalid(await send(server, 'POST /auth/register', { json: { ...person(), email } }), 'email')
    }
  })
})

describe('C016 one policy of comparing addresses', () => {
  test('letters of either case are one address', async () => {
    for (const email of ['Alice@X.org', 'ALICE@X.ORG', 'sally@example.org', 'MIKE@x.org']) {
      expectRefusal(await register(server, { ...person(), email }), 409, 'email_taken')
    }
  })

  test('a domain and its IDNA form are one', async () => {
    for (const email of ['idn@B\u00dcCHER.example', 'idn@xn--bcher-kva.example', 'IDN@B\u00fccher.EXAMPLE']) {
      expectRefusal(await register(server, { ...person(), email }), 409, 'email_taken')
    }
    const decomposed = await register(server, { ...person(), email: 'idn@bu\u0308cher.example' })
    expect([400, 409]).toContain(decomposed.status)
  })

  test('V58 CVE-2019-19844 plus, dots and look-alikes are other addresses, or none', async () => {
    for (const email of ['alice+1@x.org', 'al.ice@x.org', 'alice@sub.x.org']) {
      expect((await register(server, { ...person(), email })).status).toBe(200)
    }
    const alike = await register(server, { ...person(), email: 'm\u0131ke@x.org' })
    expect([200, 400]).toContain(alike.status)
    // Whoever holds the look-alike never signs in as the other.
    const answer = await login(server, 'm\u0131ke@x.org', 'mikes-own-password-is-unknown')
    expect(answer.status).toBe(401)
  })

  test('C018 signing in folds as registering does', async () => {
    const who = await join(server, { username: 'Fold.Me', email: 'Fold.Me@B\u00fccher.example' })
    for (const name of [
      'fold.me',
      'FOLD.ME',
      'fold.me@b\u00fccher.example',
      'FOLD.ME@XN--BCHER-KVA.EXAMPLE',
    ]) {
      expect([name, (await login(server, name, who.password)).status]).toEqual([name, 200])
    }
    for (const name of ['f\u043eld.me', 'fold.me\u200b', 'fold.m\u00e9']) {
      expect([name, (await login(server, name, who.password)).status === 200]).toEqual([name, false])
    }
  })
})

test('C019 ids are never reused, not even after a restart', async () => {
  let last = 0
  for (let round = 0; round < 6; round += 1) {
    const who = person()
    const id = numberOf(await register(server, who), 'id')
    expect(id).toBeGreaterThan(last)
    last = id
    const token = await signIn(server, who)
    await send(server, `DELETE /users/${id}`, { token: admin.token })
    if (round === 2) await server.restart()
    if (round === 4) {
      await server.kill()
      await server.start()
    }
    expectRefusal(await send(server, 'GET /users/me', { token }), 401, 'invalid_token')
  }
})
