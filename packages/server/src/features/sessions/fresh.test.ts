import { beforeEach, describe, expect, test } from 'bun:test'
import { keyedDigest } from '#crypto/keyed-digest'
import { principalsFeature } from '#features/principals'
import { OPERATOR, type SessionId } from '#kernel/ids'
import { systemRandom } from '#kernel/random'
import type { Transaction } from '#storage'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { callerOf } from '../../../../../test/support/factors.ts'
import { refuseStale, requireFresh, requireFreshWhereProtected } from './fresh.ts'
import { pendingStore } from './pending/store.ts'
import { beginPending } from './pending.ts'
import { sessionStore } from './store.ts'

const START = 1_800_000_000_000
const MINUTE = 60_000

everyDatabase((database) => {
  const time = { now: START }
  const clock = { now: () => time.now, monotonic: () => time.now }
  let kinds: ('totp' | 'recovery_code')[] = []
  const deps = () => ({
    store: sessionStore(database.storage),
    clock,
    factors: { kindsOf: async () => kinds },
    refuseEnded: principalsFeature({ storage: database.storage, clock, directory: 'private', capacity: 1 })
      .refuseEnded,
  })
  const caller = callerOf(1)
  const session: SessionId = 'ses_1'
  const outcome = (ask: (tx: Transaction) => Promise<void>): Promise<string> =>
    database.storage.write(ask).then(
      () => 'fresh',
      (error) => String(error.code),
    )
  const fresh = () => outcome((tx) => requireFresh(deps(), tx, caller))
  const prove = (level: 1 | 2) =>
    database.storage.write((tx) => deps().store.prove(tx, { userId: 1, id: session, now: time.now, level }))

  beforeEach(async () => {
    time.now = START
    kinds = []
    await database.change(
      `insert into users (username, username_key, email, full_name, password_hash, created_at, updated_at)
       values ('grace', 'grace', '', '', 'a hash', 0, 0)`,
    )
    await database.storage.write((tx) =>
      deps().store.insert(tx, {
        id: session,
        userId: 1,
        passwordHash: 'a hash',
        provedBy: 'password',
        level: 1,
        provedAt: START,
        sourceAddress: null,
        userAgent: null,
        now: START,
        expiresAt: START + 100 * MINUTE,
        endsAt: START + 100 * MINUTE,
        refreshGeneration: null,
        refreshDigest: null,
      }),
    )
  })

  describe('C062 a proof', () => {
    test('is fresh for ten minutes, to the millisecond, and again after another', async () => {
      expect(await fresh()).toBe('fresh')
      time.now += 10 * MINUTE - 1
      expect(await fresh()).toBe('fresh')
      time.now += 1
      expect(await fresh()).toBe('reauth_required')
      await prove(1)
      expect(await fresh()).toBe('fresh')
    })

    test('of a clock that was set back is not fresh', async () => {
      time.now -= 1
      expect(await fresh()).toBe('reauth_required')
    })

    test('C074 V20 has to be by as many factors as the account has, and is so no longer when one was removed', async () => {
      kinds = ['totp', 'recovery_code']
      expect(await fresh()).toBe('reauth_required')
      await prove(1)
      expect(await fresh()).toBe('reauth_required')
      await prove(2)
      expect(await fresh()).toBe('fresh')
      await database.storage.write((tx) => deps().store.lowerAllOf(tx, 1))
      expect(await fresh()).toBe('reauth_required')
    })

    test('by a factor that came while the account was looked at counts', async () => {
      const coming = {
        ...deps(),
        factors: {
          async kindsOf() {
            if (kinds.length === 0) {
              kinds = ['totp']
              await prove(2)
            }
            return kinds
          },
        },
      }
      await refuseStale(coming, database.storage, caller)
      expect(kinds).toEqual(['totp'])
    })

    test('of a session that ended meanwhile is none', async () => {
      await database.storage.write((tx) => deps().store.removeAllOf(tx, 1))
      expect(await fresh()).toBe('invalid_token')
      expect(await prove(2)).toBe(false)
    })
  })

  test('C062 what is documented asks for none on an account without a second factor, and for one of it else', async () => {
    const ask = (who: unknown) => outcome((tx) => requireFreshWhereProtected(deps(), tx, who as never))
    const key = { userId: 1, keyId: 'key_1', digest: 'x', permissions: new Set(['self:write']) }
    await database.change(
      `insert into api_keys (id, user_id, name, hint, digest, scopes, created_at)
       values ('key_1', 1, 'K', 'lk_', 'x', 'self:write', 0)`,
    )
    time.now += 60 * MINUTE
    for (const who of [caller, key, { userId: OPERATOR }]) expect(await ask(who)).toBe('fresh')
    kinds = ['totp']
    for (const who of [caller, key]) expect(await ask(who)).toBe('reauth_required')
    expect(await ask({ userId: OPERATOR })).toBe('fresh')
    await prove(2)
    expect(await ask(caller)).toBe('fresh')
    expect(await ask(key)).toBe('reauth_required')
  })

  test('C039 C062 what is documented asks for none, but not where a session or a key was ended meanwhile', async () => {
    const ask = (who: unknown) => outcome((tx) => requireFreshWhereProtected(deps(), tx, who as never))
    for (const who of [caller, { userId: 1, keyId: 'key_1', scopes: new Set(['self:write']) }]) {
      await database.change('delete from sessions')
      expect(await ask(who)).toBe('invalid_token')
    }
    expect(await ask({ userId: OPERATOR })).toBe('fresh')
  })

  describe('C053 a sign-in that needs more', () => {
    const digest = keyedDigest(Buffer.alloc(32, 7))
    const begin = (needs: 'factor' | 'password' = 'factor') => {
      const pending = pendingStore(database.storage)
      const half = { userId: 1, passwordHash: 'a hash', provedBy: 'password', goesOn: false } as const
      return database.storage.write((tx) =>
        beginPending({ pending, clock, random: systemRandom, digest }, tx, needs, half),
      )
    }
    const store = () => pendingStore(database.storage)
    const find = (token: string, needs: 'factor' | 'password' = 'factor') =>
      store().find(database.storage, digest(token), needs, time.now)
    const spend = (token: string) =>
      database.storage.write((tx) => store().spend(tx, digest(token), time.now))

    test('lives for ten minutes, and is not stored as it is sent', async () => {
      const token = await begin()
      expect(Buffer.from(token.slice(4), 'base64url')).toHaveLength(32)
      expect(JSON.stringify(await database.rows('select * from pending_sign_ins'))).not.toContain(
        token.slice(4),
      )
      time.now += 10 * MINUTE - 1
      expect(await find(token)).toBeDefined()
      time.now += 1
      expect(await find(token)).toBeUndefined()
      expect(await spend(token)).toBe(false)
      expect(await database.storage.write((tx) => store().countTry(tx, digest(token), time.now, 5))).toBe(
        false,
      )
      await database.storage.write((tx) => store().removeExpired(tx, time.now))
      expect(await database.rows('select * from pending_sign_ins')).toEqual([])
    })

    test('is for what it was begun for, and for nothing else', async () => {
      const [factor, password] = [await begin('factor'), await begin('password')]
      expect(await find(factor, 'password')).toBeUndefined()
      expect(await find(password, 'factor')).toBeUndefined()
      expect(await find(`${factor}x`)).toBeUndefined()
    })

    test('V05 is spent by one of fifty, and has five tries of fifty at once', async () => {
      const token = await begin()
      const tried = await Promise.all(
        Array.from({ length: 50 }, () =>
          database.storage.write((tx) => store().countTry(tx, digest(token), time.now, 5)),
        ),
      )
      expect(tried.filter((isLeft) => isLeft)).toHaveLength(5)
      const spent = await Promise.all(Array.from({ length: 50 }, () => spend(token)))
      expect(spent.filter((isSpent) => isSpent)).toHaveLength(1)
    })
  })
})
