import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { migrations } from '../../packages/server/migrations/index.ts'
import { userStore } from '../../packages/server/src/features/users/store.ts'
import { systemClock } from '../../packages/server/src/kernel/clock.ts'
import { openPostgres } from '../../packages/server/src/storage/postgres/open.ts'
import { type Bulk, bulkUsers } from './bulk-users.ts'

const SCHEMA = 'latchkey'
const LINES_A_CHUNK = 1_000
/** `SHARDS` of the product's user_blocks: its writers count a user in the row of its id modulo this. */
const SHARDS = 16
const FOLDED_AT_ONCE = 1_000

/**
 * By COPY, in one transaction, what the product's own statements would write one by one; then what its sweep of every
 * minute and PostgreSQL's autovacuum do behind them. A server may run on the database, if nobody registers meanwhile.
 */
export async function writeBulk(url: string, bulk: Bulk): Promise<void> {
  await runScript(url, script(bulk))
  await sweep(url)
}

function* script(bulk: Bulk): Generator<string> {
  yield `begin;\nset local search_path = ${SCHEMA};\n`
  yield 'copy users (id, username, username_key, email, full_name, password_hash, created_at, updated_at) from stdin;\n'
  let id = bulk.first
  yield* inChunks(bulk, ({ username, usernameKey, email, fullName, passwordHash, now }) =>
    [id++, username, usernameKey, email, fullName, passwordHash, now, now].join('\t'),
  )
  yield 'copy user_emails (address_key, user_id, signs_in, address) from stdin;\n'
  let holder = bulk.first
  yield* inChunks(bulk, ({ emailKey, email }) => [emailKey, holder++, 1, email].join('\t'))
  for (const [level, ids] of [
    [1, 256],
    [2, 65_536],
  ]) {
    yield `insert into user_blocks (level, block, shard, total)
      select ${level}, id / ${ids}, id % ${SHARDS}, count(*) from users
      where id between ${bulk.first} and ${bulk.last} group by 2, 3
      on conflict (level, block, shard) do update set total = user_blocks.total + excluded.total;\n`
  }
  yield `select setval(pg_get_serial_sequence('users', 'id'), ${bulk.last});\ncommit;\n`
  for (const table of ['users', 'user_emails', 'user_blocks']) yield `vacuum (analyze) ${SCHEMA}.${table};\n`
}

type User = ReturnType<typeof bulkUsers> extends Generator<infer One> ? One : never

/** COPY's text format; nothing of the bench's accounts needs its escapes. */
function* inChunks(bulk: Bulk, line: (user: User) => string): Generator<string> {
  let lines: string[] = []
  for (const user of bulkUsers(bulk)) {
    lines.push(line(user))
    if (lines.length < LINES_A_CHUNK) continue
    yield `${lines.join('\n')}\n`
    lines = []
  }
  yield `${[...lines, '\\.'].join('\n')}\n`
}

/** Throws what psql complained of first. */
async function runScript(url: string, chunks: Iterable<string>): Promise<void> {
  const { hostname, port, username, password, pathname } = new URL(url)
  const child = spawn('psql', ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-f', '-'], {
    env: {
      ...process.env,
      ...{ PGHOST: hostname, PGPORT: port, PGUSER: username, PGPASSWORD: password },
      PGDATABASE: pathname.slice(1),
    },
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString()
  })
  const ended = once(child, 'close')
  // Where psql gave up, its complaint says more than the pipe that broke.
  await pipeline(Readable.from(chunks), child.stdin).catch(() => undefined)
  const [code] = await ended
  if (code !== 0) throw new Error(`psql ended with ${code}: ${complaint}`)
}

/** What a server on the database does every minute. */
export async function sweep(url: string): Promise<void> {
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const storage = await openPostgres(
    { url, schema: SCHEMA, poolSize: 1, patienceMs: 30_000, clock: systemClock, log },
    migrations,
  )
  try {
    const store = userStore(storage)
    while ((await store.foldBlocks(FOLDED_AT_ONCE)) === FOLDED_AT_ONCE);
  } finally {
    await storage.close()
  }
}
