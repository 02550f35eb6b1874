import { randomBytes } from 'node:crypto'
import type { Workspace } from '../workspace.ts'
import type { Database, Store } from './database.ts'
import { writeBulk } from './postgres-bulk.ts'
import { type Cluster, startCluster } from './postgres-cluster.ts'

/** A database each, in a cluster of this run's own. */
export async function postgresDatabase(workspace: Workspace): Promise<Database> {
  const cluster = await startCluster()
  const secret = randomBytes(32).toString('base64')
  let count = 0
  const named = new Map<Store, string>()
  const create = (template: string): Store => {
    count += 1
    const name = `bench_${count}`
    cluster.query('postgres', `create database ${name} template ${template}`)
    const store: Store = {
      env: {
        DATA_DIR: workspace.path('data'),
        DATABASE_URL: cluster.urlOf(name),
        LATCHKEY_SECRET: secret,
      },
      databasePid: cluster.pid,
      commits: () => commitsOf(cluster, name),
    }
    named.set(store, name)
    return store
  }
  return {
    name: 'postgres',
    label: 'PostgreSQL',
    version: `${cluster.query('postgres', 'show server_version')}, its defaults, fsync=${cluster.query('postgres', 'show fsync')}`,
    create: () => create('template0'),
    copyOf: (store) => create(named.get(store) ?? 'template0'),
    close: () => cluster.remove(),
    writeUsers: ({ env }, bulk) => writeBulk(env['DATABASE_URL'] ?? '', bulk),
    countUsers: (store) =>
      Number(cluster.query(named.get(store) ?? '', 'select count(*) from latchkey.users')),
  }
}

/** Transactions that committed, those that only read among them; a backend reports its own within a second. */
const commitsOf = (cluster: Cluster, database: string): number =>
  Number(cluster.query('postgres', `select xact_commit from pg_stat_database where datname = '${database}'`))
