import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrations } from '../../../migrations/index.ts'
import { DatabaseTooNew } from '../database-too-new.ts'
import type { Migration } from '../migration.ts'
import { Connection } from './connection.ts'
import { migrate } from './migrate.ts'

const newest = migrations.length

let folder = ''
let connection: Connection

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-migrate-'))
  connection = open()
})
afterEach(() => {
  connection.close()
  rmSync(folder, { recursive: true })
})

const open = () => {
  const opened = new Connection(join(folder, 'latchkey.db'), { readOnly: false })
  opened.exec('pragma journal_mode = wal')
  return opened
}
const ask = (sql: string) => connection.all({ sql, bind: () => [] }, {}) as Record<string, unknown>[]
const version = () => Number(connection.pragma('user_version'))

/** Somebody who was there before. */
const KEPT =
  "insert into users (username, username_key, email, full_name, created_at, updated_at) values ('kept', 'kept', '', '', 7, 7)"

/** Everything that a migration could have changed. */
const contents = () => ({
  version: version(),
  schema: ask('select type, name, sql from sqlite_schema order by name'),
  users: ask("select name from sqlite_schema where name = 'users'").map(() => ask('select * from users')),
})

const step = (number: number, ...tables: string[]): Migration => ({
  version: number,
  name: `step ${number}`,
  statements: (db) => tables.map((table) => db.schema.createTable(table).addColumn('id', 'integer')),
})

describe('migrating', () => {
  test('a new database makes every table', () => {
    expect(migrate(connection, migrations)).toEqual(migrations.map((one) => one.version))
    expect(version()).toBe(newest)
    const tables = ask("select name from sqlite_schema where type = 'table'").map(({ name }) => name)
    for (const table of ['users', 'user_emails', 'sessions', 'instance']) expect(tables).toContain(table)
  })

  test('tells how many statements are done of how many, before each and at the end', () => {
    migrate(connection, migrations)
    const told: [number, number][] = []
    const more = [...migrations, step(newest + 1, 'one', 'two'), step(newest + 2, 'three')]
    migrate(connection, more, (done, total) => {
      told.push([done, total])
    })
    expect(told).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
      [3, 3],
    ])
    migrate(connection, more, () => expect.unreachable())
  })

  test('again changes nothing, and does not even take the write lock', () => {
    migrate(connection, migrations)
    const before = contents()
    const other = open()
    other.exec('begin immediate')
    expect(migrate(connection, migrations)).toEqual([])
    other.exec('rollback')
    other.close()
    expect(contents()).toEqual(before)
  })

  test.each(migrations.slice(0, -1).map((one) => one.version))(
    'from version %d takes only the steps that are missing, and keeps what is there',
    (from) => {
      migrate(connection, migrations.slice(0, from))
      expect(version()).toBe(from)
      ask(KEPT)
      expect(migrate(connection, migrations)).toEqual(migrations.slice(from).map((one) => one.version))
      const stepwise = contents()
      expect(ask('select username from users')).toEqual([{ username: 'kept' }])

      connection.close()
      rmSync(folder, { recursive: true })
      folder = mkdtempSync(join(tmpdir(), 'latchkey-migrate-'))
      connection = open()
      migrate(connection, migrations)
      expect(stepwise.schema).toEqual(contents().schema)
    },
  )

  test('leaves a newer database alone, and says what to do', () => {
    migrate(connection, [...migrations, step(newest + 1, 'from_the_future')])
    const before = contents()
    expect(() => migrate(connection, migrations)).toThrow(DatabaseTooNew)
    expect(() => migrate(connection, migrations)).toThrow(
      `The database was written by a newer Latchkey (its version is ${newest + 1}, this program knows ${newest}). ` +
        'Start that newer version, or restore a backup made before the upgrade. Nothing was changed.',
    )
    expect(contents()).toEqual(before)
  })
})

describe('a migration that does not come to its end', () => {
  test('by an error: nothing of any step is left, and it can be done again', () => {
    migrate(connection, migrations)
    const before = contents()
    const broken = [...migrations, step(newest + 1, 'good'), step(newest + 2, 'better', 'users', 'best')]
    expect(() => migrate(connection, broken)).toThrow('already exists')
    expect(contents()).toEqual(before)

    const mended = [...migrations, step(newest + 1, 'good'), step(newest + 2, 'better', 'best')]
    expect(migrate(connection, mended)).toEqual([newest + 1, newest + 2])
    expect(version()).toBe(newest + 2)
  })

  test('R15 by the death of its process: the database is as it was, and it can be done again', () => {
    migrate(connection, migrations.slice(0, 2))
    ask(KEPT)
    const before = contents()
    connection.close()

    const { signal, stdout } = spawnSync(process.execPath, ['-e', DIES_AT_THE_LAST_STEP], {
      env: { ...process.env, FOLDER: folder, HERE: import.meta.url },
      encoding: 'utf8',
    })
    expect({ signal, stdout }).toEqual({ signal: 'SIGKILL', stdout: 'steps were done\n' })

    connection = open()
    expect(contents()).toEqual(before)
    expect(migrate(connection, migrations)).toEqual(migrations.slice(2).map((one) => one.version))
    expect(ask('select username from users')).toEqual([{ username: 'kept' }])
  })
})

/** Runs every migration but ends its own process, as `kill -9` does, when the last is asked for its statements. */
const DIES_AT_THE_LAST_STEP = `
  const { Connection } = await import(new URL('./connection.ts', process.env.HERE))
  const { migrate } = await import(new URL('./migrate.ts', process.env.HERE))
  const { migrations } = await import(new URL('../../../migrations/index.ts', process.env.HERE))
  const connection = new Connection(process.env.FOLDER + '/latchkey.db', { readOnly: false })
  const last = { ...migrations.at(-1), statements: () => {
    require('node:fs').writeSync(1, 'steps were done\\n')
    process.kill(process.pid, 'SIGKILL')
    for (;;);
  } }
  migrate(connection, [...migrations.slice(0, -1), last])
`
