import { beforeEach, describe, expect, test } from 'bun:test'
import { principalsFeature } from '#features/principals'
import type { ApiKeyId } from '#kernel/ids'
import { BEGINNING } from '#kernel/newest-first'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { apiKeyStore, type NewKey } from './store.ts'

const key = (id: ApiKeyId, changes: Partial<NewKey> = {}): NewKey => ({
  id,
  userId: 1,
  name: 'Report',
  hint: 'lk_12345',
  digest: `digest of ${id}`,
  scopes: ['self:read', 'users:read'],
  now: 0,
  expiresAt: null,
  ...changes,
})

everyDatabase((database) => {
  let store: ReturnType<typeof apiKeyStore>
  const time = { now: 1_000 }
  beforeEach(async () => {
    time.now = 1_000
    store = apiKeyStore(database.storage)
    for (const name of ['alice', 'bob'])
      await database.change(
        `insert into users (username, username_key, email, full_name, created_at, updated_at)
       values ('${name}', '${name}', '', '', 0, 0)`,
      )
  })
  const add = (one: NewKey) => database.storage.write((tx) => store.insert(tx, one))
  const list = async (userId = 1, after = BEGINNING, atMost = 10) =>
    (await store.list(database.storage, userId, after, atMost)).map(({ id }) => id)
  const remove = (userId: number, id: string) =>
    database.storage.write(async (tx) => {
      tx.changed(userId)
      return store.remove(tx, userId, id)
    })
  const principals = () =>
    principalsFeature({
      storage: database.storage,
      clock: { now: () => time.now, monotonic: () => time.now },
      directory: 'members',
      capacity: 10,
    })

  describe('a key', () => {
    test('is listed once each, the newest first, also of one instant, to its owner alone', async () => {
      await add(key('key_1', { now: 5 }))
      await add(key('key_a', { now: 7 }))
      await add(key('key_B', { now: 7 }))
      await add(key('key_5', { userId: 2 }))
      expect(await list()).toEqual(['key_a', 'key_B', 'key_1'])
      expect(await list(1, BEGINNING, 1)).toEqual(['key_a'])
      expect(await list(1, { createdAt: 7, id: 'key_a' })).toEqual(['key_B', 'key_1'])
      expect(await list(2)).toEqual(['key_5'])
      expect(await store.list(database.storage, 1, { createdAt: 6, id: '' }, 1)).toEqual([
        {
          id: 'key_1',
          name: 'Report',
          hint: 'lk_12345',
          scopes: ['self:read', 'users:read'],
          createdAt: 5,
          expiresAt: null,
          lastUsedAt: null,
        },
      ])
    })

    test.each([
      ['was deleted', 'delete from users where id = 1'],
      ['was disabled', 'update users set disabled_at = 5 where id = 1'],
    ])('is not made for a user who %s meanwhile', async (_, sql) => {
      await database.change(sql)
      expect(await add(key('key_1'))).toBe(false)
      expect(await database.rows('select id from api_keys')).toEqual([])
    })

    test('is removed once, and by nobody else’s id', async () => {
      await add(key('key_1'))
      expect([await remove(2, 'key_1'), await remove(1, 'key_1'), await remove(1, 'key_1')]).toEqual([
        false,
        true,
        false,
      ])
    })

    test('C040 goes with its owner', async () => {
      await add(key('key_1'))
      await add(key('key_2', { userId: 2 }))
      await database.change('delete from users where id = 1')
      expect(await database.rows<{ id: string }>('select id from api_keys')).toEqual([{ id: 'key_2' }])
    })

    test('was used when it was used last, whoever writes it down late', async () => {
      await add(key('key_1'))
      const use = (now: number) => database.storage.write((tx) => store.touch(tx, 'key_1', now))
      expect([await use(20), await use(10), await use(30)]).toEqual([1, 0, 1])
    })

    test('is removed when it expired, and only then', async () => {
      await add(key('key_1', { expiresAt: 10 }))
      await add(key('key_2', { expiresAt: 11 }))
      await add(key('key_3'))
      expect(await database.storage.write((tx) => store.removeExpired(tx, 10))).toBe(1)
      expect((await list()).toSorted()).toEqual(['key_2', 'key_3'])
    })
  })

  describe('C060 whoever holds a key', () => {
    const find = async (feature: ReturnType<typeof principals>, id = 'key_1') =>
      await feature.findByKey(`digest of ${id}`)

    test('is its owner, with what the owner may do and the key is for', async () => {
      await add(key('key_1', { expiresAt: 5_000 }))
      expect(await find(principals())).toEqual({
        userId: 1,
        keyId: 'key_1',
        digest: 'digest of key_1',
        scopes: new Set(['self:read', 'users:read']),
        permissions: new Set(['users:read']),
        user: { id: 1, username: 'alice', email: '', full_name: '' },
        expiresAt: 5_000,
        lastUsedAt: 1_000,
        usage: { read: 0, write: 0 },
      } as never)
    })

    test('may not what the owner may not, and not what the key is not for', async () => {
      await add(key('key_1', { scopes: ['users:delete', 'self:read'] }))
      await add(key('key_2', { scopes: ['users:delete'] }))
      expect((await find(principals()))?.permissions).toEqual(new Set())
      await database.change("insert into user_roles (user_id, role) values (1, 'admin')")
      expect((await find(principals(), 'key_2'))?.permissions).toEqual(new Set(['users:delete']))
    })

    test('may what a role that was made gives, until the role changes', async () => {
      await database.change(
        "insert into roles (name, description, created_at, updated_at) values ('clerk', '', 0, 0)",
        "insert into role_permissions (role, permission) values ('clerk', 'invoices:read')",
        "insert into role_permissions (role, permission) values ('clerk', 'invoices:approve')",
        "insert into user_roles (user_id, role) values (1, 'clerk')",
      )
      await add(key('key_1', { scopes: ['invoices:read', 'invoices:pay', 'self:read'] }))
      const feature = principals()
      expect((await find(feature))?.permissions).toEqual(new Set(['invoices:read']))
      await database.change("delete from role_permissions where permission = 'invoices:read'")
      await database.storage.write(async (tx) => tx.changed('roles'))
      expect((await find(feature))?.permissions).toEqual(new Set())
      // An administrator has what no role lists, and the key still only what it is for.
      await database.change("insert into user_roles (user_id, role) values (1, 'admin')")
      await database.storage.write(async (tx) => tx.changed(1))
      const held = (await find(feature))?.permissions
      expect([held, held?.has('invoices:approve')]).toEqual([
        new Set(['invoices:read', 'invoices:pay']),
        false,
      ])
    })

    test('is nobody from the instant it expires, from the database and from memory', async () => {
      await add(key('key_1', { expiresAt: 2_000 }))
      const feature = principals()
      time.now = 1_999
      expect(await find(feature)).toBeDefined()
      time.now = 2_000
      expect(await find(feature)).toBeUndefined()
      expect(await find(principals())).toBeUndefined()
    })

    test('is nobody as soon as it is revoked or its owner is disabled, although memory knew it', async () => {
      await add(key('key_1'))
      await add(key('key_2'))
      const feature = principals()
      expect([await find(feature), await find(feature, 'key_2')]).not.toContain(undefined)
      await remove(1, 'key_1')
      expect(await find(feature)).toBeUndefined()
      expect((await find(feature, 'key_2'))?.keyId).toBe('key_2')
      await database.change('update users set disabled_at = 5 where id = 1')
      await database.storage.write(async (tx) => tx.changed(1))
      expect(await find(feature, 'key_2')).toBeUndefined()
    })

    test('used it: once it is noted, and again after five minutes', async () => {
      await add(key('key_1'))
      const feature = principals()
      await find(feature)
      await find(feature)
      expect([...feature.takeKeyUses()]).toEqual([['key_1', 1_000]])
      time.now += 5 * 60_000 - 1
      await find(feature)
      expect([...feature.takeKeyUses()]).toEqual([])
      time.now += 1
      await find(feature)
      expect([...feature.takeKeyUses()]).toEqual([['key_1', time.now]])
      expect([...feature.takeUses()]).toEqual([])
    })

    test('is found again as it is now, and so is a session', async () => {
      await add(key('key_1'))
      const feature = principals()
      const holder = await find(feature)
      if (!holder) throw new Error('nobody')
      expect(await feature.findAgain(holder)).toEqual(holder)
      await remove(1, 'key_1')
      expect(await feature.findAgain(holder)).toBeUndefined()
    })
  })
})
