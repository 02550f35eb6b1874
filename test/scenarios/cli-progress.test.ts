// What a person sees of something that takes longer than a second, and what a script does not.
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { programOf } from '../support/combination.ts'
import { latchkey, start, type World } from '../support/command-line.ts'
import { eventually } from '../support/eventually.ts'
import { Cluster, findPostgres } from '../support/postgres-cluster.ts'
import { makeFolder, removeFolder } from '../support/program.ts'

setDefaultTimeout(60_000)

/** util-linux: runs a command on a terminal of its own. */
const hasTerminal = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0
const here = describe.skipIf(findPostgres() === undefined)
const SECRET = 'Zk3vQ9xW7bT1mR5pL8sD2fG6hJ4nC0yA+eUiO'

let cluster: Cluster
let folder = ''
beforeAll(async () => {
  folder = await makeFolder()
  mkdirSync(join(folder, 'work'))
  if (findPostgres() !== undefined) cluster = await Cluster.start({ isDurable: false })
})
afterAll(async () => {
  await removeFolder(folder)
  await cluster?.remove()
})

/** A database whose last step is still to be taken, and somebody who holds up its last statement until told otherwise. */
async function heldUp() {
  const url = cluster.createDatabase()
  const world: World = { folder, env: { DATABASE_URL: url, LATCHKEY_SECRET: SECRET } }
  expect((await latchkey(world, ['migrate'])).code).toBe(0)
  const tables = ['entries', 'keys', 'checkpoints', 'deliveries', 'settings', 'persons']
  for (const name of tables) cluster.query(`drop table latchkey.audit_${name}`, url)
  cluster.query("delete from latchkey.schema_migrations where name = 'audit'", url)
  const holder = spawn('psql', ['-XqAt', url], { stdio: ['pipe', 'pipe', 'inherit'] })
  holder.stdin.write("begin; lock table latchkey.users in row exclusive mode; select 'held';\n")
  await once(holder.stdout, 'data')
  return {
    world,
    release: () => holder.stdin.end('commit;\n'),
    waiting: () =>
      eventually('the step waits', () => {
        const count = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
        return cluster.query(count, url).trim() === '1' || undefined
      }),
  }
}

here('migrate', () => {
  test.skipIf(!hasTerminal)('shows a person how far it is, and takes it away', async () => {
    const { world, release } = await heldUp()
    const [file, args] = programOf(['migrate'])
    const child = spawn('script', ['-qec', [file, ...args].join(' '), '/dev/null'], {
      cwd: join(folder, 'work'),
      env: { PATH: process.env.PATH, HOME: folder, DATA_DIR: join(folder, 'data'), ...world.env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let seen = ''
    child.stdout.on('data', (bytes) => {
      seen += String(bytes)
    })
    const ended = once(child, 'close')
    await eventually('a bar', () => seen.includes('Migrating [') || undefined)
    release()
    const [code] = await ended
    expect(code).toBe(0)
    const [bar = '', ...more] = seen.split('\r\u001b[K').slice(1)
    expect(bar).toMatch(/^Migrating \[#{27}-{3}\] 90 % 10\/11$/)
    expect(more.at(-1)).toBe('Applied:\r\n  0017  audit\r\n')
  })

  test('shows a script nothing but its answer', async () => {
    const { world, release, waiting } = await heldUp()
    const it = start(world, ['migrate', '--json'])
    it.child.stdin.end()
    await waiting()
    release()
    expect(await it.ended).toEqual({
      code: 0,
      stdout: '{"applied":[{"version":17,"name":"audit"}]}\n',
      stderr: '',
    })
  })
})
