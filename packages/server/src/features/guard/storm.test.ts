// R12: whoever cannot be hashed for is refused before anything is written for them.
import { expect, test } from 'bun:test'
import { problem, type RequestFacts } from '@latchkey/contract'
import { Unavailable } from '#kernel/unavailable'
import type { Storage } from '#storage'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { guardOn } from '../../../../../test/support/guard.ts'

const NOW = 1_800_000_000_000
const clock = { now: () => NOW, monotonic: () => NOW }
const request: RequestFacts = {
  id: 'r-1',
  idempotencyKey: undefined,
  sourceAddress: () => '203.0.113.7',
  peerAddress: () => '203.0.113.7',
  header: () => null,
  userAgent: () => null,
  device: () => undefined,
}

everyDatabase((database) => {
  test('R12 a storm spends no budget and writes nothing', async () => {
    let isFull = true
    const admit = () => {
      if (isFull) throw new Unavailable('overloaded', 1)
    }
    const guard = guardOn(database.storage, clock, {}, { admit })
    const begin = () =>
      guard.beginAttempt({ channel: 'sign_in', userId: undefined, name: 'username ada', request })
    const rows = async () => {
      await guard.flush()
      const both = ['throttle_buckets', 'sign_in_attempts'].map((name) =>
        database.rows(`select * from ${name}`),
      )
      return (await Promise.all(both)).flat().length
    }
    for (let i = 0; i < 20; i++) {
      await expect(begin()).rejects.toMatchObject({ code: 'overloaded' })
      await expect(guard.beginRegistration(request)).rejects.toMatchObject({ code: 'overloaded' })
    }
    expect(await rows()).toBe(0)
    isFull = false
    await begin()
    expect(await rows()).toBe(3)
  })
  test('R12 beside a queue nobody waits for the outcome of another, and is refused for it only when it came', async () => {
    let isBusy = true
    const guard = guardOn(database.storage, clock, {}, { isBusy: () => isBusy })
    const begin = () =>
      guard.beginAttempt({ channel: 'sign_in', userId: undefined, name: 'username ada', request })
    const guesses = await Promise.all([begin(), begin(), begin()])
    await expect(begin()).rejects.toMatchObject({ code: 'overloaded', retryAfterSeconds: 1 })
    isBusy = false
    const waits = begin()
    for (const guess of guesses)
      await guess.refuse('wrong_password', (reference) => problem('invalid_credentials', { reference }))
    await expect(waits).rejects.toMatchObject({ code: 'too_many_attempts' })
    isBusy = true
    await expect(begin()).rejects.toMatchObject({ code: 'too_many_attempts' })
  })

  test('R12 nobody waits for an attempt that broke off before its budget answered', async () => {
    const { storage } = database
    let isAway = true
    const guard = guardOn(
      {
        ...storage,
        write: (work) => (isAway ? Promise.reject(new Error('away')) : storage.write(work)),
      },
      clock,
    )
    const begin = () =>
      guard.beginAttempt({ channel: 'sign_in', userId: undefined, name: 'username ada', request })
    await expect(begin()).rejects.toThrow('away')
    isAway = false
    for (let guesses = 0; guesses < 3; guesses++)
      await (await begin()).refuse('wrong_password', (reference) =>
        problem('invalid_credentials', { reference }),
      )
    await expect(begin()).rejects.toMatchObject({ code: 'too_many_attempts' })
  })

  // Where no other server writes, memory answers, and nothing comes in between.
  test.skipIf(database.engine === 'SQLite')(
    'R12 an honest client is not refused for what was given back while the budget answered',
    async () => {
      const { storage } = database
      let meanwhile: (() => Promise<unknown>) | undefined
      const slow: Storage = {
        ...storage,
        async all(statement, params) {
          const found = await storage.all(statement, params)
          if (statement.sql.includes('throttle_buckets')) {
            const work = meanwhile
            meanwhile = undefined
            await work?.()
          }
          return found
        },
      }
      const guard = guardOn(slow, clock)
      const begin = () =>
        guard.beginAttempt({ channel: 'sign_in', userId: undefined, name: 'username ada', request })
      const guesses = [await begin(), await begin(), await begin()]
      // They turn out to be right when it was read that the budget is spent, and is not said yet.
      const answered: string[] = []
      meanwhile = async () => {
        await storage.write(async (tx) => {
          for (const guess of guesses) await guess.succeed(tx, 'signed_in')
        })
        answered.push('all')
      }
      expect((await begin()).lane).toBe('new')
      expect(answered).toEqual(['all'])
    },
  )
})
