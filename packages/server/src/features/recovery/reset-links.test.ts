import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Problem } from '@latchkey/contract'
import { keyedDigest } from '#crypto/keyed-digest'
import type { Caller } from '#features/principals'
import { rolesFeature } from '#features/roles'
import { systemClock } from '#kernel/clock'
import { type Acting, OPERATOR } from '#kernel/ids'
import { systemRandom } from '#kernel/random'
import type { Statement, Storage } from '#storage'
import { refuseEndedKeys } from '../../../../../test/support/ended-keys.ts'
import { Cluster, findPostgres } from '../../../../../test/support/postgres-cluster.ts'
import { auditOn } from '../../../../../test/support/recorder.ts'
import { migrations } from '../../../migrations/index.ts'
import { openPostgres } from '../../storage/postgres/open.ts'
import { openSqlite } from '../../storage/sqlite/open.ts'
import { type RecoveryFeature, recoveryFeature } from './index.ts'

const noMailed = { findHolder: async () => undefined, spend: async () => false }
const notTold = async () => undefined
const time = { now: 1_800_000_000_000 }
const clock = { now: () => time.now, monotonic: () => time.now }
const silent = { debug() {}, info() {}, warn() {}, error() {} }
const HOUR_MS = 3_600_000

const [ADA, GRACE, EVE] = [1, 2, 3]

interface Opened {
  storage: Storage
  /** What stands before the name of a table. */
  schema: string
  close(): Promise<void>
}

async function onSqlite(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-recovery-'))
  const storage = openSqlite(folder, migrations)
  const close = async () => {
    await storage.close()
    rmSync(folder, { recursive: true })
  }
  return { storage, schema: '', close }
}

let cluster: Cluster | undefined
async function onPostgres(): Promise<Opened> {
  cluster ??= await Cluster.start({ isDurable: false })
  const url = cluster.createDatabase()
  const options = {
    url,
    schema: 'latchkey',
    poolSize: 8,
    patienceMs: 30_000,
    clock: systemClock,
    log: silent,
  }
  const storage = await openPostgres(options, migrations)
  const close = async () => {
    await storage.close()
    cluster?.dropDatabase(url)
  }
  return { storage, schema: 'latchkey.', close }
}
afterAll(() => cluster?.remove())

const callerOf = (by: Acting): Caller =>
  ({ ...(typeof by === 'object' ? by : { userId: by }), permissions: new Set(), user: undefined }) as Caller

const refusal = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Problem ? error.code : Promise.reject(error)),
  )

describe.each([
  ['SQLite', onSqlite, true],
  ['PostgreSQL', onPostgres, findPostgres() !== undefined],
] as const)('a reset link on %s', (_, open, isHere) => {
  const here = test.skipIf(!isHere)
  let opened: Opened
  let recovery: RecoveryFeature
  beforeAll(async () => {
    if (isHere) opened = await open()
  })
  afterAll(() => opened?.close())

  const raw = (sql: string): Statement<object, Record<string, unknown>> => ({ sql, bind: () => [] })
  const table = (sql: string) => sql.replaceAll('@', opened.schema)
  const change = (...statements: string[]) =>
    opened.storage.write(async (tx) => {
      for (const sql of statements) await tx.run(raw(table(sql)), {})
    })
  const links = () => opened.storage.all(raw(table('select * from @reset_links')), {})

  beforeEach(async () => {
    if (!isHere) return
    const { storage } = opened
    const roles = rolesFeature({ storage, directory: 'private' })
    const digest = keyedDigest(Buffer.alloc(32, 1))
    const refuseEnded = refuseEndedKeys(storage, clock)
    recovery = recoveryFeature({
      storage,
      clock,
      random: systemRandom,
      digest,
      roles,
      refuseEnded,
      mailed: noMailed,
    })
    await change(
      'delete from @users',
      ...['ada', 'grace', 'eve'].map(
        (name, i) =>
          `insert into @users (id, username, username_key, email, full_name, created_at, updated_at)
           values (${i + 1}, '${name}', '${name}', '', '', 0, 0)`,
      ),
      `insert into @user_roles (role, user_id) values ('admin', ${ADA})`,
    )
  })
  afterEach(() => {
    time.now = 1_800_000_000_000
  })

  const accounts = {
    findKind: async (tx: Parameters<RecoveryFeature['spendToken']>[0], id: number) => {
      const row = await tx.first(raw(table(`select kind from @users where id = ${id}`)), {})
      return row?.kind as 'person' | 'service' | undefined
    },
  }
  const issue = async (userId = GRACE, by: Acting = ADA) =>
    recovery.issueToken(accounts, callerOf(by), userId, (await auditOn(opened.storage, { clock })).itself)
  const spend = (token: string, userId = GRACE) =>
    refusal(opened.storage.write((tx) => recovery.spendToken(tx, token, userId, notTold)))
  const look = (token: string) => refusal(recovery.getHolder(token))

  here('C063 is good once, and looking at it spends nothing', async () => {
    const { token } = await issue()
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    for (let again = 0; again < 3; again++) expect(await recovery.getHolder(token)).toBe(GRACE)
    expect(await spend(token)).toBe('accepted')
    expect(await spend(token)).toBe('invalid_reset_token')
    expect(await look(token)).toBe('invalid_reset_token')
    expect(await links()).toEqual([])
  })

  here('C063 is stored as something else, and nothing else is stored', async () => {
    const { token } = await issue()
    const rows = await links()
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(rows).toEqual([
      {
        user_id: GRACE,
        issued_by: ADA,
        issued_by_key: null,
        token_hash: expect.stringMatching(/^[\w-]{43}$/),
        created_at: time.now,
        expires_at: time.now + HOUR_MS,
      },
    ])
  })

  here('C060 is not made by a key that was revoked meanwhile', async () => {
    const key = { userId: ADA, keyId: 'key_1' as const, scopes: new Set(['users:recover']) }
    await change(
      `insert into @api_keys (id, user_id, name, hint, digest, scopes, created_at)
       values ('key_1', ${ADA}, 'K', 'lk_', 'x', 'users:recover', 0)`,
    )
    const { token } = await issue(GRACE, key)
    expect(await look(token)).toBe('accepted')
    await change(`delete from @api_keys`)
    expect(await look(token)).toBe('invalid_reset_token')
    expect(await refusal(issue(GRACE, key))).toBe('invalid_token')
    expect(await links()).toEqual([])
  })

  here('C060 counts no longer than the key that made it', async () => {
    const key = { userId: ADA, keyId: 'key_2' as const, scopes: new Set(['users:recover']) }
    await change(
      `insert into @api_keys (id, user_id, name, hint, digest, scopes, created_at, expires_at)
       values ('key_2', ${ADA}, 'K', 'lk_', 'y', 'users:recover', 0, ${time.now + 60_000})`,
    )
    const { token } = await issue(GRACE, key)
    time.now += 59_999
    expect(await look(token)).toBe('accepted')
    time.now += 1
    expect([await look(token), await spend(token)]).toEqual(['invalid_reset_token', 'invalid_reset_token'])
  })

  here('C063 V51 CVE-2026-28268 lives for an hour, and what is swept is what is over', async () => {
    const { token, expiresAt } = await issue()
    expect(expiresAt - time.now).toBe(HOUR_MS)
    time.now += HOUR_MS - 1
    expect(await look(token)).toBe('accepted')
    time.now += 1
    expect(await look(token)).toBe('invalid_reset_token')
    expect(await spend(token)).toBe('invalid_reset_token')
    expect(await links()).toHaveLength(1)
    time.now += 24 * HOUR_MS
    expect(await look(token)).toBe('invalid_reset_token')
    const { token: fresh } = await issue(EVE)
    await recovery.sweep()
    expect(await links()).toEqual([expect.objectContaining({ user_id: EVE })])
    expect([await look(token), await spend(fresh, EVE)]).toEqual(['invalid_reset_token', 'accepted'])
    expect(await links()).toEqual([])
  })

  here('C063 V51 CVE-2026-28268 gives way to a newer one, which a sweep leaves alone', async () => {
    const older = await issue()
    const newer = await issue()
    const other = await issue(EVE)
    await recovery.sweep()
    expect(await spend(older.token)).toBe('invalid_reset_token')
    expect(await spend(newer.token)).toBe('accepted')
    expect(await spend(other.token, EVE)).toBe('accepted')
  })

  here('C063 is of one account: for another it is nothing, and stays', async () => {
    const { token } = await issue()
    expect(await spend(token, EVE)).toBe('invalid_reset_token')
    expect(await spend(token)).toBe('accepted')
  })

  here('C063 of twenty at once one spends it, 10 rounds', async () => {
    for (let round = 0; round < 10; round++) {
      const { token } = await issue()
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => spend(token)))
      expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1)
      expect(outcomes.filter((outcome) => outcome === 'invalid_reset_token')).toHaveLength(19)
    }
  })

  here('C063 whoever issues a newer one meanwhile, at most one of them is spent', async () => {
    for (let round = 0; round < 10; round++) {
      const older = await issue()
      const [spent, newer] = await Promise.all([spend(older.token), issue()])
      expect(['accepted', 'invalid_reset_token']).toContain(spent)
      expect(await look(older.token)).toBe('invalid_reset_token')
      expect(await spend(newer.token)).toBe('accepted')
    }
  })

  here('is not spent by a transaction that fails', async () => {
    const { token } = await issue()
    const failed = opened.storage.write(async (tx) => {
      await recovery.spendToken(tx, token, GRACE, notTold)
      throw new Error('the disk was full')
    })
    await expect(failed).rejects.toThrow('the disk was full')
    expect(await spend(token)).toBe('accepted')
  })

  here.each(['', 'x', 'A'.repeat(43), '../..', "' or 1=1--", '\0'])('%p is none', async (token) => {
    await issue()
    expect([await look(token), await spend(token)]).toEqual(['invalid_reset_token', 'invalid_reset_token'])
    expect(await links()).toHaveLength(1)
  })

  here('C063 goes with the password that it was made to replace', async () => {
    const { token } = await issue()
    const other = await issue(EVE)
    await opened.storage.write((tx) => recovery.revokeLinkOf(tx, GRACE))
    expect(await spend(token)).toBe('invalid_reset_token')
    expect(await spend(other.token, EVE)).toBe('accepted')
  })

  here.each<[string, string]>([
    ['whose account was deleted', `delete from @users where id = ${GRACE}`],
    ['whose maker was demoted', `delete from @user_roles where user_id = ${ADA}`],
    ['whose maker was disabled', `update @users set disabled_at = 5 where id = ${ADA}`],
    ['whose maker was deleted', `delete from @users where id = ${ADA}`],
  ])('C039 one %s does nothing', async (_name, sql) => {
    const { token } = await issue()
    await change(sql)
    expect(await spend(token)).toBe('invalid_reset_token')
  })

  here('C039 the operator’s stays good whoever comes and goes, for administrators too', async () => {
    const { token } = await issue(ADA, OPERATOR)
    await change(`update @users set disabled_at = 5 where id = ${ADA}`)
    expect(await spend(token, ADA)).toBe('accepted')
  })

  here.each<[string, Acting, number, string]>([
    ['nobody', ADA, 404, 'user_not_found'],
    ['an administrator, by a user', EVE, ADA, 'forbidden'],
    ['a user, by a user', EVE, GRACE, 'forbidden'],
    ['oneself, by a user', EVE, EVE, 'forbidden'],
  ])('is not made for %s, and nothing is stored', async (_name, by, userId, code) => {
    expect(await refusal(issue(userId, by))).toBe(code)
    expect(await links()).toEqual([])
  })
})
