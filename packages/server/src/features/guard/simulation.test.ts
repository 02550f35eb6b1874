// A day of attack in seconds, by the guard itself on a database, with the clock in hand. Printed as a table.
import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Problem, problem, type RequestFacts } from '@latchkey/contract'
import type { Statement, Storage } from '#storage'
import { guardOn } from '../../../../../test/support/guard.ts'
import { migrations } from '../../../migrations/index.ts'
import { openSqlite } from '../../storage/sqlite/open.ts'

const START = 1_800_000_000_000
const DAY = 86_400_000
const MINUTE = 60_000
const SOURCES = 10_000
const VICTIM = 1

const raw = (sql: string): Statement<object, unknown> => ({ sql, bind: () => [] })

const requestFrom = (address: string, device?: string): RequestFacts => ({
  id: 'r-1',
  idempotencyKey: undefined,
  sourceAddress: () => address,
  userAgent: () => null,
  device: () => device,
  peerAddress: () => address,
  header: () => null,
})

const addressOf = (n: number) => `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`

interface Counts {
  asked: number
  looked: number
}

/** A server's guard on a fresh database, with so many people registered, each at an address of their own. */
async function world(people: number) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-simulation-'))
  const storage: Storage = openSqlite(folder, migrations)
  const time = { now: START }
  const clock = { now: () => time.now, monotonic: () => time.now }
  const guard = guardOn(storage, clock)
  await storage.write(async (tx) => {
    for (let i = 1; i <= people; i++) {
      await tx.run(
        raw(
          `insert into users (username, username_key, email, full_name, created_at, updated_at)
           values ('u${i}', 'u${i}', '', '', 0, 0)`,
        ),
        {},
      )
    }
  })
  /** Whether the password was looked at; `isRight` is what it would have been. */
  const ask = async (counts: Counts, userId: number, isRight: boolean, request: RequestFacts) => {
    counts.asked += 1
    try {
      const attempt = await guard.beginAttempt({ channel: 'sign_in', userId, name: '', request })
      counts.looked += 1
      if (isRight) await storage.write((tx) => attempt.succeed(tx, 'signed_in'))
      else await attempt.refuse('wrong_password', () => problem('invalid_credentials'))
      return true
    } catch (error) {
      if (error instanceof Problem && error.code === 'too_many_attempts') return false
      throw error
    }
  }
  const close = async () => {
    await guard.flush()
    await storage.close()
    rmSync(folder, { recursive: true })
  }
  return { storage, guard, time, ask, close }
}

const none = (): Counts => ({ asked: 0, looked: 0 })
const rows: Record<string, string | number>[] = []
afterAll(() => {
  console.log('A day of attack, with the defaults:')
  console.table(rows)
})

function noteDown(attack: string, guesses: Counts, victim: Counts, honest: Counts) {
  rows.push({
    attack,
    guesses: guesses.asked,
    'guesses looked at': guesses.looked,
    'victim signed in': victim.looked,
    'victim refused': victim.asked - victim.looked,
    'honest people': honest.asked,
    'honest refused': honest.asked - honest.looked,
  })
}

describe('C026 C027 a day of attack on one account', () => {
  test.each([
    ['one source', 1, false],
    ['10,000 sources', SOURCES, false],
    ['10,000 sources through one back end, each with a device of its own', SOURCES, true],
  ])(
    '%s: at most 100 guesses, and nobody who belongs there is refused',
    async (name, sources, hasDevices) => {
      const { guard, storage, time, ask, close } = await world(2)
      const [guesses, victim, honest] = [none(), none(), none()]
      const home = requestFrom('192.0.2.1', hasDevices ? 'a-device-of-the-victim' : undefined)
      await storage.write((tx) => guard.remember(tx, VICTIM, home))
      await storage.write((tx) => guard.remember(tx, 2, requestFrom('192.0.2.2')))
      let next = 0
      for (let minute = 0; minute < 1_440; minute++) {
        time.now = START + minute * MINUTE
        // Twenty thousand a day and more: two from each source.
        for (let i = 0; i < 14; i++) {
          const source = next++ % sources
          await ask(
            guesses,
            VICTIM,
            false,
            requestFrom(addressOf(source), hasDevices ? `device of ${source}, strange` : undefined),
          )
        }
        // The victim signs in every hour, once a day with its device from a strange place; somebody else, too.
        if (minute % 60 === 30) {
          const away = hasDevices && minute === 750
          await ask(victim, VICTIM, true, away ? requestFrom('198.51.100.7', 'a-device-of-the-victim') : home)
          await ask(honest, 2, true, requestFrom(`198.51.100.${minute % 200}`))
        }
      }
      await close()
      noteDown(name, guesses, victim, honest)
      expect(guesses.asked).toBe(1_440 * 14)
      expect(guesses.looked).toBeLessThanOrEqual(100)
      expect([victim.asked, victim.looked]).toEqual([24, 24])
      expect(honest.looked).toBe(honest.asked)
    },
    120_000,
  )
})

test('C026 a day of one password tried at everybody, and a household behind one address', async () => {
  const PEOPLE = 400
  const { guard, storage, time, ask, close } = await world(PEOPLE)
  const [guesses, victim, honest] = [none(), none(), none()]
  for (let id = 1; id <= PEOPLE; id++)
    await storage.write((tx) => guard.remember(tx, id, requestFrom(`192.0.2.${id % 4}`)))
  let next = 0
  for (let minute = 0; minute < 1_440; minute++) {
    time.now = START + minute * MINUTE
    for (let i = 0; i < 10; i++) {
      next += 1
      await ask(guesses, (next % PEOPLE) + 1, false, requestFrom(addressOf(next % 5)))
    }
    // Everybody twice a day, a typo before it, all of them from the same four addresses.
    if (minute % 2 === 0) {
      const id = ((minute / 2) % PEOPLE) + 1
      const home = requestFrom(`192.0.2.${id % 4}`)
      await ask(honest, id, false, home)
      await ask(honest, id, true, home)
    }
  }
  await close()
  noteDown('5 sources, a guess at each of 400 accounts in turn', guesses, victim, honest)
  // A source has 1,440 a day, and 50 of them at once.
  expect(guesses.looked).toBeLessThanOrEqual(5 * 1_440)
  expect(honest.looked).toBe(honest.asked)
}, 120_000)

test('C027 a stranger who waits for every turn keeps a newcomer waiting a quarter of an hour at most', async () => {
  const { time, ask, guard, close } = await world(1)
  for (let i = 0; i < 40; i++) await ask(none(), VICTIM, false, requestFrom(addressOf(i)))
  const request = requestFrom('198.51.100.7')
  const refusal = await guard
    .beginAttempt({ channel: 'sign_in', userId: VICTIM, name: '', request })
    .catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(Problem)
  const seconds = (refusal as Problem).retryAfterSeconds ?? Number.NaN
  expect(seconds).toBeLessThanOrEqual(900)
  time.now += seconds * 1_000
  expect(await ask(none(), VICTIM, true, request)).toBe(true)
  // From then on the newcomer is known.
  for (let i = 0; i < 40; i++) await ask(none(), VICTIM, false, requestFrom(addressOf(1_000 + i)))
  expect(await ask(none(), VICTIM, true, request)).toBe(true)
  time.now += 91 * DAY
  for (let i = 0; i < 40; i++) await ask(none(), VICTIM, false, requestFrom(addressOf(2_000 + i)))
  expect(await ask(none(), VICTIM, true, request)).toBe(false)
  await close()
})

test('R12 strangers and registrations wait in the lane of new ones, each source for itself; whoever is known does not', async () => {
  const { ask, guard, close } = await world(1)
  const [home, stranger] = [requestFrom(addressOf(1)), requestFrom(addressOf(2))]
  await ask(none(), VICTIM, true, home)
  const claimAt = async (request: RequestFacts) =>
    (await guard.beginAttempt({ channel: 'sign_in', userId: VICTIM, name: '', request })).claim
  const [known, fresh] = [await claimAt(home), await claimAt(stranger)]
  expect([known.lane, fresh.lane]).toEqual(['known', 'new'])
  expect([known.account === fresh.account, known.source === fresh.source]).toEqual([true, false])
  const registering = await Promise.all(
    [home, stranger].map(async (one) => (await guard.beginRegistration(one)).claim),
  )
  expect(registering.map(({ lane }) => lane)).toEqual(['new', 'new'])
  expect(new Set(registering.flatMap(({ source, account }) => [source, account])).size).toBe(2)
  await close()
})

test('of one user 32 sources are known, the latest', async () => {
  const { time, ask, close } = await world(1)
  for (let i = 0; i < 40; i++) {
    time.now += MINUTE
    expect(await ask(none(), VICTIM, true, requestFrom(addressOf(i)))).toBe(true)
  }
  for (let i = 0; i < 10; i++) await ask(none(), VICTIM, false, requestFrom(addressOf(1_000 + i)))
  expect(await ask(none(), VICTIM, true, requestFrom(addressOf(39)))).toBe(true)
  expect(await ask(none(), VICTIM, true, requestFrom(addressOf(8)))).toBe(true)
  expect(await ask(none(), VICTIM, true, requestFrom(addressOf(7)))).toBe(false)
  await close()
})

test('what is over is swept', async () => {
  const { time, ask, guard, storage, close } = await world(1)
  await ask(none(), VICTIM, true, requestFrom(addressOf(9)))
  for (let i = 0; i < 5; i++) await ask(none(), VICTIM, false, requestFrom(addressOf(i)))
  await guard.flush()
  const counts = async () =>
    Promise.all(
      ['throttle_buckets', 'known_sources', 'sign_in_attempts'].map(
        async (table) => (await storage.all(raw(`select 1 from ${table}`), {})).length,
      ),
    )
  const [buckets = 0, ...others] = await counts()
  expect(buckets).toBeGreaterThan(3)
  // One source is known; the sign-in and the guesses are written down.
  expect(others).toEqual([1, 6])
  await guard.sweep()
  // But for what the sign-in gave back, nothing is whole yet.
  expect((await counts())[0]).toBe(buckets - 1)
  time.now += 31 * DAY
  await guard.sweep()
  expect((await counts())[0]).toBe(0)
  expect((await counts())[2]).toBe(0)
  time.now += 90 * DAY
  await guard.sweep()
  expect(await counts()).toEqual([0, 0, 0])
  await close()
})
