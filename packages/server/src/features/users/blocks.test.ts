import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { systemClock } from '#kernel/clock'
import type { Storage } from '#storage'
import { Cluster, findPostgres } from '../../../../../test/support/postgres-cluster.ts'
import { migrations } from '../../../migrations/index.ts'
import { openPostgres } from '../../storage/postgres/open.ts'
import { openSqlite } from '../../storage/sqlite/open.ts'
import { userBlocks } from './blocks/store.ts'
import { userStore } from './store.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** Far apart enough that blocks of both levels lie empty, full and at their edges. */
const someId = fc.oneof(fc.integer({ min: 1, max: 1_100 }), fc.integer({ min: 65_000, max: 200_000 }))
const cases = fc.record({
  ids: fc.uniqueArray(someId, { maxLength: 60 }),
  leaves: fc.func(fc.boolean()),
  pages: fc.array(fc.record({ skip: fc.nat(70), limit: fc.integer({ min: 1, max: 100 }) }), { minLength: 4 }),
})

async function agree(storage: Storage): Promise<void> {
  const store = userStore(storage)
  const blocks = userBlocks(storage)
  const clear = ['users', 'user_blocks'] as const
  const emptied = clear.map((table) => storage.statement((db, _: object) => db.deleteFrom(table)))
  const place = storage.statement((db, p: { id: number; key: string }) =>
    db.insertInto('users').values({
      id: p.id,
      username: p.key,
      username_key: p.key,
      email: '',
      full_name: '',
      password_hash: null,
      disabled_at: null,
      external_id: null,
      created_at: 0,
      updated_at: 0,
    }),
  )
  const property = fc.asyncProperty(cases, async ({ ids, leaves, pages }) => {
    const stay = ids.filter((id) => !leaves(id)).sort((one, other) => one - other)
    await storage.write(async (tx) => {
      for (const statement of emptied) await tx.run(statement, {})
      for (const id of ids) {
        await tx.run(place, { id, key: `user ${id}` })
        await blocks.count(tx, id, 1)
      }
      for (const id of ids) if (!stay.includes(id)) await store.remove(tx, id)
    })
    for (const { skip, limit } of pages) {
      const { total, items } = await store.list(storage, skip, limit)
      const expected = { total: stay.length, ids: stay.slice(skip, skip + limit) }
      expect({ total, ids: items.map(({ id }) => id) }).toEqual(expected)
    }
  })
  await fc.assert(property, { numRuns: 30 })
}

describe('a page is what everybody, in the order of ids, is cut to', () => {
  test('on SQLite', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-blocks-'))
    const storage = openSqlite(folder, migrations)
    try {
      await agree(storage)
    } finally {
      await storage.close()
      rmSync(folder, { recursive: true })
    }
  }, 60_000)

  describe.skipIf(findPostgres() === undefined)('on PostgreSQL', () => {
    let cluster: Cluster
    beforeAll(async () => {
      cluster = await Cluster.start({ isDurable: false })
    })
    afterAll(() => cluster.remove())

    test('too', async () => {
      const url = cluster.createDatabase()
      const log = silent
      const options = { url, schema: 'latchkey', poolSize: 2, clock: systemClock, log }
      const storage = await openPostgres(options, migrations)
      try {
        await agree(storage)
      } finally {
        await storage.close()
      }
    }, 60_000)
  })
})
