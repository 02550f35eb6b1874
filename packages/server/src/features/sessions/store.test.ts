import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SessionId } from '#kernel/ids'
import type { Statement, Storage } from '#storage'
import { migrations } from '../../../migrations/index.ts'
import { openSqlite } from '../../storage/sqlite/open.ts'
import { type NewSession, sessionStore } from './store.ts'

let folder = ''
let storage: Storage
let store: ReturnType<typeof sessionStore>
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-sessions-'))
  storage = openSqlite(folder, migrations)
  store = sessionStore(storage)
  for (const name of ['alice', 'bob']) {
    await change(
      `insert into users (username, username_key, email, full_name, password_hash, created_at, updated_at)
       values ('${name}', '${name}', '', '', 'hash of ${name}', 0, 0)`,
    )
  }
})
afterEach(async () => {
  await storage.close()
  rmSync(folder, { recursive: true })
})

const raw = (sql: string): Statement<object, { id: string }> => ({ sql, bind: () => [] })
const change = (sql: string) => storage.write((tx) => tx.run(raw(sql), {}))
const ids = async () =>
  (await storage.all(raw('select id from sessions order by id'), {})).map(({ id }) => id)

const session = (id: SessionId, changes: Partial<NewSession> = {}): NewSession => ({
  id,
  userId: 1,
  passwordHash: 'hash of alice',
  provedBy: 'password',
  sourceAddress: null,
  userAgent: null,
  now: 0,
  expiresAt: 1_000,
  endsAt: 1_000,
  refreshGeneration: null,
  refreshDigest: null,
  ...changes,
})
const begin = (one: NewSession) => storage.write((tx) => store.insert(tx, one))

describe('a session', () => {
  test('begins for a user whose password was verified just now', async () => {
    expect(await begin(session('ses_1'))).toBe(true)
    expect(await ids()).toEqual(['ses_1'])
  })

  test.each([
    ['was deleted', 'delete from users where id = 1'],
    ['was disabled', 'update users set disabled_at = 5 where id = 1'],
    ['got another password', "update users set password_hash = 'new' where id = 1"],
    ['lost the password', 'update users set password_hash = null where id = 1'],
  ])('does not begin for a user who %s while the password was verified', async (_, sql) => {
    await change(sql)
    expect(await begin(session('ses_1'))).toBe(false)
    expect(await ids()).toEqual([])
  })

  test('begins for nobody by another’s password', async () => {
    expect(await begin(session('ses_1', { userId: 2 }))).toBe(false)
    expect(await begin(session('ses_1', { userId: 404 }))).toBe(false)
  })
})

test('ending all of a user’s sessions leaves everybody else’s', async () => {
  await begin(session('ses_1'))
  await begin(session('ses_2'))
  await begin(session('ses_3', { userId: 2, passwordHash: 'hash of bob' }))
  expect(await storage.write((tx) => store.removeAllOf(tx, 1))).toBe(2)
  expect(await ids()).toEqual(['ses_3'])
})

test('what has expired is removed, the oldest first, so many at once', async () => {
  for (const number of [1, 2, 3, 4, 5]) await begin(session(`ses_${number}`, { expiresAt: number * 100 }))
  const remove = (notAfter: number, atMost: number) =>
    storage.write((tx) => store.removeExpired(tx, notAfter, atMost))
  expect(await remove(99, 10)).toBe(0)
  expect(await remove(400, 3)).toBe(3)
  expect(await ids()).toEqual(['ses_4', 'ses_5'])
  expect(await remove(400, 3)).toBe(1)
  expect(await ids()).toEqual(['ses_5'])
})
