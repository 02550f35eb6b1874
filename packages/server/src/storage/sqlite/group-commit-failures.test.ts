// R03, R04, R05: what a group does when the engine cannot go on.
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Unavailable } from '#kernel/unavailable'
import { migrations } from '../../../migrations/index.ts'
import { type Statement, statementBuilder } from '../statement.ts'
import { Connection } from './connection.ts'
import { sqliteGrammar } from './grammar.ts'
import { GroupCommit } from './group-commit.ts'
import { migrate } from './migrate.ts'

/** SQLite's extended result codes: the primary code in the low byte. */
const extended = (primary: number, detail: number) => primary | (detail << 8)
const IOERR = 10
const FULL = 13
const IOERR_READ = extended(IOERR, 1)
const IOERR_WRITE = extended(IOERR, 3)
const IOERR_FSYNC = extended(IOERR, 4)
const IOERR_DIR_FSYNC = extended(IOERR, 5)
const IOERR_SHMSIZE = extended(IOERR, 19)
const CORRUPT = 11
const NOTADB = 26

/** A disk that refuses one command, as the engine would say it. */
class Faulty extends Connection {
  readonly journal: string[] = []
  fault: { at: string; errcode: number } | undefined

  override exec(sql: string) {
    this.journal.push(sql)
    this.#refuse(sql)
    super.exec(sql)
  }
  override run<P>(statement: Statement<P, unknown>, params: P): number {
    this.#refuse('run')
    return super.run(statement, params)
  }
  #refuse(command: string) {
    if (this.fault?.at !== command) return
    const { errcode } = this.fault
    this.fault = undefined
    throw Object.assign(new Error('as a broken disk has it'), { code: 'ERR_SQLITE_ERROR', errcode })
  }
}

/** What the log is put on, which may take its time or refuse. */
class Disk {
  fault: Error | undefined
  until: Promise<void> = Promise.resolve()

  async sync(): Promise<void> {
    await this.until
    if (this.fault) throw this.fault
  }
}

const statement = statementBuilder(sqliteGrammar)
const insert = statement((db, p: { key: string; answer: string }) =>
  db.insertInto('users').values({
    username: p.key,
    username_key: p.key,
    email: p.answer,
    full_name: '',
    created_at: 0,
    updated_at: 0,
  }),
)
const keys = statement((db, _: object) => db.selectFrom('users').select('username_key as key'))

let folder = ''
let file = ''
let writer: Faulty
let reader: Connection
let disk: Disk
let group: GroupCommit

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-faults-'))
  file = join(folder, 'latchkey.db')
  writer = new Faulty(file, { readOnly: false })
  writer.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
  migrate(writer, migrations)
  writer.journal.length = 0
  reader = new Connection(file, { readOnly: true })
  disk = new Disk()
  group = new GroupCommit({ connection: writer, sync: () => disk.sync(), onChange: () => {} })
})
afterEach(() => {
  reader.close()
  writer.close()
  rmSync(folder, { recursive: true })
})

const committed = () => reader.all(keys, {}).map((row) => row.key)
const put = (key: string, answer = '') =>
  group.write(async (tx) => void (await tx.run(insert, { key, answer })))

async function expectUnavailable(writes: Promise<unknown>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(writes)) {
    expect(outcome.status).toBe('rejected')
    const { reason } = outcome as PromiseRejectedResult
    expect(reason).toBeInstanceOf(Unavailable)
    expect((reason as Unavailable).code).toBe('storage_unavailable')
    expect((reason as Unavailable).retryAfterSeconds).toBeGreaterThanOrEqual(1)
  }
}

describe('R04 a disk that is in doubt', () => {
  test.each([
    ['an fsync that failed', 'commit', IOERR_FSYNC],
    ['an fsync of the folder that failed', 'commit', IOERR_DIR_FSYNC],
    ['a write that failed', 'commit', IOERR_WRITE],
    ['a page that cannot be read', 'run', IOERR_READ],
    ['a page that makes no sense', 'run', CORRUPT],
    ['a file that is no database any more', 'begin immediate', NOTADB],
  ])('%s fails the whole group, and nothing is acknowledged from then on', async (_, at, errcode) => {
    await put('before')
    writer.fault = { at, errcode }
    await expectUnavailable([put('a'), put('b'), put('c')])
    expect(committed()).toEqual(['before'])
    expect(group.isWritable()).toBe(false)

    // Never retried and believed: the engine is not even asked.
    writer.journal.length = 0
    await expectUnavailable([put('d'), put('e')])
    expect(writer.journal).toEqual([])
    expect(committed()).toEqual(['before'])
  })

  test('a log that the disk did not take fails the whole group, and nothing is acknowledged from then on', async () => {
    await put('before')
    const effects: string[] = []
    disk.fault = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' })
    const forget = group.write(async (tx) => tx.afterCommit(() => effects.push('forgotten')))
    await expectUnavailable([put('a'), put('b'), forget])
    expect(group.isWritable()).toBe(false)
    expect(effects).toEqual([])

    disk.fault = undefined
    writer.journal.length = 0
    await expectUnavailable([put('d')])
    expect(writer.journal).toEqual([])
  })

  test('nobody is answered, and no effect runs, before the disk has taken the log', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    disk.until = promise
    const told: string[] = []
    const writing = group.write(async (tx) => {
      await tx.run(insert, { key: 'a', answer: '' })
      tx.afterCommit(() => told.push('effect'))
    })
    const answered = writing.then(() => told.push('answer'))
    while (group.unsettled === undefined) await new Promise((next) => setImmediate(next))
    expect(committed()).toEqual(['a'])
    await new Promise((next) => setImmediate(next))
    expect(told).toEqual([])
    resolve()
    await answered
    expect(told).toEqual(['effect', 'answer'])
    expect(group.unsettled).toBeUndefined()
  })

  test('no effect of the group runs', async () => {
    const effects: string[] = []
    writer.fault = { at: 'commit', errcode: IOERR_FSYNC }
    await expectUnavailable([group.write(async (tx) => tx.afterCommit(() => effects.push('forgotten')))])
    expect(effects).toEqual([])
  })
})

describe('R03 a disk that is full', () => {
  test.each([
    ['at the commit', 'commit', FULL],
    ['in a statement', 'run', FULL],
    ['at the start of a group', 'begin immediate', FULL],
    ['where the index of the log grows', 'run', IOERR_SHMSIZE],
  ])('%s fails the whole group, and the next one is written', async (_, at, errcode) => {
    writer.fault = { at, errcode }
    await expectUnavailable([put('a'), put('b')])
    expect(committed()).toEqual([])
    expect(group.isWritable()).toBe(true)
    await put('c')
    expect(committed()).toEqual(['c'])
  })

  test('as the engine itself reports it, it spares what was written and recovers when there is room', async () => {
    await put('before')
    writer.exec(`pragma max_page_count = ${Number(writer.pragma('page_count'))}`)
    await expectUnavailable([put('small'), put('large', 'x'.repeat(100_000))])
    expect(committed()).toEqual(['before'])
    expect(group.isWritable()).toBe(true)
    writer.exec('pragma max_page_count = 1073741823')
    await put('large', 'x'.repeat(100_000))
    expect(committed()).toEqual(['before', 'large'])
  })
})

describe('R05 a lock that another program holds', () => {
  let stranger: DatabaseSync
  beforeEach(() => {
    stranger = new DatabaseSync(file, { timeout: 0 })
    stranger.exec('begin exclusive')
  })
  afterEach(() => stranger.close())

  test('is waited for, and the write is done when it goes', async () => {
    const attempts = () => writer.journal.filter((sql) => sql === 'begin immediate').length
    const original = writer.exec.bind(writer)
    writer.exec = (sql) => {
      if (sql === 'begin immediate' && attempts() === 3) stranger.exec('rollback')
      original(sql)
    }
    await Promise.all([put('a'), put('b')])
    expect(attempts()).toBe(4)
    expect(committed()).toEqual(['a', 'b'])
  })

  test('is not waited for for ever; reading goes on, and writing again once it is gone', async () => {
    await expectUnavailable([put('a'), put('b')])
    expect(committed()).toEqual([])
    expect(group.isWritable()).toBe(true)
    stranger.exec('rollback')
    await put('c')
    expect(committed()).toEqual(['c'])
  })
})
