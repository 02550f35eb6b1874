import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { dailyBudget, latestAdmitted, spent, waitOf } from './budget.ts'

const DAY = 86_400_000

test('C026 in any 24 hours no more are admitted than a day has, however they come', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 3 * 3_600_000 }), { maxLength: 400 })
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 21, max: 120 }),
      gaps,
      (burst, perDay, gap) => {
        const budget = dailyBudget(burst, perDay)
        const admitted: number[] = []
        let [now, at] = [1_800_000_000_000, 0]
        for (const pause of gap) {
          now += pause
          if (waitOf(at, now, budget) > 0) continue
          at = spent(at, now, budget)
          admitted.push(now)
        }
        for (const [first, from] of admitted.entries()) {
          const within = admitted.slice(first).filter((one) => one < from + DAY).length
          expect(within).toBeLessThanOrEqual(perDay)
        }
      },
    ),
  )
})

test('a burst at once, then one each interval, and never a wait beyond one', () => {
  const budget = dailyBudget(4, 100)
  expect(budget).toEqual({ burst: 4, intervalMs: 900_000 })
  let at = 0
  for (let i = 0; i < 4; i++) {
    expect(waitOf(at, 1_000, budget)).toBe(0)
    at = spent(at, 1_000, budget)
  }
  expect(waitOf(at, 1_000, budget)).toBe(900_000)
  expect(waitOf(at, 900_999, budget)).toBe(1)
  expect(waitOf(at, 901_000, budget)).toBe(0)
  expect(at).toBeGreaterThan(latestAdmitted(900_999, budget))
  expect(at).toBe(latestAdmitted(901_000, budget))
})

test('R09 a clock that was set back makes nobody wait longer than for one', () => {
  const budget = dailyBudget(4, 100)
  let at = 0
  for (let i = 0; i < 4; i++) at = spent(at, 50 * DAY, budget)
  expect(waitOf(at, 10 * DAY, budget)).toBe(budget.intervalMs)
})
