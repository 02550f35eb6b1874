import type { Workspace } from '../workspace.ts'
import type { Database, Store } from './database.ts'
import { commitsOf } from './sqlite-commits.ts'

/** A data folder each; both runtimes bring the engine with them. */
export function sqliteDatabase(workspace: Workspace): Database {
  const storeIn = (dataDir: string): Store => ({
    env: { DATA_DIR: dataDir },
    databasePid: undefined,
    commits: () => commitsOf(dataDir),
  })
  return {
    name: 'sqlite',
    label: 'SQLite',
    version: 'built into the runtime, synchronous=FULL',
    create: () => storeIn(workspace.path('data')),
    copyOf: ({ env }) => storeIn(workspace.copyOf(env['DATA_DIR'] ?? '')),
  }
}
