import { networkInterfaces } from 'node:os'
import type { Client } from 'pg'
import { openClient } from './pool.ts'

/** What the health of a server rests on and its tables do not show. */
export interface PostgresFacts {
  /** As `server_version_num`: 150004 is 15.4. */
  readonly version: number
  readonly versionName: string
  readonly synchronousCommit: string
  /** Who says so: `database`, `user`, `configuration file` ... (pg_settings.source). */
  readonly synchronousCommitSource: string
  readonly isFsyncOn: boolean
  readonly isFullPageWritesOn: boolean
  /** Milliseconds by which its clock is surely ahead of this machine's; negative where it is behind. */
  readonly clockAheadMs: number
  /** Something in between hands out the connections. */
  readonly isPooled: boolean
  /** What is notified reaches who listens. */
  readonly isHeard: boolean
  /** Connections that this user may still open, of all that anybody may. */
  readonly connectionsLeft: number
  readonly connectionsInAll: number
  readonly isEncrypted: boolean
  readonly isOnThisMachine: boolean
}

interface Row {
  readonly version: string
  readonly name: string
  readonly commit: string
  readonly source: string
  readonly fsync: string
  readonly pages: string
  readonly now: string
  readonly pid: string
  readonly most: string
  readonly reserved: string
  readonly used: string
}

/** Text alone, so that it is read the same on every version. */
const QUESTION = `
  select current_setting('server_version_num') as version,
    current_setting('server_version') as name,
    current_setting('synchronous_commit') as commit,
    (select source from pg_settings where name = 'synchronous_commit') as source,
    current_setting('fsync') as fsync,
    current_setting('full_page_writes') as pages,
    (extract(epoch from clock_timestamp()) * 1000)::text as now,
    pg_backend_pid()::text as pid,
    current_setting('max_connections') as most,
    (current_setting('superuser_reserved_connections')::int
      + coalesce(current_setting('reserved_connections', true), '0')::int)::text as reserved,
    (select sum(numbackends) from pg_stat_database)::text as used`

const CHANNEL = 'latchkey_doctor'
/** Milliseconds. On a connection that hears, it is there with the answer of who sent it. */
const HEARD_WITHIN = 1_000

/** Asks a PostgreSQL of any version, and changes nothing. Throws what the driver throws. */
export async function examinePostgres(url: string): Promise<PostgresFacts> {
  const client = openClient(url)
  const other = openClient(url)
  try {
    await client.connect()
    const askedAt = Date.now()
    const { rows } = await client.query<Row>(QUESTION)
    const answeredAt = Date.now()
    const [row] = rows
    if (row === undefined) throw new Error('PostgreSQL gave no row')
    const { stream, processID } = connectionOf(client)
    const now = Number(row.now)
    const most = Number(row.most)
    return {
      version: Number(row.version),
      versionName: row.name,
      synchronousCommit: row.commit,
      synchronousCommitSource: row.source,
      isFsyncOn: row.fsync === 'on',
      isFullPageWritesOn: row.pages === 'on',
      clockAheadMs: now > answeredAt ? now - answeredAt : Math.min(0, now - askedAt),
      // A pooler makes up the number that cancels a query; it is no process of the database's.
      isPooled: processID !== Number(row.pid),
      isHeard: await isHeard(client, other),
      connectionsLeft: most - Number(row.reserved) - Number(row.used),
      connectionsInAll: most,
      isEncrypted: stream.encrypted === true,
      isOnThisMachine: isOnThisMachine(stream.remoteAddress),
    }
  } finally {
    await Promise.allSettled([client.end(), other.end()])
  }
}

interface DriverConnection {
  readonly stream: { readonly encrypted?: boolean; readonly remoteAddress?: string }
  readonly processID: number | null
}

/** The driver has it and does not declare it. */
function connectionOf(client: Client): DriverConnection {
  const { connection, processID } = client as unknown as {
    connection: Pick<DriverConnection, 'stream'>
    processID: number | null
  }
  return { stream: connection.stream, processID }
}

async function isHeard(listener: Client, other: Client): Promise<boolean> {
  await other.connect()
  const heard = Promise.withResolvers<boolean>()
  listener.on('notification', () => heard.resolve(true))
  await listener.query(`listen ${CHANNEL}`)
  await other.query(`select pg_notify('${CHANNEL}', '')`)
  const timer = setTimeout(() => heard.resolve(false), HEARD_WITHIN)
  const isTold = await heard.promise
  clearTimeout(timer)
  // Behind a pooler the connection goes to somebody else.
  await listener.query(`unlisten ${CHANNEL}`)
  return isTold
}

/** Undefined: a socket in the file system. */
function isOnThisMachine(address: string | undefined): boolean {
  if (address === undefined) return true
  const bare = address.replace(/^::ffff:/, '')
  if (bare === '::1' || bare.startsWith('127.')) return true
  return Object.values(networkInterfaces()).some((all) => all?.some((one) => one.address === bare))
}
