import { DatabaseSync } from 'node:sqlite'
import type { Workspace } from '../workspace.ts'
import type { Database, Store } from './database.ts'
import { writeBulk } from './sqlite-bulk.ts'
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
    version: 'built into the runtime, each commit on the disk before its answer',
    create: () => storeIn(workspace.path('data')),
    copyOf: (store) => storeIn(workspace.copyOf(folderOf(store))),
    writeUsers: (store, bulk) => writeBulk(folderOf(store), bulk),
    close: () => Promise.resolve(),
    countUsers: (store) => {
      const file = new DatabaseSync(`${folderOf(store)}/latchkey.db`, { readOnly: true })
      try {
        return Number(file.prepare('select count(*) as total from users').get()?.['total'])
      } finally {
        file.close()
      }
    },
  }
}

const folderOf = ({ env }: Store): string => env['DATA_DIR'] ?? ''
