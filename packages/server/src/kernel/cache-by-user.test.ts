import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { CacheByUser } from './cache-by-user.ts'

interface Kept {
  readonly userId: number
  readonly name: string
  /** How often its user had been forgotten when it was read. */
  readonly readAt: number
}

const nameOf = (userId: number, number = 1) => `ses_${userId}_${number}`
const kept = (userId: number, number = 1, readAt = 0): Kept => ({
  userId,
  name: nameOf(userId, number),
  readAt,
})

/** Loaded at once: nothing was forgotten meanwhile. */
const load = (cache: CacheByUser<Kept>, userId: number, number = 1) =>
  cache.keep(nameOf(userId, number), kept(userId, number), cache.ticket())

describe('what is kept of a user', () => {
  test('is found once it was kept, and not before', () => {
    const cache = new CacheByUser<Kept>(10)
    expect(cache.find(nameOf(1))).toBeUndefined()
    load(cache, 1)
    expect(cache.find(nameOf(1))?.userId).toBe(1)
    expect(cache.find(nameOf(1, 2))).toBeUndefined()
  })

  test('is gone with all else of its user, and with nothing of anybody else’s', () => {
    const cache = new CacheByUser<Kept>(100)
    for (const number of [1, 2, 3]) load(cache, 1, number)
    load(cache, 2)
    cache.forgetUser(1)
    for (const number of [1, 2, 3]) expect(cache.find(nameOf(1, number))).toBeUndefined()
    expect(cache.find(nameOf(2))?.userId).toBe(2)
  })

  test('is gone from both generations', () => {
    const cache = new CacheByUser<Kept>(4)
    load(cache, 1, 1)
    load(cache, 2)
    load(cache, 3)
    load(cache, 1, 2)
    cache.forgetUser(1)
    expect([cache.find(nameOf(1, 1)), cache.find(nameOf(1, 2))]).toEqual([undefined, undefined])
  })

  test('whose load began before anything was forgotten is not kept', () => {
    const cache = new CacheByUser<Kept>(10)
    const ticket = cache.ticket()
    cache.forgetUser(1)
    cache.keep(nameOf(1), kept(1), ticket)
    expect(cache.find(nameOf(1))).toBeUndefined()
    load(cache, 1)
    expect(cache.find(nameOf(1))?.userId).toBe(1)
  })

  test('whose load began before another was forgotten is not kept either: it may have been read with them', () => {
    const cache = new CacheByUser<Kept>(10)
    const ticket = cache.ticket()
    cache.forgetUser(2)
    cache.keep(nameOf(1), kept(1), ticket)
    expect(cache.find(nameOf(1))).toBeUndefined()
  })

  test('that two loads brought is forgotten wherever each of them put it', () => {
    const cache = new CacheByUser<Kept>(4)
    const ticket = cache.ticket()
    cache.keep(nameOf(1), kept(1), ticket)
    load(cache, 2)
    load(cache, 3)
    cache.keep(nameOf(1), kept(1), ticket)
    load(cache, 4)
    load(cache, 5)
    cache.forgetUser(1)
    expect(cache.find(nameOf(1))).toBeUndefined()
  })
})

describe('the room', () => {
  test.each([1, 2, 3, 10, 1_000])(
    'for %d is never exceeded by more than what a generation needs',
    (capacity) => {
      const cache = new CacheByUser<Kept>(capacity)
      for (let userId = 1; userId <= 5 * capacity; userId++) {
        load(cache, userId)
        expect(cache.size).toBeLessThanOrEqual(Math.max(2, capacity))
      }
    },
  )

  test('goes to who is asked for: the others make way', () => {
    const cache = new CacheByUser<Kept>(10)
    load(cache, 1)
    for (let userId = 2; userId < 100; userId++) {
      load(cache, userId)
      expect(cache.find(nameOf(1))?.userId).toBe(1)
    }
    expect(cache.find(nameOf(2))).toBeUndefined()
  })
})

describe('whatever happens in whatever order', () => {
  const USERS = [1, 2, 3]
  const SESSIONS = [1, 2]
  const event = fc.record({
    kind: fc.constantFrom('begin', 'begin', 'bring', 'bring', 'bring', 'find', 'forget'),
    user: fc.constantFrom(...USERS),
    session: fc.constantFrom(...SESSIONS),
    /** Which of the loads that began: each may come back late, or twice as two requests at once have it. */
    load: fc.nat({ max: 8 }),
  })
  const events = fc.array(event, { minLength: 4, maxLength: 50 })

  test('nothing is found that was forgotten since the load began, and the room is kept', () => {
    const run = (capacity: number, happened: ReturnType<typeof events.generate>['value']) => {
      const cache = new CacheByUser<Kept>(capacity)
      const loads: { loaded: Kept; ticket: number }[] = []
      const forgotten = new Map(USERS.map((user) => [user, 0]))
      const expectFresh = (user: number, number: number) => {
        const found = cache.find(nameOf(user, number))
        if (found) expect(found.readAt).toBe(forgotten.get(user) ?? 0)
      }
      for (const { kind, user, session: number, load: index } of happened) {
        const count = forgotten.get(user) ?? 0
        if (kind === 'begin') {
          loads.push({ loaded: kept(user, number, count), ticket: cache.ticket() })
        } else if (kind === 'bring') {
          const one = loads[index % Math.max(1, loads.length)]
          if (one) cache.keep(one.loaded.name, one.loaded, one.ticket)
        } else if (kind === 'forget') {
          cache.forgetUser(user)
          forgotten.set(user, count + 1)
        } else expectFresh(user, number)
        expect(cache.size).toBeLessThanOrEqual(Math.max(2, capacity))
      }
      for (const user of USERS) for (const number of SESSIONS) expectFresh(user, number)
    }
    fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), events, run), { numRuns: 5_000 })
  })
})
