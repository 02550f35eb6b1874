// Attacks on what belongs to whom: addresses, repeated requests, names.
import { beforeAll, describe, expect, test } from 'bun:test'
import {
  type Account,
  count,
  create,
  join,
  login,
  person,
  register,
  shown,
  signIn,
} from '../support/accounts.ts'
import { expectInvalid, expectRefusal } from '../support/expect-answer.ts'
import { fieldsOf, numberOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { changeStored, everythingStored, storedRows } from '../support/stored.ts'
import { unthrottled } from '../support/unthrottled.ts'

const server = useServer({ dev: true, env: unthrottled })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

let made = 0
const address = () => {
  made += 1
  return `address.${made}@example.net`
}

const move = async (who: Account, email: string) =>
  await send(server, `PUT /users/${who.id}`, { token: who.token, json: { email } })
const isFree = async (email: string) => (await register(server, person({ email }))).status === 200

describe('C016, C080 whose address it is', () => {
  test('going away and coming back: what signs in stays, what was only shown is released', async () => {
    const who = await join(server)
    const [first, second] = [address(), address()]
    for (const email of [first, second, first, who.email]) {
      expect((await move(who, email)).status).toBe(200)
      for (const one of [first, second]) expectRefusal(await login(server, one, who.password), 401)
      expect((await login(server, who.email, who.password)).status).toBe(200)
      expectRefusal(await register(server, person({ email })), 409, 'email_taken')
    }
    expect([await isFree(first), await isFree(second)]).toEqual([true, true])
    expectRefusal(await move(who, first), 409, 'email_taken')
  })

  test('an address somebody signs in or is shown with is taken in every spelling', async () => {
    const [owner, other] = [await join(server), await join(server)]
    const shownOnly = 'Somebody@b\u00fccher.example'
    expect((await move(owner, shownOnly)).status).toBe(200)
    for (const email of [
      owner.email.toUpperCase(),
      'somebody@xn--bcher-kva.example',
      'SOMEBODY@B\u00dcCHER.example',
      'somebody@bu\u0308cher.example',
    ]) {
      const answer = await move(other, email)
      expect([email, [400, 409].includes(answer.status)]).toEqual([email, true])
      expect((await register(server, person({ email }))).status).toBe(answer.status)
    }
    expect((await send(server, 'GET /users/me', { token: other.token })).json).toEqual(shown(other))
  })

  test('two who swap at the same time, again and again, keep what they had', async () => {
    const [one, other] = [await join(server), await join(server)]
    const [theirs, others] = [address(), address()]
    await Promise.all([move(one, theirs), move(other, others)])
    for (let round = 0; round < 20; round += 1) {
      const answers = await Promise.all([
        move(one, others),
        move(other, theirs),
        move(one, other.email),
        move(other, one.email),
      ])
      expect(answers.map((answer) => answer.status)).toEqual([409, 409, 409, 409])
    }
    const seen = [one, other].map(async (who) => fieldsOf(await send(server, 'GET /users/me', who)).email)
    expect(await Promise.all(seen)).toEqual([theirs, others])
  })

  test('of many addresses asked for at once one is occupied: nobody hoards', async () => {
    const who = await join(server)
    const wanted = Array.from({ length: 12 }, address)
    await Promise.all(wanted.map(async (email) => await move(who, email)))
    const { email } = fieldsOf(await send(server, 'GET /users/me', { token: who.token }))
    const free = await Promise.all(wanted.map(isFree))
    expect(wanted.filter((_, index) => !free[index])).toEqual([String(email)])
  })

  test('of a registration and a change for one address at once, one happens', async () => {
    for (let round = 0; round < 8; round += 1) {
      const who = await join(server)
      const email = address()
      const answers = await Promise.all([register(server, person({ email })), move(who, email)])
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    }
  })

  test('deleting releases both; nobody inherits a session, and the new holder signs in', async () => {
    const who = await join(server)
    const email = address()
    await move(who, email)
    expect((await send(server, `DELETE /users/${who.id}`, { token: who.token })).status).toBe(200)
    const heir = await join(server, { email: who.email, username: who.username })
    expect((await register(server, person({ email }))).status).toBe(200)
    expect(heir.id).toBeGreaterThan(who.id)
    expectRefusal(await login(server, who.email, who.password), 401)
    expect((await login(server, who.email, heir.password)).status).toBe(200)
    expectRefusal(await send(server, 'GET /users/me', { token: who.token }), 401)
  })
})

describe('R18 an Idempotency-Key', () => {
  let keys = 0
  const newKey = () => {
    keys += 1
    return { 'idempotency-key': `attack-${keys}` }
  }

  test('of several bodies with one key at once one counts, the others are refused', async () => {
    const before = await count(server, admin)
    const headers = newKey()
    const people = Array.from({ length: 8 }, () => person())
    const answers = await Promise.all(
      people.map(async (json) => await send(server, 'POST /auth/register', { json, headers })),
    )
    const statuses = answers.map((answer) => answer.status).sort()
    expect(statuses).toEqual([200, ...Array<number>(7).fill(409)])
    expect(await count(server, admin)).toBe(before + 1)
  })

  test('is another one for another caller, and at another endpoint', async () => {
    const second = await create(server, admin, {}, ['admin'])
    const headers = newKey()
    const ids = new Set<number>()
    for (const token of [admin.token, second.token]) {
      ids.add(numberOf(await send(server, 'POST /users', { token, json: person(), headers }), 'id'))
    }
    ids.add(numberOf(await send(server, 'POST /auth/register', { json: person(), headers }), 'id'))
    expect(ids.size).toBe(3)
  })

  test('given twice is refused', async () => {
    const headers = new Headers({ 'content-type': 'application/json' })
    headers.append('idempotency-key', 'a')
    headers.append('idempotency-key', 'b')
    const body = JSON.stringify(person())
    const { status } = await fetch(`${server.url}/auth/register`, { method: 'POST', headers, body })
    expect(status).toBe(400)
  })

  test('is nothing any more after 24 hours', async () => {
    const headers = newKey()
    const who = person()
    expect((await send(server, 'POST /auth/register', { json: who, headers })).status).toBe(200)
    await server.stop()
    changeStored(server, 'update idempotency_keys set created_at = created_at - 86400000')
    await server.start()
    expectRefusal(await send(server, 'POST /auth/register', { json: who, headers }), 409, 'username_taken')
    expect((await send(server, 'POST /auth/register', { json: person(), headers })).status).toBe(200)
  })

  test('C040 of an account that was deleted does not answer as if it were there', async () => {
    const headers = newKey()
    const who = person()
    const id = numberOf(await send(server, 'POST /auth/register', { json: who, headers }), 'id')
    const token = await signIn(server, who)
    expect((await send(server, `DELETE /users/${id}`, { token })).status).toBe(200)
    const again = await send(server, 'POST /auth/register', { json: who, headers })
    // Either a new account or a refusal; never the deleted one's answer with nobody behind it.
    if (again.status === 200) {
      expect(numberOf(again, 'id')).toBeGreaterThan(id)
      expect((await login(server, who.username, who.password)).status).toBe(200)
    } else expectRefusal(again, 409)
  })

  test('C040 nothing of a deleted account stays behind: no address, no name, no hash', async () => {
    const who = person({ full_name: 'Canary Of The Deleted' })
    const headers = newKey()
    const id = numberOf(await send(server, 'POST /auth/register', { json: who, headers }), 'id')
    const token = await signIn(server, who)
    expect((await send(server, `DELETE /users/${id}`, { token })).status).toBe(200)
    await server.stop()
    const kept = storedRows(
      server,
      `select answer from idempotency_keys where answer like '%${who.full_name}%'`,
    )
    const rows = kept.map((row) => String(row.answer))
    await server.start()
    expect(rows.filter((text) => text.includes('$argon2id$') || text.includes(who.email))).toEqual([])
  })
})

describe('C090 a name that nobody can see', () => {
  test.each(['\u200b', '\u2060\u00ad', '\u3164', '\u2800', '\u{e0041}', '\u115f\u1160'])(
    '%p is none',
    async (full_name) => {
      expectInvalid(await register(server, person({ full_name })), 'full_name')
    },
  )
})

test('C057 names of prototypes are names like any other', async () => {
  for (const username of ['__proto__', 'constructor', 'toString', 'has-own.property']) {
    const who = person({ username })
    expect((await register(server, who)).status).toBe(200)
    const token = await signIn(server, who)
    const { json } = await send(server, 'GET /users/me', { token })
    expect(fieldsOf({ json }).username).toBe(username)
    expectRefusal(await send(server, `GET /users/${admin.id}`, { token }), 403, 'forbidden')
  }
})

test('C104 the database holds no usable token and no password', async () => {
  const who = await join(server)
  await server.stop()
  const text = everythingStored(server)
  await server.start()
  expect(text).toContain(who.username)
  expect(text.includes(who.token)).toBe(false)
  expect(text.includes(who.token.split('.')[2] ?? '')).toBe(false)
  expect(text.includes(who.password)).toBe(false)
})
