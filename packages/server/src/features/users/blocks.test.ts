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
  pages: fc.array(
    fc.record({ skip: fc.nat(70), limit: fc.integer({ min: 1, max: 100 }), isFolded: fc.boolean() }),
    { minLength: 4 },
  ),
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
    for (const { skip, limit, isFolded } of pages) {
      if (isFolded) expect(await store.foldBlocks(1_000)).toBeLessThan(1_000)
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
      const options = { url, schema: 'latchkey', poolSize: 2, patienceMs: 30_000, clock: systemClock, log }
      const storage = await openPostgres(options, migrations)
      try {
        await agree(storage)
      } finally {
        await storage.close()
      }
    }, 60_000)

    test('while others register, delete and fold', async () => {
      const options = {
        url: cluster.createDatabase(),
        schema: 'latchkey',
        patienceMs: 30_000,
        clock: systemClock,
        log: silent,
      }
      const storage = await openPostgres({ ...options, poolSize: 8 }, migrations)
      try {
        const blocks = userBlocks(storage)
        const store = userStore(storage)
        const count = (id: number, by: 1 | -1) => storage.write((tx) => blocks.count(tx, id, by))
        const ids = Array.from({ length: 600 }, (_, i) => i + 1)
        await Promise.all([...ids.map((id) => count(id, 1)), store.foldBlocks(100), store.foldBlocks(100)])
        await Promise.all([...ids.slice(0, 200).map((id) => count(id, -1)), store.foldBlocks(100)])
        await store.foldBlocks(100)
        expect((await store.list(storage, 0, 1)).total).toBe(400)
        expect(await store.foldBlocks(100)).toBe(0)
      } finally {
        await storage.close()
      }
    }, 60_000)
  })
})
