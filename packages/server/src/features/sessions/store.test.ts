import { beforeEach, describe, expect, test } from 'bun:test'
import type { SessionId } from '#kernel/ids'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { type NewSession, sessionStore } from './store.ts'

const session = (id: SessionId, changes: Partial<NewSession> = {}): NewSession => ({
  id,
  userId: 1,
  passwordHash: 'hash of alice',
  provedBy: 'password',
  level: 1,
  provedAt: 0,
  sourceAddress: null,
  userAgent: null,
  now: 0,
  expiresAt: 1_000,
  endsAt: 1_000,
  refreshGeneration: null,
  refreshDigest: null,
  ...changes,
})
everyDatabase((database) => {
  let store: ReturnType<typeof sessionStore>
  beforeEach(async () => {
    store = sessionStore(database.storage)
    for (const name of ['alice', 'bob']) {
      await database.change(
        `insert into users (username, username_key, email, full_name, password_hash, created_at, updated_at)
       values ('${name}', '${name}', '', '', 'hash of ${name}', 0, 0)`,
      )
    }
  })

  const ids = async () =>
    (await database.rows<{ id: string }>('select id from sessions order by id')).map(({ id }) => id)

  const begin = (one: NewSession) => database.storage.write((tx) => store.insert(tx, one))

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
      await database.change(sql)
      expect(await begin(session('ses_1'))).toBe(false)
      expect(await ids()).toEqual([])
    })

    test('C012 does not begin by a password that others may know, and by what is no password it does', async () => {
      await database.change('update users set password_change_required_at = 5 where id = 1')
      expect(await begin(session('ses_1'))).toBe(false)
      expect(await begin(session('ses_2', { passwordHash: null, provedBy: 'passkey' }))).toBe(true)
      expect(await begin(session('ses_3', { provedBy: 'link', level: 2 }))).toBe(true)
      expect(await ids()).toEqual(['ses_2', 'ses_3'])
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
    expect(await database.storage.write((tx) => store.removeAllOf(tx, 1))).toBe(2)
    expect(await ids()).toEqual(['ses_3'])
  })

  describe('the sessions of a user', () => {
    const nowhere = { createdAt: Number.MAX_SAFE_INTEGER, id: '' }
    const list = async (now: number, after = nowhere, atMost = 10) =>
      (await store.listLive(database.storage, 1, now, after, atMost)).map(({ id }) => id)

    test('are listed once each, the youngest first, also of one instant, and only while they live', async () => {
      await begin(session('ses_1', { now: 5 }))
      await begin(session('ses_a', { now: 7 }))
      await begin(session('ses_B', { now: 7 }))
      await begin(session('ses_4', { now: 9, expiresAt: 50 }))
      await begin(session('ses_5', { userId: 2, passwordHash: 'hash of bob' }))
      expect(await list(49)).toEqual(['ses_4', 'ses_a', 'ses_B', 'ses_1'])
      expect(await list(50)).toEqual(['ses_a', 'ses_B', 'ses_1'])
      expect(await list(50, nowhere, 1)).toEqual(['ses_a'])
      expect(await list(50, { createdAt: 7, id: 'ses_a' })).toEqual(['ses_B', 'ses_1'])
      expect(await list(50, { createdAt: 7, id: 'ses_B' })).toEqual(['ses_1'])
      expect(await list(50, { createdAt: 5, id: 'ses_1' })).toEqual([])
    })

    test('are ended one by one, each once, and by nobody else’s id', async () => {
      await begin(session('ses_1'))
      await begin(session('ses_2'))
      const end = (userId: number, id: string) =>
        database.storage.write((tx) => store.removeOneOf(tx, userId, id))
      expect(await end(2, 'ses_1')).toBe(false)
      expect(await end(1, 'ses_1')).toBe(true)
      expect(await end(1, 'ses_1')).toBe(false)
      expect(await ids()).toEqual(['ses_2'])
    })
  })

  test('what has expired is removed, the oldest first, so many at once', async () => {
    for (const number of [1, 2, 3, 4, 5]) await begin(session(`ses_${number}`, { expiresAt: number * 100 }))
    const remove = (notAfter: number, atMost: number) =>
      database.storage.write((tx) => store.removeExpired(tx, notAfter, atMost))
    expect(await remove(99, 10)).toBe(0)
    expect(await remove(400, 3)).toBe(3)
    expect(await ids()).toEqual(['ses_4', 'ses_5'])
    expect(await remove(400, 3)).toBe(1)
    expect(await ids()).toEqual(['ses_5'])
  })
})
