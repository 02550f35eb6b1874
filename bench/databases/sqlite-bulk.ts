import { migrations } from '../../packages/server/migrations/index.ts'
import { userStore } from '../../packages/server/src/features/users/store.ts'
import { openSqlite } from '../../packages/server/src/storage/sqlite/open.ts'
import { type Bulk, bulkUsers } from './bulk-users.ts'

/** Rows that one transaction holds: a commit for each would be a wait for the disk for each. */
const A_TRANSACTION = 100_000

/** The product's own statements for a new user, one user after another; no server may run on the folder. */
export async function writeBulk(dataDir: string, bulk: Bulk): Promise<void> {
  const storage = openSqlite(dataDir, migrations)
  try {
    const store = userStore(storage)
    for (let first = bulk.first; first <= bulk.last; first += A_TRANSACTION) {
      const last = Math.min(bulk.last, first + A_TRANSACTION - 1)
      await storage.write(async (tx) => {
        let expected = first
        for (const user of bulkUsers({ ...bulk, first, last })) {
          const id = await store.insert(tx, user)
          if (id !== expected) throw new Error(`user ${expected} got the id ${id}`)
          expected += 1
        }
      })
    }
  } finally {
    await storage.close()
  }
}
