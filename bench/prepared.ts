import { availableParallelism } from 'node:os'
import type { Combination } from './combination.ts'
import type { Store } from './databases/database.ts'
import { registerAll } from './http/accounts.ts'
import { startProduct } from './program.ts'
import type { Workspace } from './workspace.ts'

interface Setting {
  readonly workspace: Workspace
  readonly users: number
  say(progress: string): void
}

/**
 * Copies of a store that holds all the users, made once for each database through the API, by a server that may hash on
 * every core. When that fails, the next combination of the database tries again with its own runtime.
 */
export function preparedStores({ workspace, users, say }: Setting) {
  const stores = new Map<string, Store>()
  return async ({ runtime, database }: Combination): Promise<Store> => {
    const known = stores.get(database.name)
    if (known) return database.copyOf(known)
    say(`registering ${users} users in ${database.label}`)
    const store = database.create()
    const server = await startProduct(workspace, {
      command: runtime.command,
      store,
      passwordThreads: availableParallelism(),
    })
    try {
      await registerAll(server, users)
    } finally {
      await server.stop()
    }
    stores.set(database.name, store)
    return database.copyOf(store)
  }
}
