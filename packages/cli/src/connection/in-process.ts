import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@latchkey/client'
import { type Config, checkDataFolder, openApplication, ownerOfDataFolder } from '@latchkey/server'
import { Refused, Unreachable } from '../failure.ts'
import type { Connection } from './connection.ts'

interface Options {
  readonly config: Config
  /** Whether a database that does not exist yet may be made. */
  readonly mayCreate: boolean
}

/** Milliseconds. Whoever types a command waits for the answer, not for a database to be started. */
export const PATIENCE_MS = 3_000

/**
 * The server's application on its database, in this process and not listening, spoken to through the same client as
 * any other. Throws `FolderInUse` while another process owns the folder.
 */
export async function inProcess({ config, mayCreate }: Options): Promise<Connection> {
  refuseForeignFolder(config)
  if (config.databaseUrl === undefined) checkDataFolder(config.dataDir)
  if (!mayCreate && config.databaseUrl === undefined && !existsSync(join(config.dataDir, 'latchkey.db'))) {
    throw new Unreachable(
      `There is no database in ${config.dataDir}, and no server to ask. Set DATA_DIR to the server's folder, or give its address with --server.`,
    )
  }
  const application = await openApplication({
    config,
    isDevelopment: false,
    isTerminal: false,
    patienceMs: PATIENCE_MS,
  })
  const fetchInProcess = async (request: Request) => {
    request.headers.set('Host', 'localhost')
    return application.table.dispatch(request)
  }
  return {
    kind: 'in-process',
    where: config.dataDir,
    client: createClient({ baseUrl: 'http://localhost', fetch: fetchInProcess }),
    close: application.close,
  }
}

/** What root makes in somebody else's folder, its owner's server cannot open. */
export function refuseForeignFolder({ dataDir, databaseUrl }: Config): void {
  if (databaseUrl !== undefined || process.geteuid?.() !== 0) return
  const owner = ownerOfDataFolder(dataDir)
  if (owner === undefined || owner === 0) return
  throw new Refused(
    'not_the_owner',
    `${dataDir} belongs to the user with id ${owner}, and no server runs on it. Run this as that user: sudo -u '#${owner}' latchkey …`,
  )
}
