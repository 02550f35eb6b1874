import { afterAll, describe, expect, test } from 'bun:test'
import { execFileSync } from 'node:child_process'
import { DatabaseSync } from 'node:sqlite'
import { bulkUsers } from '../../bench/databases/bulk-users.ts'
import type { Database, Store } from '../../bench/databases/database.ts'
import { postgresDatabase } from '../../bench/databases/postgres.ts'
import { sweep } from '../../bench/databases/postgres-bulk.ts'
import { sqliteDatabase } from '../../bench/databases/sqlite.ts'
import { accountOf, PASSWORD, registerAll, signIn } from '../../bench/http/accounts.ts'
import { type Program, startProduct } from '../../bench/program.ts'
import { Workspace } from '../../bench/workspace.ts'
import { findPostgres } from '../support/postgres-cluster.ts'

type Row = Readonly<Record<string, unknown>>
type Tables = Readonly<Record<string, readonly Row[]>>

const workspace = new Workspace()
afterAll(() => workspace.remove())

/** On both sides of an edge of a block of 256 ids that is one of 65,536 too. */
const [FIRST, LAST] = [65_520, 65_552]

async function withServer(store: Store, use: (program: Program) => Promise<void>): Promise<void> {
  const server = await startProduct(workspace, { command: process.execPath, store })
  try {
    await use(server)
  } finally {
    await server.stop()
  }
}

/** The id that the account gets. */
async function register({ port }: Program, number: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/auth/register`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...accountOf(number), password: PASSWORD }),
  })
  return ((await answer.json()) as { id: number }).id
}

interface Engine {
  database(): Promise<Database>
  /** The next user gets this id. */
  skipTo(store: Store, id: number): void
  /** What a server does with time. */
  settle(store: Store): Promise<void>
  tables(store: Store): Tables
}

const fileOf = ({ env }: Store) => new DatabaseSync(`${env['DATA_DIR']}/latchkey.db`)

const psql = ({ env }: Store, sql: string): string =>
  execFileSync('psql', ['-XqAt', '-v', 'ON_ERROR_STOP=1', '-c', sql, env['DATABASE_URL'] ?? ''], {
    encoding: 'utf8',
  })

const sqlite: Engine = {
  database: async () => sqliteDatabase(workspace),
  skipTo: (store, id) => {
    const file = fileOf(store)
    file.prepare("update sqlite_sequence set seq = ? where name = 'users'").run(id - 1)
    file.close()
  },
  settle: async () => {},
  tables: (store) => {
    const file = fileOf(store)
    const names = file.prepare("select name from sqlite_master where type = 'table' order by name").all()
    const tables = names.map(({ name }) => [
      String(name),
      file.prepare(`select * from "${name}"`).all() as Row[],
    ])
    file.close()
    return Object.fromEntries(tables)
  },
}

const postgres: Engine = {
  database: () => postgresDatabase(workspace),
  skipTo: (store, id) => {
    psql(store, `select setval('latchkey.users_id_seq', ${id - 1})`)
  },
  settle: ({ env }) => sweep(env['DATABASE_URL'] ?? ''),
  tables: (store) => {
    const relations = psql(
      store,
      "select relname from pg_class where relnamespace = 'latchkey'::regnamespace and relkind in ('r', 'S')",
    )
    const each = relations
      .trim()
      .split('\n')
      .sort()
      .map((name) => {
        const columns = name.endsWith('_seq') ? 'last_value, is_called' : '*'
        const rows = `select coalesce(json_agg(r), '[]') from (select ${columns} from latchkey."${name}") r`
        return `select '${name}' as name, (${rows}) as rows`
      })
    return JSON.parse(psql(store, `select json_object_agg(name, rows) from (${each.join(' union all ')}) t`))
  },
}

/** What is of the requests, and of nobody's account. */
const OF_REQUESTS = [
  ...['known_sources', 'sign_in_attempts', 'throttle_buckets'],
  // Whoever is written in bulk is sent nothing.
  ...['mails', 'mails_number_seq', 'mail_sends', 'mail_sends_number_seq', 'mailed_proofs'],
  ...['asked_mails', 'asked_mails_number_seq', 'sqlite_sequence', 'return_codes'],
  ...['asked_registrations', 'asked_registrations_number_seq', 'pending_registrations'],
  ...[
    'audit_entries',
    'audit_persons',
    'audit_checkpoints',
    'audit_deliveries',
    'audit_settings',
    'audit_keys',
  ],
]

/** Without what is another one each time: the salt of a hash, and the moment. */
const settled = (tables: Tables): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(tables).flatMap(([name, rows]) => {
      if (OF_REQUESTS.includes(name)) return []
      const lines = rows.map((row) =>
        JSON.stringify(row, (key, value: unknown) => {
          if (key === 'password_hash') return String(value).replaceAll(/\$[\w+/]{22,}/g, '$…')
          return /^(?:created|updated)_at$/.test(key) ? typeof value : value
        }),
      )
      return [[name, lines.sort()]]
    }),
  )

async function agree(engine: Engine): Promise<void> {
  const database = await engine.database()
  try {
    await compare(engine, database)
  } finally {
    await database.close()
  }
}

async function compare(engine: Engine, database: Database): Promise<void> {
  const base = database.create()
  await withServer(base, (server) => registerAll(server, 1))
  engine.skipTo(base, FIRST)
  const [registered, written] = [database.copyOf(base), database.copyOf(base)]
  await withServer(registered, async (server) => {
    for (let number = FIRST; number <= LAST; number++) expect(await register(server, number)).toBe(number)
  })
  await engine.settle(registered)

  const passwordHash = String(engine.tables(registered)['users']?.[1]?.['password_hash'])
  await database.writeUsers(written, { first: FIRST, last: LAST, passwordHash, now: Date.now() })

  const [expected, found] = [settled(engine.tables(registered)), settled(engine.tables(written))]
  expect(found).toEqual(expected)
  expect(found['users']).toHaveLength(LAST - FIRST + 2)
  expect(found['users']?.[1]).toContain('"password_hash":"$argon2id$v=19$m=19456,t=2,p=1$…$…"')
  expect(database.countUsers(written)).toBe(LAST - FIRST + 2)
  // Whoever was written signs in, and the next one is registered behind them.
  await withServer(written, async (server) => {
    expect((await signIn(server, LAST)).id).toBe(LAST)
    expect(await register(server, LAST + 1)).toBe(LAST + 1)
  })
}

describe('users written in bulk leave the rows of registrations', () => {
  test('on SQLite', () => agree(sqlite), 120_000)
  test.skipIf(findPostgres() === undefined)('on PostgreSQL', () => agree(postgres), 120_000)
})

test('they are the accounts that the bench would register, with the keys of the product', () => {
  const users = [...bulkUsers({ first: 7, last: 9, passwordHash: 'h', now: 5 })]
  expect(users.map(({ username }) => username)).toEqual(['reader7', 'reader8', 'reader9'])
  expect(users[0]).toEqual({
    username: 'reader7',
    usernameKey: 'reader7',
    email: 'reader7@example.com',
    emailKey: 'reader7@example.com',
    fullName: 'Reader 7',
    passwordHash: 'h',
    now: 5,
  })
})
