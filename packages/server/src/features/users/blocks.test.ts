import { expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { migrations } from '../../../migrations/index.ts'
import { openSqlite } from '../../storage/sqlite/open.ts'
import { userStore } from './store.ts'

/** Far apart enough that blocks of both levels lie empty, full and at their edges. */
const someId = fc.oneof(fc.integer({ min: 1, max: 1_100 }), fc.integer({ min: 65_000, max: 200_000 }))

test('a page is what everybody, in the order of ids, is cut to', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(someId, { maxLength: 60 }),
      fc.func(fc.boolean()),
      fc.array(fc.record({ skip: fc.nat(70), limit: fc.integer({ min: 1, max: 100 }) }), { minLength: 4 }),
      async (ids, leaves, pages) => {
        const folder = mkdtempSync(join(tmpdir(), 'latchkey-blocks-'))
        const storage = openSqlite(folder, migrations)
        try {
          const store = userStore(storage)
          const add = (n: number) =>
            storage.write((tx) => {
              const key = `${n}@example.org`
              const names = { username: key, usernameKey: key, email: key, emailKey: key, fullName: '' }
              return store.insert(tx, { ...names, passwordHash: 'none', now: 0 })
            })
          const present: number[] = []
          // Ids are handed out upwards: the highest row that was decides the next.
          const place = storage.statement((db, p: { id: number }) =>
            db.insertInto('users').values({
              id: p.id,
              username: '',
              username_key: `gap ${p.id}`,
              email: '',
              full_name: '',
              password_hash: null,
              disabled_at: null,
              external_id: null,
              created_at: 0,
              updated_at: 0,
            }),
          )
          const unplace = storage.statement((db, p: { id: number }) =>
            db.deleteFrom('users').where('id', '=', p.id),
          )
          for (const id of [...ids].sort((one, other) => one - other)) {
            await storage.write(async (tx) => {
              await tx.run(place, { id })
              await tx.run(unplace, { id })
            })
            present.push(await add(id))
          }
          const left = present.filter((id) => !leaves(id))
          for (const id of present) if (!left.includes(id)) await storage.write((tx) => store.remove(tx, id))
          for (const { skip, limit } of pages) {
            const { total, items } = await store.list(storage, skip, limit)
            expect({ total, ids: items.map(({ id }) => id) }).toEqual({
              total: left.length,
              ids: left.slice(skip, skip + limit),
            })
          }
        } finally {
          await storage.close()
          rmSync(folder, { recursive: true })
        }
      },
    ),
    { numRuns: 25 },
  )
}, 60_000)
