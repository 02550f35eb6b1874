import { beforeEach, describe, expect, test } from 'bun:test'
import { keyedDigest } from '#crypto/keyed-digest'
import type { Transaction } from '#storage'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { pendingStore } from '../sessions/pending/store.ts'
import { codeStore } from './codes/store.ts'
import { totpStore } from './totp/store.ts'

const ROUNDS = 200
const USES = 50
const NOW = 1_800_000_000_000
const digest = keyedDigest(Buffer.alloc(32, 7))

everyDatabase((database) => {
  beforeEach(() =>
    database.change(
      `insert into users (username, username_key, email, full_name, created_at, updated_at)
       values ('grace', 'grace', '', '', 0, 0)`,
    ),
  )
  const race = async (
    prepare: (tx: Transaction, round: number) => Promise<unknown>,
    spend: (tx: Transaction, round: number) => Promise<boolean>,
  ) => {
    const { storage } = database
    let spent = 0
    for (let round = 1; round <= ROUNDS; round++) {
      await storage.write((tx) => prepare(tx, round))
      const uses = Array.from({ length: USES }, () => storage.write((tx) => spend(tx, round)))
      const outcomes = await Promise.all(uses)
      expect([round, outcomes.filter((isSpent) => isSpent).length]).toEqual([round, 1])
      spent += 1
    }
    return spent
  }

  describe(`V05, ${ROUNDS} rounds of ${USES} at once: one spends`, () => {
    test('C070 the step of a one-time code', async () => {
      const store = totpStore(database.storage)
      const one = { userId: 1, sealed: 'sealed' }
      await database.storage.write(async (tx) => {
        await store.put(tx, 1, 'sealed', NOW)
        await store.confirm(tx, { ...one, step: 0, now: NOW })
      })
      expect(
        await race(
          async () => undefined,
          (tx, round) => store.spend(tx, { ...one, step: round }),
        ),
      ).toBe(ROUNDS)
    }, 600_000)

    test('C072 a recovery code', async () => {
      const store = codeStore(database.storage)
      expect(
        await race(
          (tx, round) => store.replace(tx, 1, [digest(`${round}`), digest(`${round} other`)], NOW),
          (tx, round) => store.spend(tx, 1, digest(`${round}`)),
        ),
      ).toBe(ROUNDS)
    }, 600_000)

    test('C053 a sign-in that was begun', async () => {
      const store = pendingStore(database.storage)
      const half = {
        userId: 1,
        needs: 'factor',
        boundTo: 'x',
        provedBy: 'password',
        goesOn: 0,
        link: null,
      } as const
      expect(
        await race(
          (tx, round) => store.put(tx, { ...half, digest: digest(`${round}`), expiresAt: NOW + 1 }),
          (tx, round) => store.spend(tx, digest(`${round}`), NOW),
        ),
      ).toBe(ROUNDS)
    }, 600_000)
  })
})
