// What the command line says of a PostgreSQL: of one that cannot be used, and what `doctor` finds in one that can.
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { readFileSync, writeFileSync } from 'node:fs'
import { latchkey, type World } from '../support/command-line.ts'
import { fakePostgres } from '../support/fake-postgres.ts'
import { freePort } from '../support/free-port.ts'
import { hasPooler, startPooler } from '../support/pooler.ts'
import { Cluster, findPostgres } from '../support/postgres-cluster.ts'
import { makeFolder, removeFolder } from '../support/program.ts'

setDefaultTimeout(60_000)

const SECRET = 'Zk3vQ9xW7bT1mR5pL8sD2fG6hJ4nC0yA+eUiO'
const here = describe.skipIf(findPostgres() === undefined)

let cluster: Cluster
let database = ''
let folder = ''
beforeAll(async () => {
  folder = await makeFolder()
  if (findPostgres() === undefined) return
  cluster = await Cluster.start({ isDurable: true })
  database = cluster.createDatabase()
})
afterAll(async () => {
  await removeFolder(folder)
  await cluster?.remove()
})

const world = (DATABASE_URL: string, env: Record<string, string> = {}): World => ({
  folder,
  env: { DATABASE_URL, LATCHKEY_SECRET: SECRET, ...env },
})

/** The address of the database with something of it replaced. */
function address(change: {
  user?: string
  password?: string
  host?: string
  name?: string
  query?: string
}): string {
  const url = new URL(database)
  if (change.user !== undefined) url.username = change.user
  if (change.password !== undefined) url.password = change.password
  if (change.host !== undefined) url.host = change.host
  if (change.name !== undefined) url.pathname = `/${change.name}`
  if (change.query !== undefined) url.search = change.query
  return url.href
}

here('a database that cannot be used', () => {
  beforeAll(() => {
    cluster.query(`create role locked login password 'right'`)
    cluster.query('create role sealed login')
    const file = cluster.query('show hba_file').trim()
    const rules = [
      'host all locked 127.0.0.1/32 scram-sha-256',
      'hostssl all sealed 127.0.0.1/32 trust',
      'host all sealed 127.0.0.1/32 reject',
    ]
    writeFileSync(file, `${rules.join('\n')}\n${readFileSync(file, 'utf8')}`)
    cluster.query('select pg_reload_conf()')
  })

  /** One sentence, or two: no warning of a library, no stack, no password. */
  async function expectSentence(at: string, words: string[], sentence: RegExp): Promise<void> {
    const said = await latchkey(world(at), words)
    expect({ words, ...said }).toEqual({ words, code: 3, stdout: '', stderr: expect.any(String) })
    expect(said.stderr.trimEnd()).toMatch(sentence)
    expect(said.stderr.trimEnd()).not.toContain('\n')
    expect(said.stderr).not.toContain('hunter2')
  }

  test.each<[string, () => string | Promise<string>, RegExp]>([
    [
      'a wrong password',
      () => address({ user: 'locked', password: 'hunter2' }),
      /: it refused the password\. Check .+ DATABASE_URL\.$/,
    ],
    ['no password', () => address({ user: 'locked' }), /password.+\.$/],
    ['nobody of that name', () => address({ user: 'nobody' }), /: it refused this user\. Check .+\.$/],
    [
      'no such database',
      () => address({ name: 'nobody_made_this' }),
      /: it has no database of that name\. Create it \(createdb\), or .+\.$/,
    ],
    [
      'TLS that it does not speak',
      () => address({ query: 'sslmode=require' }),
      /: it speaks no TLS, .+ Turn ssl on there, or leave sslmode out .+\.$/,
    ],
    [
      'TLS that it demands',
      () => address({ user: 'sealed' }),
      /: it takes this user from here with TLS only, .+ Add sslmode=verify-full .+\.$/,
    ],
    [
      'a name that nobody knows',
      () => address({ host: 'nowhere.invalid:5432' }),
      / did not answer for \d+ seconds \(.*nowhere\.invalid.*\)\. Start it, or correct DATABASE_URL\.$/,
    ],
    [
      'a port where nobody listens',
      async () => address({ host: `127.0.0.1:${await freePort()}` }),
      / did not answer for \d+ seconds \(connect ECONNREFUSED .+\)\. Start it, or .+\.$/,
    ],
    [
      'a folder without a socket',
      () => 'postgres:///db?host=/nowhere',
      / did not answer for \d+ seconds .+\. Start it, or .+\.$/,
    ],
  ])('%s is a sentence that says what to do, and exit code 3', async (_, url, sentence) => {
    await expectSentence(await url(), ['user', 'list'], sentence)
  })

  test('every command says so, and doctor has it among the rest', async () => {
    const at = address({ user: 'locked', password: 'hunter2' })
    for (const words of [['serve'], ['migrate'], ['migrate', '--dry-run'], ['admin', 'setup-link']]) {
      await expectSentence(at, words, /: it refused the password\. /)
    }
    const { code, stdout } = await latchkey(world(at), ['doctor'])
    expect(code).toBe(1)
    expect(stdout).toMatch(/^fail {2}database {8}The database at .+: it refused the password\. /m)
    expect(stdout).not.toContain('hunter2')
  })

  test('for scripts it has a code of its own', async () => {
    const { code, stderr } = await latchkey(world(address({ name: 'nobody_made_this' })), [
      'user',
      'list',
      '--json',
    ])
    expect([code, JSON.parse(stderr)]).toEqual([
      3,
      { error: 'database_unreachable', detail: expect.stringContaining('createdb') },
    ])
  })

  test('one that is too old is refused with what to do', async () => {
    const old = await fakePostgres({ version: '140012', encoding: 'UTF8', standby: false })
    const said = await latchkey(world(old.url), ['user', 'list'])
    old.close()
    expect(said).toEqual({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(
        / is PostgreSQL 14; 15 or later is needed\. Upgrade it \(pg_upgrade\), or .+\n$/,
      ),
    })
  })
})

here('doctor', () => {
  const LINE = /^(ok|warn|fail) +(.{14}) {2}(.+)(?:\n {22}(.+))?$/gm
  const findings = async (at: World) => {
    const { code, stdout, stderr } = await latchkey(at, ['doctor'])
    const all = [...stdout.matchAll(LINE)].map(([, verdict = '', about = '', detail = '', mend]) => ({
      verdict,
      about: about.trim(),
      detail,
      mend,
    }))
    expect(stderr).toBe('')
    expect(code).toBe(all.some(({ verdict }) => verdict === 'fail') ? 1 : 0)
    for (const { verdict, mend } of all) expect(mend === undefined).toBe(verdict === 'ok')
    return Object.fromEntries(
      all.map(({ about, verdict, detail, mend }) => [about, `${verdict}: ${detail} ${mend ?? ''}`.trim()]),
    )
  }

  beforeAll(async () => {
    const { code } = await latchkey(world(database), ['migrate'])
    expect(code).toBe(0)
  })

  test('finds one well that is', async () => {
    expect(await findings(world(database))).toMatchObject({
      postgresql: expect.stringMatching(/^ok: PostgreSQL \d+\.\d+/),
      database: 'ok: PostgreSQL, schema latchkey, its tables are up to date',
      durability: 'ok: what is acknowledged is on the disk (synchronous_commit is on)',
      'database clock': "ok: agrees with this machine's",
      connections: expect.stringMatching(/^ok: \d+ of 200 are left, and a server opens up to 11$/),
      listening: "ok: other servers' changes are heard at once",
      encryption: 'ok: none; the database is reached on this machine',
    })
  })

  test('leaves nothing behind', async () => {
    const tables = () =>
      cluster.query(`select string_agg(relname, ',' order by relname) from pg_class`, database)
    const before = tables()
    await findings(world(database))
    expect(tables()).toBe(before)
    const listening =
      "select count(*) from pg_stat_activity where query like 'listen%' and application_name = 'latchkey'"
    expect(cluster.query(listening, database).trim()).toBe('0')
  })

  test.each<[string, (name: string) => [string, string], string]>([
    [
      'a database that acknowledges early',
      (name) => [
        `alter database ${name} set synchronous_commit = off`,
        `alter database ${name} reset synchronous_commit`,
      ],
      'warn: synchronous_commit is off: .+ can be lost ALTER DATABASE … RESET synchronous_commit',
    ],
    [
      'a user whose writes are acknowledged early',
      () => [
        'alter role postgres set synchronous_commit = off',
        'alter role postgres reset synchronous_commit',
      ],
      'warn: synchronous_commit is off: .+ can be lost ALTER ROLE … RESET synchronous_commit',
    ],
    [
      'pages that may be torn',
      () => ['alter system set full_page_writes = off', 'alter system reset full_page_writes'],
      'fail: full_page_writes is off: .+ cannot be mended ALTER SYSTEM SET full_page_writes = on',
    ],
  ])('finds %s', async (_, statements, expected) => {
    const [set, reset] = statements(new URL(database).pathname.slice(1))
    for (const sql of [set, 'select pg_reload_conf()']) cluster.query(sql)
    try {
      const { durability } = await findings(world(database))
      expect(durability).toMatch(new RegExp(`^${expected}`))
    } finally {
      for (const sql of [reset, 'select pg_reload_conf()']) cluster.query(sql)
    }
    expect((await findings(world(database))).durability).toStartWith('ok')
  })

  test('finds a server that syncs nothing', async () => {
    const careless = await Cluster.start({ isDurable: false })
    try {
      const { durability } = await findings(world(careless.createDatabase()))
      expect(durability).toMatch(/^fail: fsync is off: .+ ALTER SYSTEM SET fsync = on/)
    } finally {
      await careless.remove()
    }
  })

  test('finds that the pool may ask for more connections than are left', async () => {
    const { connections } = await findings(world(database, { LATCHKEY_DB_POOL_SIZE: '300' }))
    expect(connections).toMatch(
      /^warn: \d+ of 200 are left, but a server opens up to 301 \(LATCHKEY_DB_POOL_SIZE is 300, .+ Raise max_connections/,
    )
  })

  test.skipIf(!hasPooler)('says that a pooler lets nobody listen, and that this is well', async () => {
    const through = await startPooler(cluster, database)
    try {
      const found = await findings(world(through.url))
      expect(found).toMatchObject({
        postgresql: expect.stringMatching(/^ok/),
        listening: "ok: not through this pooler: other servers' changes are asked for, four times a second",
        connections: expect.stringMatching(/^ok: \d+ of 200 are left$/),
      })
    } finally {
      await through.end()
    }
  })

  const facts = (change: Record<string, string>) => ({
    ...{ version: '140012', name: '14.12', commit: 'on', source: 'default', fsync: 'on', pages: 'on' },
    ...{ now: String(Date.now()), pid: '1', most: '100', reserved: '3', used: '5' },
    ...change,
  })

  test('finds one that is too old, and asks it nothing else', async () => {
    const old = await fakePostgres(facts({}))
    const found = await findings(world(old.url))
    old.close()
    expect(found.postgresql).toMatch(/^fail: PostgreSQL 14\.12 is too old: 15 or later is needed Upgrade it/)
    expect(Object.keys(found)).not.toContain('database')
    expect(Object.keys(found)).not.toContain('durability')
  })

  test.each([
    ['ahead of', 3_600_000],
    ['behind', -3_600_000],
  ])('finds a clock that is an hour %s this machine’s', async (where, difference) => {
    const now = String(Date.now() + difference)
    const other = await fakePostgres(facts({ version: '160000', name: '16.0', now }))
    const found = await findings(world(other.url))
    other.close()
    expect(found['database clock']).toMatch(new RegExp(`^warn: 3\\d{3} s ${where} this machine's .+ NTP`))
  })
})
