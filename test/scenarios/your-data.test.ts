// What is held of a person, and what is left of it: GET /users/me/export, GET /users/me/deletion, and DELETE.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, create, join, login, register } from '../support/accounts.ts'
import { makeKey } from '../support/api-keys.ts'
import { auditOf, factOf } from '../support/audit.ts'
import { json as commandJson, latchkey } from '../support/command-line.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { fieldsOf, itemsOf, send, textOf } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

type Item = { part: string; fields: { name: string; value: string | null }[] }
const fields = (item: Item | undefined) =>
  Object.fromEntries((item?.fields ?? []).map(({ name, value }) => [name, value]))

const exportOf = async ({ token }: Account) => {
  const answer = await send(server, 'GET /users/me/export', { token })
  return { answer, items: itemsOf(answer) as unknown as Item[] }
}
const deletionOf = async ({ token }: Account) =>
  fieldsOf(await send(server, 'GET /users/me/deletion', { token })) as {
    erased: { part: string; count: number }[]
    kept: { part: string; count: number | null }[]
  }

test('an export has the account, where it is signed in, its keys and what happened, and no secret', async () => {
  const who = await create(server, admin)
  const { key, id } = await makeKey(server, who, 'self:read')
  await login(server, who.username, 'not the password')
  const { answer, items } = await exportOf(who)
  expect(answer.status).toBe(200)
  expect(fields(items.find(({ part }) => part === 'users'))).toMatchObject({
    id: String(who.id),
    username: who.username,
    email: who.email,
    full_name: who.full_name,
  })
  expect(fields(items.find(({ part }) => part === 'api_keys'))).toMatchObject({
    id,
    name: expect.any(String),
  })
  expect(fields(items.find(({ part }) => part === 'sessions')).source_address).toEqual(expect.any(String))
  const happened = items.filter(({ part }) => part === 'audit_entries').map(fields)
  expect(happened.map(({ action }) => action)).toContain('session.begun')
  for (const secret of [key, who.password, who.token, admin.email, admin.username, 'argon2'])
    expect(answer.text).not.toContain(secret)
  expectRefusal(await send(server, 'GET /users/me/export', { token: key }), 403, 'forbidden')
})

test('C040 the documented answer of a deletion is as it was; what it erased stands in the audit as it was foretold', async () => {
  const who = await create(server, admin)
  await makeKey(server, who, 'self:read')
  await send(server, 'POST /users/me/support-code', { token: who.token })
  const foretold = await deletionOf(who)
  const counts = foretold.erased.filter(({ count }) => count > 0).map(({ part, count }) => `${part} ${count}`)
  expect(counts).toContain('sessions 1')
  expect(counts).toContain('api_keys 1')
  expect(counts).toContain('support_codes 1')
  expect(foretold.kept.map(({ part }) => part)).toEqual([
    'audit_entries',
    'revoked_sessions',
    'throttle_buckets',
    'asked_mails',
    'asked_registrations',
    'pending_registrations',
    'mail_sends',
  ])
  const answer = await send(server, `DELETE /users/${who.id}`, { token: who.token })
  expect(answer.text).toBe('{"message":"User deleted successfully"}')
  const [entry] = await auditOf(server, admin.token, `&subject=${who.id}&action=user.deleted`)
  expect(factOf(entry, 'erased')).toBe(counts.join(', '))
})

test('C020 whoever comes again with the name and the address has nothing of what was', async () => {
  const who = await create(server, admin)
  await makeKey(server, who, 'self:read')
  await send(server, `DELETE /users/${who.id}`, { token: who.token })
  const { username, email, full_name, password } = who
  expect((await register(server, { username, email, full_name, password })).status).toBe(200)
  const again = { ...who, token: textOf(await login(server, who.username, who.password), 'access_token') }
  const { items, answer } = await exportOf(again)
  expect(items.filter(({ part }) => part === 'api_keys' || part === 'notices')).toEqual([])
  expect(items.filter(({ part }) => part === 'sessions')).toHaveLength(1)
  expect(answer.text).not.toContain(`"value":"${who.id}"`)
})

test('a cursor that was never given out leads nowhere', async () => {
  const line = 'GET /users/me/export?cursor=nobodys'
  expectRefusal(await send(server, line, { token: admin.token }), 400, 'validation_failed')
})

test('of somebody who is not there nothing is foretold', async () => {
  const ask = { token: admin.token }
  expectRefusal(await send(server, 'GET /users/999999999/deletion', ask), 404, 'user_not_found')
})

describe('the command line', () => {
  test('latchkey user delete says what is erased and what stays', async () => {
    const who = await create(server, admin)
    const deleted = await latchkey({ folder: server.folder }, ['user', 'delete', who.username, '--yes'])
    expect(deleted.code).toBe(0)
    expect(deleted.stdout).toContain(`${who.username} (id ${who.id}) is deleted.`)
    expect(deleted.stdout).toMatch(/Erased: users 1, user_emails 1, sessions 1/)
    expect(deleted.stdout).toContain('Stays, of audit_entries')
  })

  test('latchkey support check says whether a code is theirs, and ends with 1 where it is not', async () => {
    const who = await create(server, admin)
    const code = textOf(await send(server, 'POST /users/me/support-code', { token: who.token }), 'code')
    const world = { folder: server.folder }
    const wrong = code === '00000000' ? '00000001' : '00000000'
    const no = await latchkey(world, ['support', 'check', who.username, wrong])
    expect([no.code, no.stdout]).toEqual([1, expect.stringContaining('No:')])
    expect(await commandJson(world, ['support', 'check', who.email, code])).toMatchObject({
      is_confirmed: true,
      proved_by: 'password',
    })
    const again = await latchkey(world, ['support', 'check', String(who.id), code])
    expect(again.code).toBe(1)
  })
})
