import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Problem, type RequestFacts } from '@latchkey/contract'
import { keyedDigest } from '#crypto/keyed-digest'
import { refreshTokens } from '#crypto/refresh-tokens'
import { systemClock } from '#kernel/clock'
import { newSessionId, type SessionId } from '#kernel/ids'
import { systemRandom } from '#kernel/random'
import type { Statement, Storage } from '#storage'
import { guardOn } from '../../../../../test/support/guard.ts'
import { hs256 } from '../../../../../test/support/hs256.ts'
import { Cluster, findPostgres } from '../../../../../test/support/postgres-cluster.ts'
import { auditOn } from '../../../../../test/support/recorder.ts'
import { migrations } from '../../../migrations/index.ts'
import { openPostgres } from '../../storage/postgres/open.ts'
import { openSqlite } from '../../storage/sqlite/open.ts'
import { refreshStore } from './refresh/store.ts'
import { type RefreshDeps, refresh } from './refresh.ts'
import { sessionStore } from './store.ts'

const GRACE = 10
const IDLE = 3_600
const ABSOLUTE = 10_000
/** Not on a second, as sessions begin. */
const START = 1_000_000_500

const keyOf = (purpose: string) => createHash('sha256').update(purpose).digest()
const addresses = { sourceAddress: () => undefined, peerAddress: () => undefined }
const headers = { header: () => null, userAgent: () => null, device: () => undefined }
const request: RequestFacts = { id: 'r-1', idempotencyKey: undefined, ...addresses, ...headers }
const raw = (sql: string): Statement<object, Record<string, unknown>> => ({ sql, bind: () => [] })

/** Somebody's session with the clock in hand; `after(s)` is so many seconds since the sign-in. */
async function begin(storage: Storage, settings: { graceSeconds?: number } = {}) {
  const time = { now: START }
  const clock = { now: () => time.now, monotonic: () => time.now }
  const secrets = refreshTokens({
    code: keyedDigest(keyOf('code')),
    digest: keyedDigest(keyOf('digest')),
    successor: keyedDigest(keyOf('successor')),
  })
  const store = sessionStore(storage)
  const told: SessionId[] = []
  const deps: RefreshDeps = {
    storage,
    store,
    refreshes: refreshStore(storage),
    refreshTokens: secrets,
    tokens: hs256(keyOf('access')),
    clock,
    random: systemRandom,
    accessTokenSeconds: 1_800,
    sessionIdleSeconds: IDLE,
    sessionAbsoluteSeconds: ABSOLUTE,
    refreshGraceSeconds: settings.graceSeconds ?? GRACE,
    guard: guardOn(storage, clock),
    onReuse: async (_tx, { sessionId }) => void told.push(sessionId),
  }
  const id = newSessionId(systemRandom)
  const audit = await auditOn(storage, { clock })
  const first = secrets.begin(id, systemRandom.bytes(32))
  const rows = async (sql: string) => await storage.all(raw(sql), {})
  const change = async (sql: string) => await storage.write((tx) => tx.run(raw(sql), {}))
  await change(
    `insert into users (username, username_key, email, full_name, password_hash, created_at, updated_at)
     values ('${id}', '${id}', '', '', 'hash', 0, 0)`,
  )
  const userId = Number((await rows(`select id from users where username = '${id}'`))[0]?.id)
  const hasBegun = await storage.write((tx) =>
    store.insert(tx, {
      id,
      userId,
      passwordHash: 'hash',
      level: 1,
      provedAt: START,
      provedBy: 'password',
      sourceAddress: null,
      userAgent: null,
      now: START,
      expiresAt: START + IDLE * 1_000,
      endsAt: START + ABSOLUTE * 1_000,
      refreshGeneration: 0,
      refreshDigest: first.digest,
    }),
  )
  if (!hasBegun) throw new Error('no session')
  const ask = async (token: string) => {
    try {
      return await refresh(deps, token, request, audit.by(undefined, request))
    } catch (error) {
      if (error instanceof Problem && error.code === 'invalid_grant') return undefined
      throw error
    }
  }
  return {
    id,
    userId,
    first: first.token,
    told,
    change,
    after(seconds: number) {
      time.now = START + Math.round(seconds * 1_000)
    },
    /** The whole answer; undefined when it was refused. */
    ask,
    /** The next token; undefined when it was refused. */
    use: async (token: string | undefined) => (await ask(token ?? ''))?.refresh_token,
    lives: async () => (await rows(`select id from sessions where id = '${id}'`)).length === 1,
    /** The session is as it began: what a backup brings back. */
    restoreFirst: () =>
      change(
        `update sessions set refresh_generation = 0, refresh_digest = '${first.digest}', refresh_rotations = null
         where id = '${id}'`,
      ),
    removeExpired: () => storage.write((tx) => store.removeExpired(tx, time.now, 100)),
  }
}

const expiryOf = (token: string): number => {
  const claims: { exp: number } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  return claims.exp * 1_000
}

type World = () => Storage

function verdicts(world: World): void {
  describe('C046 the grace', () => {
    test.each([
      [0, true],
      [5, true],
      [9.999, true],
      [10, false],
      [10.001, false],
      [600, false],
    ])('%d seconds after it was spent the same one gets its successor: %p', async (seconds, isGiven) => {
      const it = await begin(world())
      it.after(100)
      const next = await it.use(it.first)
      it.after(100 + seconds)
      expect(await it.use(it.first)).toBe(isGiven ? next : undefined)
      expect([await it.lives(), it.told]).toEqual([isGiven, isGiven ? [] : [it.id]])
      expect((await it.use(next)) !== undefined).toBe(isGiven)
    })

    test('is counted from when it was spent, however often it is used meanwhile', async () => {
      const it = await begin(world())
      const next = await it.use(it.first)
      for (const seconds of [3, 6, 9, 9.999]) {
        it.after(seconds)
        expect(await it.use(it.first)).toBe(next)
      }
      it.after(10)
      expect(await it.use(it.first)).toBeUndefined()
      expect(await it.lives()).toBe(false)
    })

    test('of none at all: the second use ends it', async () => {
      const it = await begin(world(), { graceSeconds: 0 })
      const next = await it.use(it.first)
      expect(await it.use(it.first)).toBeUndefined()
      expect(await it.use(next)).toBeUndefined()
      expect([await it.lives(), it.told]).toEqual([false, [it.id]])
    })

    test('is that of the token, though its successor was spent as well: it gets the one that counts', async () => {
      const it = await begin(world())
      const second = await it.use(it.first)
      it.after(4)
      const third = await it.use(second)
      it.after(8)
      const fourth = await it.use(third)
      it.after(9.999)
      expect([await it.use(it.first), await it.use(second), await it.use(third)]).toEqual([
        fourth,
        fourth,
        fourth,
      ])
      expect([await it.lives(), it.told]).toEqual([true, []])
      // The first is over; the second has four seconds left, had the first not ended it.
      it.after(10)
      expect(await it.use(second)).toBe(fourth)
      expect(await it.use(it.first)).toBeUndefined()
      expect([await it.lives(), it.told]).toEqual([false, [it.id]])
    })

    test('of a token from before many others is over at some length of them, and never gives a second line', async () => {
      const it = await begin(world())
      const line = [it.first]
      for (let i = 0; i < 40; i += 1) line.push((await it.use(line.at(-1))) ?? '')
      const given = await it.use(it.first)
      expect([undefined, line.at(-1)]).toContain(given)
      if (given === undefined) expect([await it.lives(), it.told]).toEqual([false, [it.id]])
    })

    test('a clock that was set back does not prolong it', async () => {
      const it = await begin(world())
      it.after(1_000)
      const next = await it.use(it.first)
      it.after(1_000 - 9.999)
      expect(await it.use(it.first)).toBe(next)
      it.after(1_000 - 10)
      expect(await it.use(it.first)).toBeUndefined()
    })

    test('is asked when the request came, not when the database had time for it', async () => {
      const it = await begin(world())
      const next = await it.use(it.first)
      it.after(9)
      const waiting = it.use(it.first)
      it.after(30)
      expect(await waiting).toBe(next)
      expect([await it.lives(), it.told]).toEqual([true, []])
    })
  })

  describe('C051 the ends', () => {
    test.each([
      [IDLE - 0.001, true],
      [IDLE, false],
      [IDLE + 1, false],
    ])('not refreshed for %d seconds: lives %p', async (seconds, lives) => {
      const it = await begin(world())
      it.after(seconds)
      expect((await it.use(it.first)) !== undefined).toBe(lives)
      // An end by age is no theft.
      expect(it.told).toEqual([])
    })

    test.each([
      [ABSOLUTE - 1, true],
      [ABSOLUTE, false],
    ])('refreshed all the time, %d seconds after the sign-in: lives %p', async (seconds, lives) => {
      const it = await begin(world())
      let token: string | undefined = it.first
      for (const now of [3_000, 6_000, 9_000]) {
        it.after(now)
        token = await it.use(token)
      }
      it.after(seconds)
      expect((await it.use(token)) !== undefined).toBe(lives)
    })

    test.each([0.4, 1, 1.5, 100.25])(
      '%d seconds before it no token outlives it by more than what is left of a second',
      async (left) => {
        const it = await begin(world())
        let token: string | undefined = it.first
        for (const now of [3_000, 6_000, 9_000]) {
          it.after(now)
          token = await it.use(token)
        }
        it.after(ABSOLUTE - left)
        const answer = await it.ask(token ?? '')
        expect(answer?.expires_in).toBeGreaterThanOrEqual(1)
        expect(expiryOf(answer?.access_token ?? '') - (START + ABSOLUTE * 1_000)).toBeLessThan(
          left < 1 ? 1_000 : 1,
        )
      },
    )

    test('the successor of a spent one is not given beyond it either', async () => {
      const it = await begin(world())
      let token: string | undefined = it.first
      for (const now of [3_000, 6_000, 9_000]) {
        it.after(now)
        token = await it.use(token)
      }
      it.after(ABSOLUTE - 2)
      expect(await it.use(token)).toBeDefined()
      it.after(ABSOLUTE)
      expect(await it.use(token)).toBeUndefined()
      expect(it.told).toEqual([])
    })

    test('V51 CVE-2026-28268 what is swept is what is over, and no more', async () => {
      const it = await begin(world())
      it.after(IDLE - 1)
      await it.removeExpired()
      expect(await it.lives()).toBe(true)
      const next = await it.use(it.first)
      it.after(IDLE)
      await it.removeExpired()
      expect(await it.lives()).toBe(true)
      expect(await it.use(next)).toBeDefined()
      it.after(IDLE * 2 + 1)
      await it.removeExpired()
      expect(await it.lives()).toBe(false)
    })
  })

  describe('C047 whoever may not go on', () => {
    test('is the disabled, with the newest and with a spent one, though the session were left', async () => {
      const it = await begin(world())
      const next = await it.use(it.first)
      await it.change(`update users set disabled_at = 5 where id = ${it.userId}`)
      expect([await it.use(it.first), await it.use(next)]).toEqual([undefined, undefined])
      expect(it.told).toEqual([])
    })

    test('is who was deleted or signed out', async () => {
      for (const sql of ['delete from users where id =', 'delete from sessions where user_id =']) {
        const it = await begin(world())
        const next = await it.use(it.first)
        await it.change(`${sql} ${it.userId}`)
        expect([await it.use(it.first), await it.use(next), it.told]).toEqual([undefined, undefined, []])
      }
    })
  })

  test('C045 a reuse ends the one session, and is told once, whoever else comes', async () => {
    const it = await begin(world())
    const other = await begin(world())
    const next = await it.use(it.first)
    it.after(100)
    const all = await Promise.all(Array.from({ length: 20 }, () => it.use(it.first)))
    expect(all).toEqual(Array<undefined>(20).fill(undefined))
    expect([await it.lives(), it.told]).toEqual([false, [it.id]])
    expect(await it.use(next)).toBeUndefined()
    expect([await other.lives(), other.told]).toEqual([true, []])
    expect(await other.use(other.first)).toBeDefined()
  })

  test('on an older copy of the database, what it does not know of is no theft, and no second line', async () => {
    const it = await begin(world())
    const second = await it.use(it.first)
    await it.restoreFirst()
    // Of a generation that this copy has not seen.
    expect(await it.use(second)).toBeUndefined()
    expect([await it.lives(), it.told]).toEqual([true, []])
    const other = await it.use(it.first)
    expect(other).not.toBe(second)
    expect(await it.use(second)).toBeUndefined()
    expect([await it.lives(), it.told]).toEqual([true, []])
    expect(await it.use(other)).toBeDefined()
    // Now it is of an earlier one, and what counts did not come of it.
    expect(await it.use(second)).toBeUndefined()
  })

  test('R17 V11 of fifty at once one is spent, and all get its successor', async () => {
    const it = await begin(world())
    const all = await Promise.all(Array.from({ length: 50 }, () => it.use(it.first)))
    expect(new Set(all).size).toBe(1)
    expect(await it.use(all[0])).toBeDefined()
    expect(it.told).toEqual([])
  })
}

describe('on SQLite', () => {
  let folder = ''
  let storage: Storage
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-refresh-'))
    storage = openSqlite(folder, migrations)
  })
  afterAll(async () => {
    await storage.close()
    rmSync(folder, { recursive: true })
  })
  verdicts(() => storage)
})

describe.skipIf(findPostgres() === undefined)('on PostgreSQL', () => {
  let cluster: Cluster
  let storage: Storage
  beforeAll(async () => {
    cluster = await Cluster.start({ isDurable: false })
    const log = { debug() {}, info() {}, warn() {}, error() {} }
    const url = `${cluster.createDatabase()}?options=${encodeURIComponent('-c search_path=latchkey')}`
    storage = await openPostgres(
      { url, schema: 'latchkey', poolSize: 8, patienceMs: 30_000, clock: systemClock, log },
      migrations,
    )
  }, 60_000)
  afterAll(async () => {
    await storage.close()
    await cluster.remove()
  })
  verdicts(() => storage)

  test('V51 a session that is refreshed while the sweep looks at it is not swept', async () => {
    const it = await begin(storage)
    it.after(IDLE + 1)
    let sweeping: Promise<number> | undefined
    await storage.write(async (tx) => {
      // As a server does whose clock is behind: the row is locked until the commit.
      await tx.run(raw(`update sessions set expires_at = ${START * 2} where id = '${it.id}'`), {})
      sweeping = it.removeExpired()
      const waiting = raw(
        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
      )
      for (let asked = 0; asked < 5_000 && (await tx.all(waiting, {})).length === 0; asked += 1);
    })
    await sweeping
    expect(await it.lives()).toBe(true)
  })
})
