import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { type Budget, dailyBudget } from '#kernel/budget'
import { Instants } from '#kernel/instants'
import type { Storage } from '#storage'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import type { Bucket } from './budgets.ts'
import { decide, giveBack } from './decide.ts'
import { ledger } from './ledger.ts'
import { guardStore } from './store.ts'

const NOW = 1_800_000_000_000
const MINUTE: Budget = { burst: 3, intervalMs: 60_000 }

const bookOn = (storage: Storage) =>
  ledger({ storage, store: guardStore(storage), memory: new Instants(1_024, 3) })
const bucket = (key: string, name: Bucket['name'], budget: Budget = MINUTE): Bucket => ({ name, key, budget })

everyDatabase((database) => {
  describe('C031 budgets', () => {
    test('of 200 at once as many are admitted as there are, whoever knows what', async () => {
      const budget = dailyBudget(10, 50)
      const books = [bookOn(database.storage), bookOn(database.storage)]
      const asked = Array.from({ length: 200 }, (_, i) =>
        books[i % 2]?.spend([bucket('a', 'account', budget)], NOW),
      )
      const refusals = await Promise.all(asked)
      expect(refusals.filter((refusal) => refusal === undefined).length).toBe(10)
      for (const refusal of refusals)
        if (refusal) expect(refusal).toMatchObject({ budget: 'account', until: NOW + budget.intervalMs })
    })

    test('one that refuses takes nothing from the others', async () => {
      const [a, b] = [bucket('a', 'account'), bucket('b', 'source', { burst: 1, intervalMs: 1_000 })]
      const book = bookOn(database.storage)
      expect(await book.spend([a, b], NOW)).toBeUndefined()
      for (let i = 0; i < 5; i++)
        expect(await bookOn(database.storage).spend([a, b], NOW)).toMatchObject({
          budget: 'source',
          until: NOW + 1_000,
        })
      expect(await bookOn(database.storage).spend([a], NOW)).toBeUndefined()
      expect(await bookOn(database.storage).spend([a], NOW)).toBeUndefined()
      expect(await bookOn(database.storage).spend([a], NOW)).toMatchObject({
        budget: 'account',
        until: NOW + 60_000,
      })
    })

    test('V50 CVE-2026-35597 stand although what follows is rolled back', async () => {
      const book = bookOn(database.storage)
      for (let i = 0; i < 3; i++) {
        await book.spend([bucket('a', 'account')], NOW)
        const failing = database.storage.write(async () => {
          throw new Error('the request fails')
        })
        expect(failing).rejects.toThrow('the request fails')
        await failing.catch(() => undefined)
      }
      expect(await bookOn(database.storage).spend([bucket('a', 'account')], NOW)).toBeDefined()
    })

    test('give back what was no guess, and are whole for the pair alone', async () => {
      const book = bookOn(database.storage)
      const both = [bucket('a', 'account'), bucket('p', 'pair')]
      for (let i = 0; i < 3; i++) expect(await book.spend(both, NOW)).toBeUndefined()
      await database.storage.write((tx) => book.giveBack(tx, both))
      // Of the account one came back, and two are gone: of the pair, none.
      const again = bookOn(database.storage)
      expect(await again.spend([bucket('a', 'account')], NOW)).toBeUndefined()
      expect(await again.spend([bucket('a', 'account')], NOW)).toBeDefined()
      for (let i = 0; i < 3; i++) expect(await again.spend([bucket('p', 'pair')], NOW)).toBeUndefined()
      // What memory knew has come back as well.
      expect(book.refusalInMemory([bucket('p', 'pair')], NOW)).toBeUndefined()
    })

    test('given back by one process are there for the others', async () => {
      const [one, other] = [bookOn(database.storage), bookOn(database.storage)]
      const mine = [bucket('k', 'known')]
      for (let i = 0; i < 3; i++) expect(await one.spend(mine, NOW)).toBeUndefined()
      expect(await other.spend(mine, NOW)).toBeDefined()
      await database.storage.write((tx) => one.giveBack(tx, mine))
      // SQLite has one process, which hears of each commit in its moment: there is no other whose memory could be wrong.
      if (!database.storage.isExclusive) expect(await other.spend(mine, NOW)).toBeUndefined()
      expect(await one.spend(mine, NOW)).toBeUndefined()
    })

    test('withdraw what was not looked at', async () => {
      const book = bookOn(database.storage)
      for (let i = 0; i < 10; i++) {
        expect(await book.spend([bucket('a', 'account')], NOW)).toBeUndefined()
        await book.withdraw([bucket('a', 'account')])
      }
    })

    test.each([true, false])(
      'R09 outlive a clock that is set back, and nobody waits for what then was, in memory: %p',
      async (isInMemory) => {
        const book = bookOn(database.storage)
        for (let i = 0; i < 3; i++) await book.spend([bucket('a', 'account')], NOW + 86_400_000)
        const refusing = isInMemory ? book : bookOn(database.storage)
        const refusal = await refusing.spend([bucket('a', 'account')], NOW)
        expect(refusal).toMatchObject({ budget: 'account', until: NOW + 60_000 })
        expect(await bookOn(database.storage).spend([bucket('a', 'account')], NOW + 59_999)).toBeDefined()
        expect(await bookOn(database.storage).spend([bucket('a', 'account')], NOW + 60_000)).toBeUndefined()
      },
    )

    test('a look spends nothing', async () => {
      const book = bookOn(database.storage)
      for (let i = 0; i < 10; i++) expect(await book.look([bucket('a', 'account')], NOW)).toBeUndefined()
      for (let i = 0; i < 3; i++) await book.spend([bucket('a', 'account')], NOW)
      expect(await book.look([bucket('a', 'account')], NOW)).toMatchObject({
        budget: 'account',
        until: NOW + 60_000,
      })
    })
  })

  test('what decides without a database decides what the database does', async () => {
    const steps = fc.array(
      fc.record({
        pause: fc.integer({ min: 0, max: 90_000 }),
        key: fc.integer({ min: 0, max: 2 }),
        isRight: fc.boolean(),
      }),
      { maxLength: 25 },
    )
    let runs = 0
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        runs += 1
        const book = bookOn(database.storage)
        const held = new Map<string, number>()
        const state = {
          get: (key: string) => held.get(key) ?? 0,
          set: (key: string, at: number) => held.set(key, at),
        }
        let now = NOW
        for (const { pause, key, isRight } of all) {
          now += pause
          const buckets = [
            bucket(`${runs} a`, 'account'),
            bucket(`${runs} p ${key}`, 'pair', { burst: 2, intervalMs: 90_000 }),
          ]
          const told = await book.spend(buckets, now)
          expect(told).toEqual(decide(state, buckets, now))
          if (told === undefined && isRight) {
            await database.storage.write((tx) => book.giveBack(tx, buckets))
            giveBack(state, buckets)
          }
        }
      }),
      { numRuns: database.engine === 'SQLite' ? 100 : 15 },
    )
  })
})
