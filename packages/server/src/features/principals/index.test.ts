import { beforeEach, describe, expect, test } from 'bun:test'
import type { DirectoryPolicy } from '#features/roles'
import { OPERATOR, type SessionId } from '#kernel/ids'
import { eventually } from '../../../../../test/support/eventually.ts'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { type CameBy, type Principal, principalsFeature } from './index.ts'

const time = { now: 1_000 }
const clock = { now: () => time.now, monotonic: () => time.now }
const SESSION: SessionId = 'ses_1'

/** Found without asking the database; undefined when the database had to be asked. */
function remembered(found: Principal | undefined | Promise<Principal | undefined>): Principal | undefined {
  if (!(found instanceof Promise)) return found
  void found
  return undefined
}

everyDatabase((database) => {
  beforeEach(async () => {
    time.now = 1_000
    await database.change(
      "insert into users (username, username_key, email, full_name, created_at, updated_at) values ('Alice', 'alice', 'a@x.org', 'Alice A', 0, 0)",
      "insert into sessions (id, user_id, proved_by, created_at, expires_at) values ('ses_1', 1, 'password', 0, 2000)",
      "insert into sessions (id, user_id, proved_by, created_at, expires_at) values ('ses_2', 1, 'password', 0, 9000)",
    )
  })

  const featureOf = (directory: DirectoryPolicy = 'private') =>
    principalsFeature({ storage: database.storage, clock, directory, capacity: 1_000 })

  describe('a live principal', () => {
    test('is what the database says, and from then on in memory', async () => {
      const principals = featureOf()
      expect(await principals.find(SESSION)).toEqual({
        userId: 1,
        sessionId: SESSION,
        permissions: new Set(),
        user: { id: 1, username: 'Alice', email: 'a@x.org', full_name: 'Alice A' },
        expiresAt: 2_000,
        lastUsedAt: 0,
        language: undefined,
        usage: { read: 0, write: 0 },
      })
      expect(remembered(principals.find(SESSION))?.userId).toBe(1)
    })

    test('can be changed by nobody who is given it', async () => {
      const principal = await featureOf().find(SESSION)
      expect(Object.isFrozen(principal?.user)).toBe(true)
    })

    test.each([
      ['is disabled', 'update users set disabled_at = 5'],
      ['is deleted', 'delete from users'],
      ['has signed out', 'delete from sessions'],
      ['has another session only', "delete from sessions where id = 'ses_1'"],
    ])('is nobody when its user %s', async (_, sql) => {
      await database.change(sql)
      expect(await featureOf().find(SESSION)).toBeUndefined()
    })

    test('is nobody for a session that never was', async () => {
      expect(await featureOf().find('ses_nobody')).toBeUndefined()
    })

    test('ends with its session, from the database and from memory', async () => {
      const principals = featureOf()
      time.now = 1_999
      expect(await principals.find(SESSION)).toBeDefined()
      time.now = 2_000
      expect(await principals.find(SESSION)).toBeUndefined()
      expect(await featureOf().find(SESSION)).toBeUndefined()
      expect((await principals.find('ses_2'))?.userId).toBe(1)
    })

    test.each([
      ['private', false, 0],
      ['members', false, 1],
      ['private', true, 28],
      ['members', true, 28],
    ] as const)(
      'under %s, administrator: %p, has %d permissions',
      async (directory, isAdministrator, count) => {
        if (isAdministrator)
          await database.change("insert into user_roles (role, user_id) values ('admin', 1)")
        expect((await featureOf(directory).find(SESSION))?.permissions.size).toBe(count)
      },
    )
  })

  describe('what roles that were made allow', () => {
    beforeEach(() =>
      database.change(
        "insert into roles (name, description, created_at, updated_at) values ('support', '', 0, 0)",
        "insert into role_permissions (role, permission) values ('support', 'users:recover')",
        "insert into role_permissions (role, permission) values ('support', 'invoices:read')",
        "insert into user_roles (role, user_id) values ('support', 1)",
      ),
    )

    test('comes with the principal, as one set for all who may the same', async () => {
      const principals = featureOf()
      const [one, two] = [await principals.find(SESSION), await principals.find('ses_2')]
      expect([...(one?.permissions ?? [])]).toEqual(['invoices:read', 'users:recover'])
      expect(two?.permissions).toBe(one?.permissions)
    })

    test('is asked for again by everybody when a role has changed', async () => {
      const principals = featureOf()
      await principals.find(SESSION)
      expect(remembered(principals.find(SESSION))).toBeDefined()
      await database.change("delete from role_permissions where permission = 'users:recover'")
      await database.storage.write(async (tx) => tx.changed('roles'))
      expect([...((await principals.find(SESSION))?.permissions ?? [])]).toEqual(['invoices:read'])
    })
  })

  describe('whoever was let in before', () => {
    const KEY = { userId: 1, keyId: 'key_1' } as const
    const outcome = (by: CameBy, work: (refuseEnded: () => Promise<void>) => Promise<unknown>) =>
      database.storage
        .write((tx) => work(() => featureOf().refuseEnded(tx, by)))
        .then(
          () => 'done',
          (error) => String(error.code),
        )
    const now = (by: CameBy) => outcome(by, (refuseEnded) => refuseEnded())

    beforeEach(() =>
      database.change(
        `insert into api_keys (id, user_id, name, hint, digest, scopes, created_at)
         values ('key_1', 1, 'K', 'lk_', 'x', 'self:write', 0)`,
      ),
    )

    test('C039 is refused once the session, or the key, was ended', async () => {
      const session = { userId: 1, sessionId: 'ses_1' } as const
      for (const by of [session, KEY, { userId: OPERATOR } as const]) expect(await now(by)).toBe('done')
      // Nobody is let in by another's.
      expect(await now({ ...session, userId: 2 })).toBe('invalid_token')
      await database.change("delete from sessions where id = 'ses_1'")
      expect([await now(session), await now(KEY)]).toEqual(['invalid_token', 'done'])
      await database.change('delete from api_keys')
      expect(await now(KEY)).toBe('invalid_token')
      expect(await now({ userId: 1 })).toBe('invalid_token')
      expect(await now({ userId: OPERATOR })).toBe('done')
    })

    test('C039 is refused once the user was disabled', async () => {
      await database.change('update users set disabled_at = 1')
      expect(await now({ userId: 1, sessionId: 'ses_2' })).toBe('invalid_token')
      expect(await now(KEY)).toBe('invalid_token')
    })

    if (database.engine === 'PostgreSQL')
      describe('at this moment', () => {
        const endSession = () =>
          database.storage.statement((db, _: object) => db.deleteFrom('sessions').where('id', '=', 'ses_2'))
        const endKey = () => database.storage.statement((db, _: object) => db.deleteFrom('api_keys'))
        const change = () =>
          database.storage.statement((db, _: object) => db.updateTable('users').set({ updated_at: 1 }))
        const waits = (): Promise<unknown> =>
          eventually(
            'somebody waits',
            async () =>
              (await database.rows('select 1 from pg_locks where not granted')).length > 0 || undefined,
          )
        const both: [string, CameBy, typeof endKey][] = [
          ['a session', { userId: 1, sessionId: 'ses_2' }, endSession],
          ['a key', KEY, endKey],
        ]

        test.each(both)('C039 hears of who is ending %s', async (_, by, end) => {
          const mayEnd = Promise.withResolvers<void>()
          const isBegun = Promise.withResolvers<void>()
          const ending = database.storage.write(async (tx) => {
            await tx.run(change(), {})
            isBegun.resolve()
            await mayEnd.promise
            await tx.run(end(), {})
          })
          await isBegun.promise
          const asked = now(by)
          await Promise.race([asked, waits()])
          mayEnd.resolve()
          await ending
          expect(await asked).toBe('invalid_token')
        })

        test.each(both)('C039 is done before %s is ended', async (_, by, end) => {
          const order: string[] = []
          const mayGoOn = Promise.withResolvers<void>()
          const isLetIn = Promise.withResolvers<void>()
          const doing = outcome(by, async (refuseEnded) => {
            await refuseEnded()
            isLetIn.resolve()
            await mayGoOn.promise
            order.push('done')
          })
          await isLetIn.promise
          const ending = database.storage.write((tx) => tx.run(end(), {})).then(() => order.push('ended'))
          await Promise.race([ending, waits()])
          mayGoOn.resolve()
          expect(await doing).toBe('done')
          await ending
          expect(order).toEqual(['done', 'ended'])
        })
      })
  })

  describe('forgetting a user', () => {
    test('sends the next request of each of its sessions to the database', async () => {
      const principals = featureOf()
      await principals.find(SESSION)
      await principals.find('ses_2')
      const disable = database.storage.statement((db, _: object) =>
        db.updateTable('users').set({ disabled_at: 5 }),
      )
      await database.storage.write(async (tx) => {
        await tx.run(disable, {})
        tx.changed(1)
      })
      expect(await principals.find(SESSION)).toBeUndefined()
      expect(await principals.find('ses_2')).toBeUndefined()
    })

    test('while a load is on its way: what it read is used once and not kept', async () => {
      const principals = featureOf()
      const loading = principals.find(SESSION)
      await database.storage.write(async (tx) => tx.changed(1))
      expect((await loading)?.userId).toBe(1)
      expect(remembered(principals.find(SESSION))).toBeUndefined()
    })

    test('in the effect of the write that changes it: no request sees the old state after the answer', async () => {
      const principals = featureOf()
      await principals.find(SESSION)
      const remove = database.storage.statement((db, _: object) => db.deleteFrom('users'))
      await database.storage.write(async (tx) => {
        await tx.run(remove, {})
        // The old state is still what everybody is told, until the commit.
        expect(remembered(principals.find(SESSION))?.userId).toBe(1)
        tx.changed(1)
      })
      expect(await principals.find(SESSION)).toBeUndefined()
    })
  })
})
