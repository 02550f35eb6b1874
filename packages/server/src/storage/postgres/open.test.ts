import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { systemClock } from '#kernel/clock'
import type { Subject } from '#kernel/ids'
import { Unavailable } from '#kernel/unavailable'
import { type Statement, type Storage, UniqueViolation } from '#storage'
import { eventually } from '../../../../../test/support/eventually.ts'
import { describeOnPostgres } from '../../../../../test/support/on-postgres.ts'
import { migrations } from '../../../migrations/index.ts'
import { DatabaseUnreachable } from '../database-unreachable.ts'
import { openPostgres } from './open.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }
const raw = <P extends object>(sql: string, ...names: (keyof P & string)[]): Statement<P, { n: number }> => ({
  sql,
  bind: (p) => names.map((name) => p[name]),
})
const user = raw<{ name: string }>(
  `insert into latchkey.users (username, username_key, email, full_name, created_at, updated_at)
   values ($1, lower($1), $1 || '@x.org', $1, 0, 0) returning id as n`,
  'name',
)
const count = raw('select count(*) as n from latchkey.users')

describeOnPostgres('PostgreSQL', (cluster) => {
  let url = ''
  const opened: Storage[] = []
  const open = async (schema = 'latchkey'): Promise<Storage> => {
    const options = { url, schema, poolSize: 4, patienceMs: 30_000, clock: systemClock, log: silent }
    const storage = await openPostgres(options, migrations)
    opened.push(storage)
    return storage
  }

  beforeEach(() => {
    url = cluster().createDatabase()
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((storage) => storage.close()))
    cluster().dropDatabase(url)
  })

  describe('a write', () => {
    test('is whole: what fails takes all of it back', async () => {
      const storage = await open()
      const failing = storage.write(async (tx) => {
        await tx.first(user, { name: 'Ada' })
        throw new Error('no')
      })
      await failing.catch(() => undefined)
      expect(await storage.first(count, {})).toEqual({ n: 0 })
    })

    test('gives numbers where the database has big ones', async () => {
      const storage = await open()
      expect(await storage.write((tx) => tx.first(user, { name: 'Ada' }))).toEqual({ n: 1 })
      expect(await storage.first(raw('select 9007199254740991::bigint as n'), {})).toEqual({
        n: 9_007_199_254_740_991,
      })
    })

    test('names the column whose index refused, as the embedded engine does', async () => {
      const storage = await open()
      const twice = () => storage.write((tx) => tx.first(user, { name: 'Ada' }))
      await twice()
      const refused = await twice().catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(UniqueViolation)
      expect((refused as UniqueViolation).column).toBe('users.username_key')
    })

    test('that goes on after a statement failed is refused, not half done', async () => {
      const storage = await open()
      const careless = storage.write(async (tx) => {
        await tx.first(user, { name: 'Ada' })
        await tx.run(raw('select 1/0'), {}).catch(() => undefined)
        return 'done'
      })
      await careless.then(
        () => expect.unreachable(),
        (error: unknown) => expect(String(error)).toContain('after one of its statements had failed'),
      )
      expect(await storage.first(count, {})).toEqual({ n: 0 })
    })

    test('that loses a deadlock is run again, and its effects happen once', async () => {
      const storage = await open()
      await storage.write(async (tx) => {
        for (const name of ['Ada', 'Bob']) await tx.first(user, { name })
      })
      const touch = raw<{ id: number }>(
        'update latchkey.users set updated_at = updated_at + 1 where id = $1',
        'id',
      )
      let effects = 0
      let runs = 0
      const first = Promise.withResolvers<void>()
      const second = Promise.withResolvers<void>()
      const both = (from: number, to: number, mine: () => void, others: Promise<void>) =>
        storage.write(async (tx) => {
          runs++
          await tx.run(touch, { id: from })
          mine()
          await others
          await tx.run(touch, { id: to })
          tx.afterCommit(() => effects++)
        })
      await Promise.all([
        both(1, 2, first.resolve, second.promise),
        both(2, 1, second.resolve, first.promise),
      ])
      expect(runs).toBeGreaterThan(2)
      expect(effects).toBe(2)
      expect(await storage.first(raw('select sum(updated_at) as n from latchkey.users'), {})).toEqual({
        n: 4,
      })
    })

    test('sees what others committed meanwhile, and is on the disk when it is done, whatever the defaults are', async () => {
      for (const [name, value] of [
        ['default_transaction_isolation', 'serializable'],
        ['synchronous_commit', 'off'],
      ]) {
        cluster().query(`alter database ${new URL(url).pathname.slice(1)} set ${name} to ${value}`)
      }
      const storage = await open()
      const setting = (name: string) => raw(`select current_setting('${name}') as n`)
      const within = await storage.write(async (tx) => [
        await tx.first(setting('transaction_isolation'), {}),
        await tx.first(setting('synchronous_commit'), {}),
      ])
      expect(within).toEqual([{ n: 'read committed' }, { n: 'on' }] as never)
    })

    test('is alone with a name: what is read and then written is not lost to others', async () => {
      const [one, two] = [await open(), await open()]
      await one.write((tx) => tx.first(user, { name: 'Ada' }))
      const read = raw('select updated_at as n from latchkey.users where id = 1')
      const put = raw<{ n: number }>('update latchkey.users set updated_at = $1 where id = 1', 'n')
      const increment = (storage: Storage) =>
        storage.write(async (tx) => {
          await tx.alone('counting')
          const row = await tx.first(read, {})
          await tx.run(put, { n: (row?.n ?? 0) + 1 })
        })
      await Promise.all(Array.from({ length: 20 }, (_, i) => increment(i % 2 === 0 ? one : two)))
      expect(await one.first(read, {})).toEqual({ n: 20 })
    })
  })

  describe('a change', () => {
    test('is heard in its own process in the moment of the commit, and in others soon after', async () => {
      const [one, two] = [await open(), await open()]
      const heard: Record<string, (Subject | undefined)[]> = { one: [], two: [] }
      one.onChange((id) => heard.one?.push(id))
      two.onChange((id) => heard.two?.push(id))
      await one.write(async (tx) => tx.changed(7))
      expect(heard.one).toContain(7)
      await eventually('it is so', () => heard.two?.includes(7) === true || undefined)
    })

    test('of what is no user is heard by its name', async () => {
      const [one, two] = [await open(), await open()]
      const heard: (Subject | undefined)[] = []
      two.onChange((subject) => heard.push(subject))
      await one.write(async (tx) => {
        tx.changed('roles')
        tx.changed('signing-keys')
      })
      await eventually('it is so', () => heard.includes('signing-keys') || undefined)
      expect(heard).toContain('roles')
    })

    test('that was taken back is heard by nobody', async () => {
      const [one, two] = [await open(), await open()]
      const heard: (Subject | undefined)[] = []
      two.onChange((id) => heard.push(id))
      const failing = one.write(async (tx) => {
        tx.changed(7)
        throw new Error('no')
      })
      await failing.catch(() => undefined)
      await one.write(async (tx) => tx.changed(8))
      await eventually('it is so', () => heard.includes(8) || undefined)
      expect(heard).not.toContain(7)
    })

    test('is heard although an older transaction commits after a younger one', async () => {
      const [one, two] = [await open(), await open()]
      const heard: (Subject | undefined)[] = []
      two.onChange((id) => heard.push(id))
      const isOpen = Promise.withResolvers<void>()
      const mayEnd = Promise.withResolvers<void>()
      const older = one.write(async (tx) => {
        await tx.run(raw('insert into latchkey.user_changes (user_id) values (41)'), {})
        isOpen.resolve()
        await mayEnd.promise
      })
      await isOpen.promise
      await one.write(async (tx) => tx.changed(42))
      await eventually('it is so', () => heard.includes(42) || undefined)
      expect(heard).not.toContain(41)
      mayEnd.resolve()
      await older
      await eventually('it is so', () => heard.includes(41) || undefined)
    })
  })

  describe('a database that goes away', () => {
    test('is unavailable, not believed any more, and used again when it is back', async () => {
      const storage = await open()
      await cluster().stop('immediate')
      const refused = await storage.first(count, {}).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(Unavailable)
      await eventually('it is so', () => (!storage.isCurrent() && !storage.isWritable()) || undefined)
      const heard: (Subject | undefined)[] = []
      storage.onChange((id) => heard.push(id))
      await cluster().start()
      await eventually('it is so', () => (storage.isCurrent() && storage.isWritable()) || undefined)
      expect(await storage.first(count, {})).toEqual({ n: 0 })
    })
  })

  describe('opening', () => {
    test('keeps two schemas of one database apart', async () => {
      const [one, two] = [await open('latchkey'), await open('other')]
      await one.write((tx) => tx.first(user, { name: 'Ada' }))
      expect(await two.first(raw('select count(*) as n from other.users'), {})).toEqual({ n: 0 })
    })

    test('says what to do where there is no such database, and never the password', async () => {
      const wrong = new URL(url)
      wrong.pathname = '/nobody_made_this'
      wrong.password = 'hunter2'
      const options = {
        url: wrong.href,
        schema: 'latchkey',
        poolSize: 1,
        patienceMs: 30_000,
        clock: systemClock,
        log: silent,
      }
      const refused = await openPostgres(options, migrations).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(DatabaseUnreachable)
      expect(String(refused)).toContain('createdb')
      expect(String(refused)).not.toContain('hunter2')
    })

    test('says what to grant where its user may not make tables, and makes none', async () => {
      const limited = new URL(url)
      limited.username = `${limited.pathname.slice(1)}_limited`
      cluster().query(`create role ${limited.username} login`)
      const options = {
        url: limited.href,
        schema: 'latchkey',
        poolSize: 1,
        patienceMs: 30_000,
        clock: systemClock,
        log: silent,
      }
      try {
        const refused = await openPostgres(options, migrations).catch((error: unknown) => error)
        expect(refused).toBeInstanceOf(DatabaseUnreachable)
        expect(String(refused)).toContain('Grant it CREATE on the database, or create the schema for it.')
        expect(
          cluster().query("select count(*) from pg_namespace where nspname = 'latchkey'", url).trim(),
        ).toBe('0')
        // Made for it, that schema is all it needs.
        cluster().query(`create schema latchkey authorization ${limited.username}`, url)
        opened.push(await openPostgres(options, migrations))
      } finally {
        await Promise.all(opened.splice(0).map((storage) => storage.close()))
        cluster().query(`drop owned by ${limited.username}`, url)
        cluster().query(`drop role ${limited.username}`)
      }
    })
  })
})
