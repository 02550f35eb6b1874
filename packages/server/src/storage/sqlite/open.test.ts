import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Unavailable } from '#kernel/unavailable'
import { migrations } from '../../../migrations/index.ts'
import { DatabaseTooNew } from '../database-too-new.ts'
import { statementBuilder } from '../statement.ts'
import type { Storage } from '../storage.ts'
import { FolderInUse } from './folder-lock.ts'
import { sqliteGrammar } from './grammar.ts'
import { openSqlite } from './open.ts'

const statement = statementBuilder(sqliteGrammar)
const insertUser = statement((db, p: { name: string }) =>
  db
    .insertInto('users')
    .values({
      username: p.name,
      username_key: p.name,
      email: '',
      full_name: '',
      password_hash: null,
      disabled_at: null,
      external_id: null,
      created_at: 0,
      updated_at: 0,
    })
    .returning('id'),
)
const insertEmail = statement((db, p: { id: number; key: string }) =>
  db.insertInto('user_emails').values({ address_key: p.key, user_id: p.id, signs_in: 1 }),
)
const removeUsers = statement((db, _: object) => db.deleteFrom('users'))
const names = statement((db, _: object) => db.selectFrom('users').select('username as name').orderBy('id'))
const emails = statement((db, _: object) => db.selectFrom('user_emails').select('address_key as key'))
const pragma = (name: string) => ({ sql: `pragma ${name}`, bind: () => [] })

let folder = ''
let storage: Storage
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-open-'))
  storage = openSqlite(folder, migrations)
})
afterEach(async () => {
  await storage.close()
  rmSync(folder, { recursive: true })
})

const addUser = (name: string) => storage.write(async (tx) => (await tx.first(insertUser, { name }))?.id)
const namesNow = async () => (await storage.all(names, {})).map(({ name }) => name)

/** What the engine says of one of its settings, on the connection that writes. */
const setting = (name: string) =>
  storage.write(async (tx) => Object.values((await tx.first<object, object>(pragma(name), {})) ?? {})[0])

describe('R02 the engine', () => {
  test.each([
    ['synchronous', 1],
    ['journal_mode', 'wal'],
    ['foreign_keys', 1],
    ['trusted_schema', 0],
    ['busy_timeout', 0],
  ])('is told %s = %p, and says so', async (name, value) => {
    expect(await setting(name)).toBe(value)
  })

  test('keeps everything in one database, beside the lock of its folder', async () => {
    await addUser('alice')
    await storage.close()
    expect(readdirSync(folder).sort()).toEqual(['latchkey.db', 'latchkey.lock'])
    storage = openSqlite(folder, migrations)
    expect(await namesNow()).toEqual(['alice'])
  })
})

describe('reading', () => {
  test('sees what is committed and nothing else', async () => {
    const during = await storage.write(async (tx) => {
      await tx.first(insertUser, { name: 'alice' })
      const mine = (await tx.all(names, {})).length
      return { mine, everybodys: (await storage.all(names, {})).length }
    })
    expect(during).toEqual({ mine: 1, everybodys: 0 })
    expect(await namesNow()).toEqual(['alice'])
  })

  test('sees it at once, also where somebody looked in the same turn before', async () => {
    await storage.close()
    const sync = () => Promise.resolve()
    storage = openSqlite(folder, migrations, undefined, () => ({ sync, close: () => {} }))
    const writing = storage.write(async (tx) => {
      await tx.first(insertUser, { name: 'alice' })
      await namesNow()
    })
    expect(await writing.then(namesNow)).toEqual(['alice'])
  })

  test('sees nothing of what failed', async () => {
    const failed = storage.write(async (tx) => {
      await tx.first(insertUser, { name: 'alice' })
      throw new Error('refused')
    })
    await expect(failed).rejects.toThrow('refused')
    expect(await namesNow()).toEqual([])
  })

  test('R02 sees nothing that is not on the disk yet', async () => {
    await storage.close()
    const { promise: isOnDisk, resolve } = Promise.withResolvers<void>()
    const started = Promise.withResolvers<void>()
    const sync = () => {
      started.resolve()
      return isOnDisk
    }
    storage = openSqlite(folder, migrations, undefined, () => ({ sync, close: () => {} }))
    const told: string[] = []
    const writing = addUser('alice').then(() => told.push('written'))
    await started.promise
    const reading = namesNow().then((found) => told.push(...found))
    await new Promise((next) => setImmediate(next))
    expect(told).toEqual([])
    resolve()
    await Promise.all([writing, reading])
    expect(told.sort()).toEqual(['alice', 'written'])
  })

  test('cannot write', async () => {
    expect(
      await storage.first(insertUser, { name: 'alice' }).catch((error: unknown) => error),
    ).toBeInstanceOf(Unavailable)
    expect(await namesNow()).toEqual([])
  })
})

describe('C019 ids', () => {
  test('are never handed out again, not after a restart either', async () => {
    expect([await addUser('a'), await addUser('b')]).toEqual([1, 2])
    await storage.write((tx) => tx.run(removeUsers, {}))
    expect(await addUser('c')).toBe(3)
    await storage.write((tx) => tx.run(removeUsers, {}))
    await storage.close()
    storage = openSqlite(folder, migrations)
    expect(await addUser('d')).toBe(4)
  })

  test('of what was rolled back may be used, for nobody saw them', async () => {
    const failed = storage.write(async (tx) => {
      await tx.first(insertUser, { name: 'a' })
      throw new Error('refused')
    })
    await expect(failed).rejects.toThrow('refused')
    expect(await addUser('b')).toBe(1)
  })
})

test('what hangs on a user goes with it, and nothing hangs on nobody', async () => {
  const id = (await addUser('alice')) ?? 0
  await storage.write((tx) => tx.run(insertEmail, { id, key: 'alice@example.org' }))
  await expect(storage.write((tx) => tx.run(insertEmail, { id: 404, key: 'b@x.org' }))).rejects.toThrow()
  expect(await storage.all(emails, {})).toHaveLength(1)
  await storage.write((tx) => tx.run(removeUsers, {}))
  expect(await storage.all(emails, {})).toEqual([])
})

test('closing answers what was asked before', async () => {
  const answers = ['a', 'b', 'c'].map(addUser)
  await storage.close()
  expect(await Promise.all(answers)).toEqual([1, 2, 3])
  storage = openSqlite(folder, migrations)
  expect(await namesNow()).toEqual(['a', 'b', 'c'])
})

describe('a folder that cannot be served', () => {
  test('is refused while another owns it, and not harmed', async () => {
    expect(() => openSqlite(folder, migrations)).toThrow(FolderInUse)
    expect(await addUser('alice')).toBe(1)
  })

  test('is free again after a refusal', async () => {
    await storage.close()
    expect(() => openSqlite(folder, migrations.slice(0, -1))).toThrow(DatabaseTooNew)
    storage = openSqlite(folder, migrations)
    expect(await namesNow()).toEqual([])
  })

  test('R06 is refused when its file is no database, and the file is left as it is', async () => {
    await storage.close()
    const file = join(folder, 'latchkey.db')
    const kept = readFileSync(file)
    const junk = Buffer.from('this is a letter, not a database. '.repeat(200))
    writeFileSync(file, junk)
    expect(() => openSqlite(folder, migrations)).toThrow('not a database')
    expect(readFileSync(file).equals(junk)).toBe(true)
    writeFileSync(file, kept)
    storage = openSqlite(folder, migrations)
  })
})
