import pg from 'pg'
import type { Log } from '#kernel/log'

export interface PoolOptions {
  readonly url: string
  /** Connections that may be open at the same time. */
  readonly size: number
  readonly log: Log
}

/** Milliseconds. No request waits longer than five seconds for its database. */
const CONNECT_MS = 1_500
const ANSWER_MS = 3_400
const IDLE_MS = 30_000

const INT8 = 20
const NUMERIC = 1700

/** Counts, ids and instants stay far below 2^53. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 || oid === NUMERIC ? Number : pg.types.getTypeParser(oid, format as 'text'),
}

/** The driver takes all of them for the strictest, and says at length that it will not do so for ever. */
const strictly = (url: string): string =>
  url.includes('uselibpqcompat=')
    ? url
    : url.replace(/([?&]sslmode=)(?:prefer|require|verify-ca)(?=&|$)/, '$1verify-full')

const settings = (url: string) => ({
  connectionString: strictly(url),
  types,
  keepAlive: true,
  connectionTimeoutMillis: CONNECT_MS,
  query_timeout: ANSWER_MS,
  application_name: 'latchkey',
})

type Connected = ((error: Error) => void) | ((error: null, client: pg.Client) => void)

/** Left alone, the driver keeps a connection open whose sign-in it gave up on itself, and with it this process. */
class Client extends pg.Client {
  override connect(): Promise<pg.Client>
  override connect(callback: Connected): void
  override connect(callback?: Connected): Promise<pg.Client> | undefined {
    if (callback === undefined) return super.connect()
    super.connect((error: Error | null) => {
      if (error) void this.end().catch(() => undefined)
      ;(callback as (error: Error | null, client: pg.Client) => void)(error, this)
    })
    return undefined
  }
}

/** Nothing is set for a connection as a whole, so that a pooler in transaction mode may stand between. */
export function openPool({ url, size, log }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({ ...settings(url), Client, max: size, idleTimeoutMillis: IDLE_MS })
  // A connection that dies while nobody uses it is replaced when somebody needs one.
  pool.on('error', (error) => log.debug({ err: error }, 'an idle connection to the database was lost'))
  // One that dies while somebody holds it between two statements: the next statement fails, and says so.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** One connection outside the pool, whose statements may take their time: for listening and for changing tables. */
export function openClient(url: string): pg.Client {
  const client = new Client({ ...settings(url), query_timeout: 0 })
  client.on('error', () => undefined)
  return client
}
