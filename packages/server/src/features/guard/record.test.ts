import { describe, expect, test } from 'bun:test'
import { Instants } from '#kernel/instants'
import type { Statement } from '#storage'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { type AttemptRow, attemptStore } from './attempts/store.ts'
import { attemptRecord } from './record.ts'

const NOW = 1_800_000_000_000
let made = 0

const row = (given: Partial<AttemptRow> = {}): AttemptRow => {
  made += 1
  return {
    reference: String(made).padStart(8, '0'),
    at: NOW,
    channel: 'sign_in',
    userId: null,
    accountKey: `account ${made}`,
    sourceKey: `source ${made}`,
    lane: 'new',
    cause: 'throttled',
    budget: 'pair',
    until: NOW + 1_000,
    ...given,
  }
}

everyDatabase((database) => {
  describe('what is kept of refusals', () => {
    const begin = () => {
      const lost: number[] = []
      const record = attemptRecord({
        storage: database.storage,
        store: attemptStore(database.storage),
        memory: new Instants(65_536, 9),
        onLost: (count) => lost.push(count),
      })
      const kept = async () => {
        await record.flush()
        const all: Statement<object, unknown> = attemptCount()
        return (await database.rows<{ count: number }>(all.sql)).length
      }
      return { record, lost, kept }
    }
    const attemptCount = (): Statement<object, unknown> => ({
      sql: 'select reference from sign_in_attempts',
      bind: () => [],
    })

    test('is all of them, while they are few', async () => {
      const { record, lost, kept } = begin()
      for (let i = 0; i < 700; i++) record.later(row())
      expect(await kept()).toBe(700)
      record.tellLost()
      expect(lost).toEqual([])
    })

    test('is no more of one source, or of one account, than an attack may fill the disk with', async () => {
      const { record, lost, kept } = begin()
      for (let i = 0; i < 5_000; i++) record.later(row({ sourceKey: 'attacker' }))
      for (let i = 0; i < 5_000; i++) record.later(row({ accountKey: 'victim' }))
      expect(await kept()).toBe(200)
      record.tellLost()
      record.tellLost()
      expect(lost).toEqual([9_800])
      // Somebody else's is kept all the same.
      record.later(row())
      expect(await kept()).toBe(201)
    })

    test('is no more of all than waits for one commit', async () => {
      const { record, lost, kept } = begin()
      for (let i = 0; i < 12_000; i++) record.later(row())
      expect(await kept()).toBe(10_000)
      record.tellLost()
      expect(lost).toEqual([2_000])
    })
  })
})
