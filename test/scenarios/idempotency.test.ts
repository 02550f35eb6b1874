// Clause 14 and R18: `Idempotency-Key` on every POST that creates.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, count, join, login, type Person, person } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { numberOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { storedRows } from '../support/stored.ts'

const server = useServer({ dev: true })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

let keys = 0
const newKey = () => {
  keys += 1
  return `key-${keys}-of-this-run`
}

describe.each(['POST /auth/register', 'POST /users'])('%s', (line) => {
  /** What the right password is answered: one that somebody else set is to be changed. */
  const signsIn = line === 'POST /users' ? 403 : 200
  const ask = async (key: string, json: unknown) =>
    await send(server, line, {
      json,
      headers: { 'idempotency-key': key },
      token: line === 'POST /users' ? admin.token : undefined,
    })

  test('the same key with the same body is the same answer, made once', async () => {
    const before = await count(server, admin)
    const key = newKey()
    const who = person()
    const first = await ask(key, who)
    expect(first.status).toBe(200)
    for (let again = 0; again < 3; again += 1) {
      const answer = await ask(key, who)
      expect([answer.status, answer.text]).toEqual([200, first.text])
    }
    expect(await count(server, admin)).toBe(before + 1)
    expect((await login(server, who.username, who.password)).status).toBe(signsIn)
  })

  test('also when they come at once', async () => {
    const before = await count(server, admin)
    const key = newKey()
    const who = person()
    const answers = await Promise.all(Array.from({ length: 10 }, async () => await ask(key, who)))
    expect(answers.map((answer) => answer.status)).toEqual(Array<number>(10).fill(200))
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1)
    expect(await count(server, admin)).toBe(before + 1)
  })

  test('with another body it is 409, and nothing is made', async () => {
    const key = newKey()
    const who = person()
    expect((await ask(key, who)).status).toBe(200)
    const before = await count(server, admin)
    const others: Person[] = [
      person(),
      { ...who, full_name: 'Somebody Else' },
      { ...who, email: 'somebody.else@example.org' },
      { ...who, password: 'another-password-of-mine' },
    ]
    for (const other of others) {
      const answer = await ask(key, other)
      expect([other, answer.status]).toEqual([other, 409])
      expectRefusal(answer, 409, 'idempotency_key_reused')
    }
    expect(await count(server, admin)).toBe(before)
    expect((await login(server, who.username, who.password)).status).toBe(signsIn)
  })

  test('without a key, or with another, the same body is 409 because the name is taken', async () => {
    const who = person()
    expect((await ask(newKey(), who)).status).toBe(200)
    expectRefusal(await ask(newKey(), who), 409, 'username_taken')
    const token = line === 'POST /users' ? admin.token : undefined
    expectRefusal(await send(server, line, { json: who, token }), 409, 'username_taken')
  })

  test('the key outlives a restart and a crash', async () => {
    const key = newKey()
    const who = person()
    const first = await ask(key, who)
    await server.restart()
    expect((await ask(key, who)).text).toBe(first.text)
    await server.kill()
    await server.start()
    expect((await ask(key, who)).text).toBe(first.text)
    expectRefusal(await ask(key, person()), 409, 'idempotency_key_reused')
  })

  test('a key that is no key is 400, and nothing is made', async () => {
    const before = await count(server, admin)
    for (const key of ['x'.repeat(5000), 'a\u00e9b']) expectRefusal(await ask(key, person()), 400)
    expect(await count(server, admin)).toBe(before)
  })
})

test('also without a password: one mail, and the same body with one is another request', async () => {
  const { password, ...who } = person()
  const ask = (json: object, key: string) =>
    send(server, 'POST /users', { json, token: admin.token, headers: { 'idempotency-key': key } })
  const [without, withOne] = [newKey(), newKey()]
  const made = await ask(who, without)
  expect([made.status, (await ask(who, without)).text]).toEqual([200, made.text])
  expectRefusal(await ask({ ...who, password }, without), 409, 'idempotency_key_reused')
  const rows = storedRows(server, `select template from mails where user_id = ${numberOf(made, 'id')}`)
  expect(rows).toEqual([{ template: 'first_password' }])
  const { password: _, ...other } = person()
  expect((await ask({ ...other, password }, withOne)).status).toBe(200)
  expectRefusal(await ask(other, withOne), 409, 'idempotency_key_reused')
})

test('a key is its caller’s: it opens no other account’s answer and no refusal before it', async () => {
  const user = await join(server)
  const key = newKey()
  const who = person()
  const made = await send(server, 'POST /users', {
    json: who,
    token: admin.token,
    headers: { 'idempotency-key': key },
  })
  expect(made.status).toBe(200)
  const headers = { 'idempotency-key': key }
  expectRefusal(
    await send(server, 'POST /users', { json: who, token: user.token, headers }),
    403,
    'forbidden',
  )
  expectRefusal(await send(server, 'POST /users', { json: who, headers }), 401, 'unauthenticated')
})

test('a key belongs to its caller: another administrator’s request with it is another request', async () => {
  const other = await join(server)
  await send(server, `PUT /users/${other.id}/roles`, { token: admin.token, json: { roles: ['admin'] } })
  const headers = { 'idempotency-key': newKey() }
  const before = await count(server, admin)
  for (const { token } of [admin, other]) {
    expect((await send(server, 'POST /users', { token, headers, json: person() })).status).toBe(200)
  }
  expect(await count(server, admin)).toBe(before + 2)
})
