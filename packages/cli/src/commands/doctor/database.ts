import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, ConfigError, FolderInUse, FolderUnusable } from '@latchkey/server'
import { inProcess } from '../../connection/in-process.ts'
import { explain } from '../../explain.ts'
import { Refused } from '../../failure.ts'
import { pendingHere } from '../migrate.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

/** The database as the next start would find it. It is opened only when that changes nothing in it. */
export async function checkDatabase(config: Config): Promise<Finding> {
  const { dataDir, databaseUrl } = config
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'latchkey.db'))) {
    return ok('database', 'made at the first start')
  }
  try {
    const pending = await pendingHere(config)
    if (pending.length > 0) {
      return warn(
        'database',
        `${pending.length} changes of its tables are due: ${pending.map(({ name }) => name).join(', ')}`,
        'latchkey migrate, or the next start, makes them. Make a backup first.',
      )
    }
    const connection = await inProcess({ config, mayCreate: false })
    try {
      await connection.client.health.ready()
      return ok('database', `${nameOf(config)}, its tables are up to date`)
    } finally {
      await connection.close()
    }
  } catch (error) {
    return fail('database', explain(error, config), mendOf(error, databaseUrl !== undefined))
  }
}

/** Without the address of PostgreSQL: it may carry a password. */
const nameOf = ({ dataDir, databaseUrl, dbSchema }: Config): string =>
  databaseUrl === undefined ? join(dataDir, 'latchkey.db') : `PostgreSQL, schema ${dbSchema}`

function mendOf(error: unknown, isPostgres: boolean): string {
  if (error instanceof FolderInUse) return 'Run this as the user of the server that owns it.'
  if (error instanceof Refused || error instanceof FolderUnusable) return 'Then run this again.'
  if (error instanceof ConfigError) return 'Mend it as that says; then run this again.'
  return isPostgres
    ? 'Try the same address with psql; look at the log of PostgreSQL.'
    : 'Restore a backup, or set DATA_DIR to another folder.'
}
