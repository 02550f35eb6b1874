// What a person sees of something that takes longer than a second, and what a script does not.
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { migrations } from '../../packages/server/migrations/index.ts'
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

/** The step whose last statement is held up, and all that came after it. */
const FIRST = 14
const MADE_SINCE = [
  ...['return_codes', 'asked_mails', 'mailed_proofs', 'asked_registrations', 'pending_registrations'],
  'mails',
  'mail_sends',
  ...[
    'audit_settings',
    'audit_deliveries',
    'audit_checkpoints',
    'audit_keys',
    'audit_persons',
    'audit_entries',
  ],
  ...[
    'recovery_approvals',
    'recoveries',
    'recovery_links',
    'trusted_contacts',
    'contact_offers',
    'linked_passwords',
  ],
  'support_codes',
  'invitations',
  ...['totp_secrets', 'recovery_codes', 'pending_sign_ins', 'trusted_devices', 'factor_losses'],
  ...['provider_attempts', 'removed_identities', 'identities', 'providers'],
  ...['passkeys', 'passkey_handles', 'passkey_ceremonies'],
  ...['sign_in_attempts', 'known_sources', 'throttle_buckets', 'api_keys'],
]
const due = migrations.filter(({ version }) => version >= FIRST)

/** A database whose last steps are still to be taken, and somebody who holds up the last statement of the first until told otherwise. */
async function heldUp() {
  const url = cluster.createDatabase()
  const world: World = { folder, env: { DATABASE_URL: url, LATCHKEY_SECRET: SECRET } }
  expect((await latchkey(world, ['migrate'])).code).toBe(0)
  for (const table of MADE_SINCE) cluster.query(`drop table latchkey.${table} cascade`, url)
  cluster.query('alter table latchkey.reset_links drop column issued_by_key', url)
  cluster.query('alter table latchkey.users drop column kind', url)
  for (const column of [
    'language',
    'password_change_required_at',
    'initial_password_until',
    'passkey_offer_declined_at',
  ])
    cluster.query(`alter table latchkey.users drop column ${column}`, url)
  for (const column of ['proved_at', 'level', 'cookie_digest'])
    cluster.query(`alter table latchkey.sessions drop column ${column}`, url)
  for (const column of ['address', 'verified_at', 'reserved_until'])
    cluster.query(`alter table latchkey.user_emails drop column ${column}`, url)
  for (const column of ['disowned_at', 'about'])
    cluster.query(`alter table latchkey.notices drop column ${column}`, url)
  cluster.query(`delete from latchkey.schema_migrations where version >= ${FIRST}`, url)
  const holder = spawn('psql', ['-XqAt', url], { stdio: ['pipe', 'pipe', 'inherit'] })
  holder.stdin.write("begin; lock table latchkey.users in access share mode; select 'held';\n")
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
    expect(bar).toMatch(/^Migrating \[#+-+\] \d+ % 4\/\d+$/)
    expect(more.at(-1)).toBe(
      `Applied:\r\n${due.map(({ version, name }) => `  ${String(version).padStart(4, '0')}  ${name}\r\n`).join('')}`,
    )
  })

  test('shows a script nothing but its answer', async () => {
    const { world, release, waiting } = await heldUp()
    const it = start(world, ['migrate', '--json'])
    it.child.stdin.end()
    await waiting()
    release()
    expect(await it.ended).toEqual({
      code: 0,
      stdout: `${JSON.stringify({ applied: due.map(({ version, name }) => ({ version, name })) })}\n`,
      stderr: '',
    })
  })
})
