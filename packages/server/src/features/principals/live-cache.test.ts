import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import type { SessionId } from '#kernel/ids'
import { LiveCache } from './live-cache.ts'
import type { Principal } from './principal.ts'

const session = (userId: number, number = 1): SessionId => `ses_${userId}_${number}`
const principal = (userId: number, number = 1): Principal => ({
  userId,
  sessionId: session(userId, number),
  permissions: new Set(),
  user: { id: userId, username: '', email: '', full_name: '' },
  expiresAt: 0,
  lastUsedAt: 0,
  usage: { read: 0, write: 0 },
})

/** Loaded at once: nothing was forgotten meanwhile. */
const load = (cache: LiveCache, userId: number, number = 1) =>
  cache.keep(principal(userId, number), cache.ticket())

describe('a principal', () => {
  test('is found once it was kept, and not before', () => {
    const cache = new LiveCache(10)
    expect(cache.find(session(1))).toBeUndefined()
    load(cache, 1)
    expect(cache.find(session(1))?.userId).toBe(1)
    expect(cache.find(session(1, 2))).toBeUndefined()
  })

  test('is gone with all sessions of its user, and with nobody else’s', () => {
    const cache = new LiveCache(100)
    for (const number of [1, 2, 3]) load(cache, 1, number)
    load(cache, 2)
    cache.forgetUser(1)
    for (const number of [1, 2, 3]) expect(cache.find(session(1, number))).toBeUndefined()
    expect(cache.find(session(2))?.userId).toBe(2)
  })

  test('is gone from both generations', () => {
    const cache = new LiveCache(4)
    load(cache, 1, 1)
    load(cache, 2)
    load(cache, 3)
    load(cache, 1, 2)
    cache.forgetUser(1)
    expect([cache.find(session(1, 1)), cache.find(session(1, 2))]).toEqual([undefined, undefined])
  })

  test('whose load began before anything was forgotten is not kept', () => {
    const cache = new LiveCache(10)
    const ticket = cache.ticket()
    cache.forgetUser(1)
    cache.keep(principal(1), ticket)
    expect(cache.find(session(1))).toBeUndefined()
    load(cache, 1)
    expect(cache.find(session(1))?.userId).toBe(1)
  })

  test('whose load began before another was forgotten is not kept either: it may have been read with them', () => {
    const cache = new LiveCache(10)
    const ticket = cache.ticket()
    cache.forgetUser(2)
    cache.keep(principal(1), ticket)
    expect(cache.find(session(1))).toBeUndefined()
  })

  test('that two loads brought is forgotten wherever each of them put it', () => {
    const cache = new LiveCache(4)
    const ticket = cache.ticket()
    cache.keep(principal(1), ticket)
    load(cache, 2)
    load(cache, 3)
    cache.keep(principal(1), ticket)
    load(cache, 4)
    load(cache, 5)
    cache.forgetUser(1)
    expect(cache.find(session(1))).toBeUndefined()
  })
})

describe('the room', () => {
  test.each([1, 2, 3, 10, 1_000])(
    'for %d is never exceeded by more than what a generation needs',
    (capacity) => {
      const cache = new LiveCache(capacity)
      for (let userId = 1; userId <= 5 * capacity; userId++) {
        load(cache, userId)
        expect(cache.size).toBeLessThanOrEqual(Math.max(2, capacity))
      }
    },
  )

  test('goes to who is asked for: the others make way', () => {
    const cache = new LiveCache(10)
    load(cache, 1)
    for (let userId = 2; userId < 100; userId++) {
      load(cache, userId)
      expect(cache.find(session(1))?.userId).toBe(1)
    }
    expect(cache.find(session(2))).toBeUndefined()
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

  test('nobody is found who was forgotten since the load began, and the room is kept', () => {
    const run = (capacity: number, happened: ReturnType<typeof events.generate>['value']) => {
      const cache = new LiveCache(capacity)
      const loads: { principal: Principal; ticket: number }[] = []
      const forgotten = new Map(USERS.map((user) => [user, 0]))
      // What was loaded carries in `expiresAt` how often its user had been forgotten when it was read.
      const expectFresh = (user: number, number: number) => {
        const found = cache.find(session(user, number))
        if (found) expect(found.expiresAt).toBe(forgotten.get(user) ?? 0)
      }
      for (const { kind, user, session: number, load: index } of happened) {
        const count = forgotten.get(user) ?? 0
        if (kind === 'begin') {
          loads.push({ principal: { ...principal(user, number), expiresAt: count }, ticket: cache.ticket() })
        } else if (kind === 'bring') {
          const loaded = loads[index % Math.max(1, loads.length)]
          if (loaded) cache.keep(loaded.principal, loaded.ticket)
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
