import { type Config, ConfigError } from '#config'
import type { Clock } from '#kernel/clock'
import type { Log } from '#kernel/log'
import type { Storage } from '#storage'
import { migrations } from '../migrations/index.ts'
import { checkDataFolder } from './data-folder.ts'
import type { OnMigrating } from './storage/migration.ts'
import type { PostgresFacts } from './storage/postgres/examine.ts'

interface Options {
  readonly config: Config
  readonly isDevelopment: boolean
  readonly clock: Clock
  readonly log: Log
  /** Milliseconds for which a database elsewhere that is away is waited for. */
  readonly patienceMs: number
  readonly onMigrating?: OnMigrating | undefined
}

/** The database that the settings name. Each engine is loaded only where it is used. */
export async function openStorage({
  config,
  isDevelopment,
  clock,
  log,
  patienceMs,
  onMigrating,
}: Options): Promise<Storage> {
  if (config.databaseUrl === undefined) {
    const { openSqlite } = await import('./storage/sqlite/open.ts')
    return openSqlite(config.dataDir, migrations, onMigrating)
  }
  if (config.secret === undefined && !isDevelopment) {
    throw new ConfigError([
      'DATABASE_URL needs LATCHKEY_SECRET beside it: every server on that database has to have the same one. ' +
        'Make it once with `openssl rand -base64 32`.',
    ])
  }
  const { openPostgres } = await import('./storage/postgres/open.ts')
  const { databaseUrl: url, dbSchema: schema, dbPoolSize: poolSize } = config
  return openPostgres({ url, schema, poolSize, patienceMs, onMigrating, clock, log }, migrations)
}

/** A change of the tables that is still to be made. */
export interface PendingMigration {
  readonly version: number
  readonly name: string
}

/** What the next start would change in the tables; nothing is changed, and nothing made. */
export async function findPendingMigrations({
  config,
  log,
  clock,
  patienceMs,
}: Omit<Options, 'isDevelopment' | 'onMigrating'>): Promise<PendingMigration[]> {
  const named = (pending: readonly PendingMigration[]) =>
    pending.map(({ version, name }) => ({ version, name }))
  if (config.databaseUrl === undefined) {
    checkDataFolder(config.dataDir)
    const { pendingIn } = await import('./storage/sqlite/pending.ts')
    return named(pendingIn(config.dataDir, migrations))
  }
  const { pendingAt } = await import('./storage/postgres/open.ts')
  const { databaseUrl: url, dbSchema: schema } = config
  return named(await pendingAt({ url, schema, poolSize: 1, patienceMs, clock, log }, migrations))
}

/** Throws `DatabaseUnreachable`. */
export async function examineDatabase(url: string): Promise<PostgresFacts> {
  const [{ examinePostgres }, { refused }] = await Promise.all([
    import('./storage/postgres/examine.ts'),
    import('./storage/postgres/reach.ts'),
  ])
  try {
    return await examinePostgres(url)
  } catch (error) {
    throw refused(url, error)
  }
}
