import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SQL } from 'bun'
import { migrations } from '../../packages/server/migrations/index.ts'
import { systemClock } from '../../packages/server/src/kernel/clock.ts'
import type { Statement, Storage, Transaction } from '../../packages/server/src/storage/index.ts'
import { openPostgres } from '../../packages/server/src/storage/postgres/open.ts'
import { openSqlite } from '../../packages/server/src/storage/sqlite/open.ts'
import { makeTemplate, putMigratedFile, SCHEMA } from './migrated.ts'
import { describeOnPostgres } from './on-postgres.ts'
import { TEMPLATE } from './postgres-cluster.ts'

/** The database of the test that runs: new and empty for each. */
export interface TestDatabase {
  readonly engine: 'SQLite' | 'PostgreSQL'
  readonly storage: Storage
  /** Changes rows as another program would: SQL that every engine understands, in one transaction. */
  change(...sql: string[]): Promise<void>
  rows<R = Record<string, unknown>>(sql: string): Promise<R[]>
}

const silent = { debug() {}, info() {}, warn() {}, error() {} }
/** The default of LATCHKEY_DB_POOL_SIZE. */
const POOL_SIZE = 10

/** Runs a block of tests on SQLite, and on a PostgreSQL of the tests' own where one is installed. */
export function everyDatabase(block: (database: TestDatabase) => void): void {
  describe('on SQLite', () => {
    block(
      useDatabase('SQLite', async () => {
        const folder = mkdtempSync(join(tmpdir(), 'latchkey-store-'))
        await putMigratedFile(folder)
        const storage = openSqlite(folder, migrations)
        return { storage, places: '', remove: () => rmSync(folder, { recursive: true }) }
      }),
    )
  })

  describeOnPostgres('on PostgreSQL', (cluster) => {
    // Kept open, for a database is made and removed for each test.
    let admin: SQL
    let databases = 0
    beforeAll(async () => {
      await makeTemplate(cluster())
      admin = new SQL(cluster().url(), { max: 1 })
    })
    afterAll(() => admin.close())
    block(
      useDatabase('PostgreSQL', async () => {
        databases += 1
        const name = `every_${databases}`
        await admin.unsafe(`create database ${name} template ${TEMPLATE}`)
        const options = {
          url: cluster().url(name),
          schema: SCHEMA,
          poolSize: POOL_SIZE,
          patienceMs: 30_000,
          clock: systemClock,
          log: silent,
        }
        const storage = await openPostgres(options, migrations)
        // For the tests' own statements: those of the program name their schema, or find nothing.
        const places = `set local search_path to ${SCHEMA}`
        const remove = async () => void (await admin.unsafe(`drop database ${name} with (force)`))
        return { storage, places, remove }
      }),
    )
  })
}

interface Opened {
  readonly storage: Storage
  /** The statement that lets those after it find the tables; empty where they are found without. */
  readonly places: string
  remove(): void | Promise<void>
}

function useDatabase(engine: TestDatabase['engine'], open: () => Promise<Opened>): TestDatabase {
  let opened: Opened | undefined
  beforeEach(async () => {
    opened = await open()
  })
  afterEach(async () => {
    await opened?.storage.close()
    await opened?.remove()
    opened = undefined
  })
  const now = () => {
    if (opened === undefined) throw new Error('there is a database in a test only')
    return opened
  }
  const within = <T>(use: (tx: Transaction) => Promise<T>) =>
    now().storage.write(async (tx) => {
      if (now().places !== '') await tx.run(raw(now().places), {})
      return use(tx)
    })
  return {
    engine,
    get storage() {
      return now().storage
    },
    change: (...sql) =>
      within(async (tx) => {
        for (const one of sql) await tx.run(raw(one), {})
      }),
    rows: <R>(sql: string) => within((tx) => tx.all(raw<R>(sql), {})),
  }
}

const raw = <R>(sql: string): Statement<object, R> => ({ sql, bind: () => [] })
