// C048, C051: who a browser is, from memory, and never longer than it is so.
import { beforeEach, describe, expect, test } from 'bun:test'
import { keyedDigest } from '#crypto/keyed-digest'
import { principalsFeature } from '#features/principals'
import type { SessionId } from '#kernel/ids'
import { systemRandom } from '#kernel/random'
import type { Storage } from '#storage'
import { eventually } from '../../../../../test/support/eventually.ts'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { sessionCookies } from './cookies.ts'

const HOUR = 3_600_000
const ID: SessionId = 'ses_1'

everyDatabase((database) => {
  const time = { now: 0 }
  const clock = { now: () => time.now, monotonic: () => time.now }
  let questions: number
  /** What happens while an answer is under way. */
  let underWay: (() => Promise<unknown>) | undefined

  beforeEach(async () => {
    time.now = 1_000
    questions = 0
    underWay = undefined
    await database.change(
      "insert into users (username, username_key, email, full_name, created_at, updated_at) values ('grace', 'grace', '', '', 0, 0)",
      `insert into sessions (id, user_id, proved_by, created_at, expires_at, ends_at) values ('${ID}', 1, 'password', 0, ${HOUR}, ${10 * HOUR})`,
    )
  })

  /** One server: what it asks and writes is counted. */
  const cookiesOf = () => {
    const { storage } = database
    const counted: Storage = {
      ...storage,
      async first(statement, params) {
        questions++
        const found = await storage.first(statement, params)
        await underWay?.()
        return found
      },
      all(statement, params) {
        questions++
        return storage.all(statement, params)
      },
      write(work) {
        questions++
        return storage.write(work)
      },
    }
    return sessionCookies({
      ...{ storage: counted, clock, random: systemRandom, capacity: 100, sessionIdleSeconds: HOUR / 1_000 },
      principals: principalsFeature({ storage: counted, clock, directory: 'private', capacity: 100 }),
      digest: keyedDigest(Buffer.alloc(32, 7)),
    })
  }
  const holder = { userId: 1, sessionId: ID } as never
  const give = async (cookies: ReturnType<typeof cookiesOf>) => {
    const value = await cookies.give(holder)
    if (value === undefined) throw new Error('the session is there')
    return value
  }
  /** A database of many servers tells each of its own changes too, a little later. */
  const settled = (cookies: ReturnType<typeof cookiesOf>, value: string) =>
    eventually('an answer from memory', async () => {
      const before = questions
      await cookies.find(value)
      return questions === before ? true : undefined
    })
  const end = () =>
    database.storage.write(async (tx) => {
      const remove = database.storage.statement((db, p: { id: SessionId }) =>
        db.deleteFrom('sessions').where('id', '=', p.id),
      )
      await tx.run(remove, { id: ID })
      tx.changed(1)
    })

  describe('C051 a browser', () => {
    test('is known from memory once it was asked for', async () => {
      const cookies = cookiesOf()
      const value = await give(cookies)
      expect((await cookies.find(value))?.sessionId).toBe(ID)
      await settled(cookies, value)
      expect((await cookies.find(value))?.user.username).toBe('grace')
      expect(await cookies.find('A'.repeat(43))).toBeUndefined()
      expect(await cookies.find('no cookie')).toBeUndefined()
    })

    test('C048 is not known by what it was known by before', async () => {
      const cookies = cookiesOf()
      const first = await give(cookies)
      expect(await cookies.find(first)).toBeDefined()
      await settled(cookies, first)
      const second = await give(cookies)
      expect(await cookies.find(first)).toBeUndefined()
      expect((await cookies.find(second))?.sessionId).toBe(ID)
    })

    test('C048 is not kept by what it was known by while that was read', async () => {
      const cookies = cookiesOf()
      const first = await give(cookies)
      // So that its session is written down, too.
      time.now = HOUR / 2
      let second: string | undefined
      underWay = async () => {
        underWay = undefined
        second = await give(cookies)
      }
      expect(await cookies.find(first)).toBeUndefined()
      expect(await cookies.find(first)).toBeUndefined()
      expect((await cookies.find(second ?? ''))?.sessionId).toBe(ID)
    })

    test('C048 is not, once its session is over', async () => {
      const cookies = cookiesOf()
      const value = await give(cookies)
      await settled(cookies, value)
      await end()
      expect(await cookies.find(value)).toBeUndefined()
      expect(await cookies.give(holder)).toBeUndefined()
    })

    test('goes on while it is used, is written down seldom, and ends where it was not used', async () => {
      const cookies = cookiesOf()
      const value = await give(cookies)
      const ends = async () =>
        (await database.rows<{ at: number }>('select expires_at as at from sessions'))[0]?.at
      time.now += HOUR / 25
      await cookies.find(value)
      expect(Number(await ends())).toBe(HOUR)
      time.now = HOUR / 2
      expect(await cookies.find(value)).toBeDefined()
      expect(Number(await ends())).toBe(HOUR / 2 + HOUR)
      await settled(cookies, value)
      time.now = HOUR + HOUR / 4
      expect(await cookies.find(value)).toBeDefined()
      time.now += HOUR
      expect(await cookies.find(value)).toBeUndefined()
    })

    test('that went on at another server goes on here', async () => {
      const [here, there] = [cookiesOf(), cookiesOf()]
      const value = await give(here)
      await settled(here, value)
      time.now = HOUR - 1
      expect(await there.find(value)).toBeDefined()
      time.now = HOUR + 1
      expect(await here.find(value)).toBeDefined()
    })

    test('never goes on beyond the end of its session', async () => {
      const cookies = cookiesOf()
      const value = await give(cookies)
      for (time.now = 0; time.now < 10 * HOUR; time.now += HOUR / 2)
        expect(await cookies.find(value)).toBeDefined()
      expect(await cookies.find(value)).toBeUndefined()
    })
  })
})
