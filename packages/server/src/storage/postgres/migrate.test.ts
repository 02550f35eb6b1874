import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { systemClock } from '#kernel/clock'
import type { Storage } from '#storage'
import { describeOnPostgres } from '../../../../../test/support/on-postgres.ts'
import { migrations } from '../../../migrations/index.ts'
import { DatabaseTooNew } from '../database-too-new.ts'
import type { Migration } from '../migration.ts'
import { openPostgres, pendingAt } from './open.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }
/** As many processes start at once. */
const PROCESSES = 6
/** Before the counted blocks of users, which are filled from the rows that are there. */
const OLDER = 5

describeOnPostgres('the tables of PostgreSQL', (cluster) => {
  let url = ''
  const opened: Storage[] = []
  const options = () => ({
    url,
    schema: 'latchkey',
    poolSize: 2,
    patienceMs: 30_000,
    clock: systemClock,
    log: silent,
  })
  const open = async (steps: readonly Migration[] = migrations): Promise<void> => {
    opened.push(await openPostgres(options(), steps))
  }
  const openAtOnce = (steps: readonly Migration[] = migrations) =>
    Promise.allSettled(Array.from({ length: PROCESSES }, () => open(steps)))
  const close = () => Promise.all(opened.splice(0).map((storage) => storage.close()))
  const lines = (sql: string) => cluster().query(sql, url).trim().split('\n')

  beforeEach(() => {
    url = cluster().createDatabase()
  })
  afterEach(async () => {
    await close()
    cluster().dropDatabase(url)
  })

  const versions = 'select version from latchkey.schema_migrations order by version'
  const all = migrations.map(({ version }) => String(version))

  describe('by several processes at once', () => {
    test('are made once in an empty database, and all of them serve', async () => {
      for (const { status } of await openAtOnce()) expect(status).toBe('fulfilled')
      expect(lines(versions)).toEqual(all)
      for (const storage of opened) expect(storage.isCurrent()).toBe(true)
    })

    test('are brought up from an older version once, with the rows that were there', async () => {
      await open(migrations.slice(0, OLDER))
      await close()
      const people = 300
      cluster().query(
        `insert into latchkey.users (username, username_key, email, full_name, created_at, updated_at)
         select n, n, '', '', 0, 0 from generate_series(1, ${people}) n`,
        url,
      )
      for (const { status } of await openAtOnce()) expect(status).toBe('fulfilled')
      expect(lines(versions)).toEqual(all)
      // A step that ran twice would have counted everybody twice, or failed.
      expect(
        lines('select level, sum(total) from latchkey.user_blocks group by level order by level'),
      ).toEqual([`1|${people}`, `2|${people}`])
      expect(lines('select count(*) from latchkey.latchkey_users')).toEqual([String(people)])
    })
  })

  describe('of which a step fails', () => {
    const failing: Migration = {
      version: migrations.length + 1,
      name: 'failing',
      statements: (db) => [
        db.schema.createTable('half_made').addColumn('id', 'integer'),
        db.schema.createTable('users').addColumn('id', 'integer'),
      ],
    }

    test('are as they were before, all steps of that start included', async () => {
      await open(migrations.slice(0, OLDER))
      await close()
      await expect(open([...migrations, failing])).rejects.toThrow('already exists')
      expect(lines(versions)).toEqual(all.slice(0, OLDER))
      expect(lines("select to_regclass('latchkey.half_made') is null")).toEqual(['t'])
      await open()
      expect(lines(versions)).toEqual(all)
    })
  })

  test('that are still to be changed are named, and nothing is done', async () => {
    expect((await pendingAt(options(), migrations)).length).toBe(migrations.length)
    expect(lines("select count(*) from pg_namespace where nspname = 'latchkey'")).toEqual(['0'])
    await open(migrations.slice(0, 2))
    expect((await pendingAt(options(), migrations)).map(({ version }) => String(version))).toEqual(
      all.slice(2),
    )
    expect(lines(versions)).toEqual(all.slice(0, 2))
  })

  test('that a later program made are refused, and left alone', async () => {
    await open()
    await expect(open(migrations.slice(0, 2))).rejects.toThrow(DatabaseTooNew)
    await expect(pendingAt(options(), migrations.slice(0, 2))).rejects.toThrow(DatabaseTooNew)
    expect(lines(versions)).toEqual(all)
  })
})
