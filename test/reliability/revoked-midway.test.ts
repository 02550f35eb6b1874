// C039: what a request was allowed when it began counts for nothing once that was taken away, though the request is
// still on its way: its body may come slowly, its password may wait to be hashed.
import { beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import {
  type Account,
  count,
  create,
  isAdministrator,
  join,
  login,
  person,
  setRoles,
  shown,
} from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { fieldsOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { beginSlowly } from './slow-request.ts'

const server = useServer({ dev: true, env: unthrottled })
let admin: Account
/** An administrator who is about to be none. */
let other: Account
let user: Account

beforeAll(async () => {
  admin = await join(server)
})
beforeEach(async () => {
  other = await create(server, admin, {}, ['admin'])
  user = await join(server)
})

const byAdmin = async (line: string) => await send(server, line, { token: admin.token })
const demote = async (who: Account) => await setRoles(server, admin, who.id, ['user'])
const disable = async (who: Account) => await byAdmin(`POST /users/${who.id}/disable`)
const remove = async (who: Account) => await byAdmin(`DELETE /users/${who.id}`)

test('the control: a slow body of somebody who may is taken', async () => {
  const slow = await beginSlowly(server, `PUT /users/${user.id}`, {
    token: user.token,
    json: { full_name: 'Slow Robin' },
  })
  const { status, json } = await slow.finish()
  expect([status, fieldsOf({ json }).full_name]).toEqual([200, 'Slow Robin'])
})

describe('while the body is on its way', () => {
  const revocations = [
    ['demoted', demote, 403],
    ['disabled', disable, 401],
    ['deleted', remove, 401],
  ] as const

  test.each(revocations)('an administrator who is %s changes nobody', async (_, revoke, expected) => {
    const slow = await beginSlowly(server, `PUT /users/${user.id}`, {
      token: other.token,
      json: { full_name: 'Changed After All' },
    })
    expect((await revoke(other)).status).toBe(200)
    expect((await slow.finish()).status).toBe(expected)
    expect((await byAdmin(`GET /users/${user.id}`)).json).toEqual(shown(user))
  })

  test.each(revocations)('an administrator who is %s demotes nobody', async (_, revoke, expected) => {
    const victim = await create(server, admin, {}, ['admin'])
    const slow = await beginSlowly(server, `PUT /users/${victim.id}/roles`, {
      token: other.token,
      json: { roles: ['user'] },
    })
    expect((await revoke(other)).status).toBe(200)
    expect((await slow.finish()).status).toBe(expected)
    expect(await isAdministrator(server, victim.token)).toBe(true)
  })

  test.each(revocations)('an administrator who is %s makes nobody', async (_, revoke, expected) => {
    const who = person()
    const slow = await beginSlowly(server, 'POST /users', {
      token: other.token,
      json: { ...who, roles: ['admin'] },
    })
    expect((await revoke(other)).status).toBe(200)
    expect((await slow.finish()).status).toBe(expected)
    expectRefusal(await login(server, who.username, who.password), 401, 'invalid_credentials')
  })

  test.each(revocations.slice(1))('a user who is %s does not change itself', async (_, revoke, expected) => {
    const slow = await beginSlowly(server, `PUT /users/${user.id}`, {
      token: user.token,
      json: { email: 'changed.after.all@example.org' },
    })
    expect((await revoke(user)).status).toBe(200)
    expect((await slow.finish()).status).toBe(expected)
    const left = await byAdmin(`GET /users/${user.id}`)
    expect([200, 404]).toContain(left.status)
    if (left.status === 200) expect(left.json).toEqual(shown(user))
  })
})

describe('while a password waits to be hashed', () => {
  /** Enough to keep every hashing thread busy while something quick overtakes them. */
  const occupy = () =>
    Array.from({ length: 12 }, () => login(server, 'nobody.at.all', 'violet-tramway-canyon'))

  test.each([
    ['demoted', demote],
    ['disabled', disable],
    ['deleted', remove],
  ] as const)('an administrator who is %s makes nobody, least of all an administrator', async (_, revoke) => {
    for (const roles of [['admin'], ['user']]) {
      const colleague = await create(server, admin, {}, ['admin'])
      const before = await count(server, admin)
      const busy = occupy()
      const who = person()
      const creating = send(server, 'POST /users', { token: colleague.token, json: { ...who, roles } })
      // The connection of the first is open before the second is sent.
      await send(server, 'GET /health')
      expect((await revoke(colleague)).status).toBe(200)
      const revokedAt = await count(server, admin)
      const { status } = await creating
      await Promise.all(busy)
      expect([401, 403]).toContain(status)
      expect(revokedAt).toBe(before - (revoke === remove ? 1 : 0))
      expect(await count(server, admin)).toBe(revokedAt)
    }
  })

  test.each([
    ['disabled', disable],
    ['deleted', remove],
  ] as const)('a user who is %s is not signed in', async (_, revoke) => {
    const busy = occupy()
    const signingIn = login(server, user.username, user.password)
    await send(server, 'GET /health')
    expect((await revoke(user)).status).toBe(200)
    const answer = await signingIn
    await Promise.all(busy)
    expect([401, 403]).toContain(answer.status)
    expect(answer.text).not.toContain('access_token')
  })
})
