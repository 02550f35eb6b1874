import { expect, test } from 'bun:test'
import type { PostgresFacts } from '@latchkey/server'
import { judgePostgres, type Situation } from './postgres.ts'

const well: PostgresFacts = {
  version: 170_002,
  versionName: '17.2',
  synchronousCommit: 'on',
  synchronousCommitSource: 'default',
  isFsyncOn: true,
  isFullPageWritesOn: true,
  clockAheadMs: 0,
  isPooled: false,
  isHeard: true,
  connectionsLeft: 90,
  connectionsInAll: 100,
  isEncrypted: false,
  isOnThisMachine: true,
}
const stopped: Situation = { poolSize: 10, isRunning: false }
const running: Situation = { poolSize: 10, isRunning: true }

const elsewhere = { isOnThisMachine: false }
const pooled = { isPooled: true, isHeard: false }
const commit = (source: string) => ({ synchronousCommit: 'off', synchronousCommitSource: source })

test.each<[string, Partial<PostgresFacts>, Situation, Record<string, RegExp>]>([
  ['one that is well', {}, stopped, {}],
  ['15.0', { version: 150_000 }, stopped, {}],
  [
    'fsync',
    { isFsyncOn: false },
    stopped,
    { durability: /^fail fsync is off: .*can be lost.* ALTER SYSTEM SET fsync = on/ },
  ],
  [
    'torn pages',
    { isFullPageWritesOn: false },
    stopped,
    { durability: /^fail full_page_writes is off.* ALTER SYSTEM/ },
  ],
  [
    'commit, of the server',
    commit('configuration file'),
    stopped,
    { durability: /^warn synchronous_commit is off.* ALTER SYSTEM/ },
  ],
  ['commit, of the database', commit('database'), stopped, { durability: /^warn .* ALTER DATABASE … RESET/ }],
  ['commit, of the user', commit('user'), stopped, { durability: /^warn .* ALTER ROLE … RESET/ }],
  [
    'commit, of both',
    commit('database user'),
    stopped,
    { durability: /^warn .* ALTER ROLE … IN DATABASE … RESET/ },
  ],
  ['commit, of the address', commit('client'), stopped, { durability: /^warn .* DATABASE_URL/ }],
  ['commit on standbys', { synchronousCommit: 'remote_apply' }, stopped, {}],
  ['a clock within bounds', { clockAheadMs: 5_000 }, stopped, {}],
  ['a clock ahead', { clockAheadMs: 5_001 }, stopped, { 'database clock': /^warn 5 s ahead of .*NTP/ }],
  [
    'a clock behind',
    { clockAheadMs: -3_600_000 },
    stopped,
    { 'database clock': /^warn 3600 s behind .*NTP/ },
  ],
  ['just enough connections', { connectionsLeft: 11 }, stopped, {}],
  [
    'one too few',
    { connectionsLeft: 10 },
    stopped,
    { connections: /^warn 10 of 100 are left, but a server opens up to 11 .*max_connections/ },
  ],
  ['few, and the server has its own', { connectionsLeft: 1 }, running, {}],
  ['none, and the server has its own', { connectionsLeft: 0 }, running, { connections: /^warn 0 of 100/ }],
  ['few, behind a pooler', { ...pooled, connectionsLeft: 1 }, stopped, {}],
  ['a pooler', pooled, stopped, {}],
  ['a pooler in session mode', { isPooled: true }, stopped, {}],
  ['nothing heard, and no pooler', { isHeard: false }, stopped, { listening: /^warn .* log of PostgreSQL/ }],
  ['elsewhere without TLS', elsewhere, stopped, { encryption: /^warn .*without TLS.* sslmode=verify-full/ }],
  ['elsewhere with TLS', { ...elsewhere, isEncrypted: true }, stopped, {}],
])('%s', (_, change, situation, wrong) => {
  const findings = judgePostgres({ ...well, ...change }, situation)
  expect(findings.map(({ about }) => about)).toEqual([
    ...['postgresql', 'durability', 'database clock', 'connections', 'listening', 'encryption'],
  ])
  const found = findings.filter(({ verdict }) => verdict !== 'ok')
  expect(found.map(({ about }) => about)).toEqual(Object.keys(wrong))
  for (const { about, verdict, detail, mend } of found) {
    expect(`${verdict} ${detail}. ${mend}`).toMatch(wrong[about] ?? /^$/)
  }
})

test('one that is too old is asked nothing else', () => {
  expect(
    judgePostgres({ ...well, version: 140_015, versionName: '14.15', isFsyncOn: false }, stopped),
  ).toEqual([
    {
      about: 'postgresql',
      verdict: 'fail',
      detail: 'PostgreSQL 14.15 is too old: 15 or later is needed',
      mend: 'Upgrade it (pg_upgrade), or name a newer one in DATABASE_URL.',
    },
  ])
})

test('what listens through a pooler is said to be well', () => {
  const listening = judgePostgres({ ...well, ...pooled }, stopped).find(({ about }) => about === 'listening')
  expect(listening?.detail).toBe(
    "not through this pooler: other servers' changes are asked for, four times a second",
  )
})
