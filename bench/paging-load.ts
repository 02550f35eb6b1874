import { hashSync } from '@node-rs/argon2'
import type { Combination } from './combination.ts'
import type { Context, Section } from './context.ts'
import type { Store } from './databases/database.ts'
import { HASH_COST } from './hash-cost.ts'
import { PASSWORD, registerAll, signIn } from './http/accounts.ts'
import { LIMITS } from './limits.ts'
import { provePages } from './paging-proof.ts'
import { startProduct } from './program.ts'
import { type Failure, failureOf } from './turns.ts'

export interface LoadingRow {
  readonly database: string
  readonly users: number
  readonly seconds: number
  readonly targetSeconds: number
  /** Rows of the table of users, counted one by one. */
  readonly counted: number
  /** What `GET /users` answers as `total`. */
  readonly total: number
}

/** The users of each database, written and proved; the store is kept for the pages. */
export async function loadUsers(context: Context, stores: Map<string, Store>): Promise<Section<LoadingRow>> {
  const rows: LoadingRow[] = []
  const failures: Failure[] = []
  for (const [name, [combination]] of Map.groupBy(context.combinations, ({ database }) => database.name)) {
    if (!combination) continue
    try {
      const { store, row } = await loadOne(context, combination)
      rows.push(row)
      stores.set(name, store)
    } catch (error) {
      failures.push(failureOf(combination.database.label, error))
    }
  }
  return { rows, failures }
}

async function loadOne({ workspace, plan, say }: Context, { runtime, database }: Combination) {
  const users = plan.pagingUsers
  say(`${database.label}: writing ${users.toLocaleString('en-US')} users`)
  const store = database.create()
  const start = () => startProduct(workspace, { command: runtime.command, store })
  // The tables and the administrator are the server's own.
  const first = await start()
  try {
    await registerAll(first, 1)
  } finally {
    await first.stop()
  }
  const passwordHash = hashSync(PASSWORD, HASH_COST)
  const startedAt = performance.now()
  await database.writeUsers(store, { first: 2, last: users, passwordHash, now: Date.now() })
  const seconds = (performance.now() - startedAt) / 1_000
  const counted = database.countUsers(store)
  if (counted !== users) throw new Error(`${counted} users were written, not ${users}`)
  const server = await start()
  try {
    // The last one signs in as if it had been registered.
    const { id } = await signIn(server, users)
    if (id !== users) throw new Error(`user ${users} has the id ${id}`)
    const total = await provePages(server, await signIn(server, 1), users)
    const row = {
      database: database.label,
      users,
      seconds,
      targetSeconds: LIMITS.bulkSeconds,
      counted,
      total,
    }
    say(`${database.label}: written in ${seconds.toFixed(1)} s`)
    return { store, row }
  } finally {
    await server.stop()
  }
}
