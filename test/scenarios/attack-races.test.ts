// Attacks by order: what begins while its reason ends.
import { beforeAll, describe, expect, test } from 'bun:test'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import {
  type Account,
  count,
  create,
  join,
  login,
  person,
  register,
  setRoles,
  signIn,
} from '../support/accounts.ts'
import { eventually } from '../support/eventually.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { fieldsOf, itemsOf, numberOf, send } from '../support/http.ts'
import { head } from '../support/raw.ts'
import { useServer, withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const server = useServer({ dev: true, env: unthrottled })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

/** Says who asks, does something else, and only then says what for. The status of the answer. */
async function askSlowly(line: string, token: string, json: unknown, meanwhile: () => Promise<unknown>) {
  const body = JSON.stringify(json)
  const socket = connect({ port: server.port, host: '127.0.0.1' })
  let received = ''
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1')
  })
  socket.on('error', () => undefined)
  const lines = [`${line} HTTP/1.1`, 'Host: localhost', `Authorization: Bearer ${token}`]
  socket.write(head(...lines, 'Content-Type: application/json', `Content-Length: ${body.length}`))
  await pause(50)
  await meanwhile()
  socket.write(body)
  const status = await eventually('an answer', () => /^HTTP\/1\.1 (\d{3})/.exec(received)?.[1])
  socket.destroy()
  return Number(status)
}

describe('C039 the right to act ends while the request is on its way', () => {
  const ends: [string, number, (who: Account) => Promise<unknown>][] = [
    ['deleted', 401, (who) => send(server, `DELETE /users/${who.id}`, { token: admin.token })],
    ['disabled', 401, (who) => send(server, `POST /users/${who.id}/disable`, { token: admin.token })],
    ['demoted', 403, (who) => setRoles(server, admin, who.id, ['user'])],
  ]
  test.each(ends)('an administrator who is %s before the body comes', async (how, status, end) => {
    const victim = await join(server)
    const rows: [string, unknown][] = [
      ['POST /users', person()],
      [`PUT /users/${victim.id}`, { full_name: 'Changed By Nobody' }],
      [`PUT /users/${victim.id}/roles`, { roles: ['admin'] }],
    ]
    for (const [line, json] of rows) {
      const other = await create(server, admin, {}, ['admin'])
      const before = await count(server, admin)
      const gone = how === 'deleted' ? 1 : 0
      expect([line, await askSlowly(line, other.token, json, () => end(other))]).toEqual([line, status])
      expect(await count(server, admin)).toBe(before - gone)
    }
    const { json } = await send(server, `GET /users/${victim.id}`, { token: admin.token })
    expect(fieldsOf({ json }).full_name).toBe(victim.full_name)
    expectRefusal(await send(server, `GET /users/${admin.id}`, { token: victim.token }), 403)
  })

  test('accounts that are still being hashed when their maker is demoted are not made after that', async () => {
    const other = await create(server, admin, {}, ['admin'])
    const creations = Array.from({ length: 24 }, async () => {
      return await send(server, 'POST /users', {
        token: other.token,
        json: { ...person(), roles: ['admin'] },
      })
    })
    await pause(30)
    expect((await setRoles(server, admin, other.id, ['user'])).status).toBe(200)
    const then = await count(server, admin)
    const statuses = (await Promise.all(creations)).map((answer) => answer.status)
    for (const status of statuses) expect([200, 403]).toContain(status)
    expect(statuses).toContain(403)
    expect(await count(server, admin)).toBe(then)
  })

  test.each([
    ['disabling', (who: Account) => send(server, `POST /users/${who.id}/disable`, { token: admin.token })],
    ['deleting', (who: Account) => send(server, `DELETE /users/${who.id}`, { token: admin.token })],
  ])('no sign-in that was under way survives %s', async (_, end) => {
    for (let round = 0; round < 6; round += 1) {
      const who = await join(server)
      const signIns = Array.from({ length: 8 }, async () => await login(server, who.username, who.password))
      await pause(round * 6)
      expect((await end(who)).status).toBe(200)
      const answers = await Promise.all(signIns)
      const tokens = answers.flatMap((answer) => fieldsOf(answer).access_token ?? [])
      for (const answer of answers) expect([200, 401, 403]).toContain(answer.status)
      for (const token of [who.token, ...tokens.map(String)]) {
        expectRefusal(await send(server, 'GET /users/me', { token }), 401, 'invalid_token')
      }
    }
  })

  test('a token in constant use never counts again after the answer that ended it', async () => {
    for (let round = 0; round < 20; round += 1) {
      const other = await create(server, admin, {}, ['admin'])
      let isOver = false
      const late: number[] = []
      const use = async () => {
        while (late.length < 5) {
          const startedAfter = isOver
          const { status } = await send(server, `GET /users/${admin.id}`, { token: other.token })
          if (startedAfter) late.push(status)
        }
      }
      const users = [use(), use(), use(), use()]
      await pause(5)
      // Loads and invalidations in turn: a role taken, given and taken again, then the account.
      for (const roles of [['user'], ['admin'], ['user']]) await setRoles(server, admin, other.id, roles)
      isOver = true
      await Promise.all(users)
      expect(late.length).toBeGreaterThan(0)
      expect(new Set(late)).toEqual(new Set([403]))
    }
  })
})

test('R16 registering, signing in, changing and deleting one name at once: no 5xx, at most one account', async () => {
  const before = await count(server, admin)
  for (let round = 0; round < 4; round += 1) {
    const who = person()
    const work = async () => {
      const statuses = [(await register(server, who)).status]
      const answer = await login(server, who.username, who.password)
      statuses.push(answer.status)
      const token = fieldsOf(answer).access_token
      if (typeof token !== 'string') return statuses
      const me = await send(server, 'GET /users/me', { token })
      statuses.push(me.status)
      if (me.status !== 200) return statuses
      const line = `/users/${numberOf(me, 'id')}`
      const json = { email: `moved.${who.email}` }
      statuses.push((await send(server, `PUT ${line}`, { token, json })).status)
      statuses.push((await send(server, `DELETE ${line}`, { token })).status)
      return statuses
    }
    const statuses = (await Promise.all(Array.from({ length: 8 }, work))).flat()
    for (const status of statuses) expect(status).toBeLessThan(500)
    expect(await count(server, admin)).toBeLessThanOrEqual(before + 1)
    const left = await login(server, who.username, who.password)
    const token = fieldsOf(left).access_token
    if (typeof token === 'string') {
      const { json } = await send(server, 'GET /users/me', { token })
      await send(server, `DELETE /users/${String(fieldsOf({ json }).id)}`, { token })
    }
    expect(await count(server, admin)).toBe(before)
  }
})

test('a list that many are reading shows every change that was acknowledged', async () => {
  const list = async () => await send(server, 'GET /users?limit=100', { token: admin.token })
  const who = await join(server)
  let isOver = false
  const readers = Array.from({ length: 6 }, async () => {
    while (!isOver) await list()
  })
  for (let round = 0; round < 60; round += 1) {
    const full_name = `Round ${round}`
    const change = send(server, `PUT /users/${who.id}`, { token: who.token, json: { full_name } })
    await Promise.all([change, list(), list()])
    expect(itemsOf(await list()).find(({ id }) => id === who.id)?.full_name).toBe(full_name)
  }
  for (let round = 0; round < 6; round += 1) {
    const guest = await join(server)
    expect(itemsOf(await list()).some(({ id }) => id === guest.id)).toBe(true)
    await send(server, `DELETE /users/${guest.id}`, { token: guest.token })
    const page = await list()
    expect(itemsOf(page).some(({ id }) => id === guest.id)).toBe(false)
    expect(numberOf(page, 'total')).toBe(itemsOf(page).length)
  }
  isOver = true
  await Promise.all(readers)
})

test('C010 the right password signs in, also twice at once when its hash is due for renewal', async () => {
  await withServer({ dev: true, env: unthrottled }, async (own) => {
    const who = await join(own)
    await own.restart({ env: { LATCHKEY_ARGON2_MEMORY_KIB: '24000' } })
    const both = Array.from({ length: 6 }, async () => (await login(own, who.username, who.password)).status)
    expect(await Promise.all(both)).toEqual(Array<number>(6).fill(200))
    expect(await signIn(own, who)).not.toBe('')
  })
})
