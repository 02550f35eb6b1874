import { expect, test } from 'bun:test'
import fc from 'fast-check'
import type { Storage } from '#storage'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { userBlocks } from './blocks/store.ts'
import { userStore } from './store.ts'

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

everyDatabase((database) => {
  test('a page is what everybody, in the order of ids, is cut to', async () => {
    await agree(database.storage)
  }, 60_000)

  test('the total is right while others register, delete and fold', async () => {
    const { storage } = database
    const blocks = userBlocks(storage)
    const store = userStore(storage)
    const count = (id: number, by: 1 | -1) => storage.write((tx) => blocks.count(tx, id, by))
    const ids = Array.from({ length: 600 }, (_, i) => i + 1)
    await Promise.all([...ids.map((id) => count(id, 1)), store.foldBlocks(100), store.foldBlocks(100)])
    await Promise.all([...ids.slice(0, 200).map((id) => count(id, -1)), store.foldBlocks(100)])
    await store.foldBlocks(100)
    expect((await store.list(storage, 0, 1)).total).toBe(400)
    expect(await store.foldBlocks(100)).toBe(0)
  }, 60_000)

  if (database.engine === 'PostgreSQL') {
    test('two registrations at the same time do not wait for each other', async () => {
      const { storage } = database
      const blocks = userBlocks(storage)
      const isCounted = Promise.withResolvers<void>()
      const mayEnd = Promise.withResolvers<void>()
      const older = storage.write(async (tx) => {
        await blocks.count(tx, 1, 1)
        isCounted.resolve()
        await mayEnd.promise
      })
      await isCounted.promise
      await storage.write((tx) => blocks.count(tx, 2, 1)).finally(mayEnd.resolve)
      await older
      expect((await userStore(storage).list(storage, 0, 1)).total).toBe(2)
    })
  }
})
