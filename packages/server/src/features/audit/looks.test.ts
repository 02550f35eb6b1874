// C103: what has no transaction of its own waits in a bounded place, and what does not fit is counted.
import { beforeEach, describe, expect, test } from 'bun:test'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import type { What } from './entry.ts'
import { Looks, SERVER } from './looks.ts'

everyDatabase((database) => {
  const warned: object[] = []
  let written: What[]
  let isAway: boolean
  let due: (() => void) | undefined
  let looks: Looks
  beforeEach(() => {
    warned.length = 0
    written = []
    isAway = false
    due = undefined
    looks = new Looks({
      storage: database.storage,
      log: { debug() {}, info() {}, warn: (fields) => void warned.push(fields), error() {} },
      now: () => 0,
      async write(tx, _by, what) {
        if (isAway) throw new Error('away')
        tx.afterCommit(() => written.push(what))
      },
      after(_milliseconds, work) {
        due = work
        return () => {
          due = undefined
        }
      },
    })
  })
  const look = (key: string) =>
    looks.add(key, () => ({ by: SERVER, what: { action: 'people.read', facts: { key } }, at: 0 }))

  describe('C103 looks and refusals', () => {
    test('are written together, the same one once and counted', async () => {
      for (const key of ['a', 'b', 'a', 'a']) look(key)
      expect(written).toEqual([])
      expect(due).toBeDefined()
      await looks.flush()
      expect(written.map(({ facts }) => facts)).toEqual([{ key: 'a', times: 3 }, { key: 'b' }])
    })

    test('wait while the database is away, and none is lost', async () => {
      look('a')
      isAway = true
      await looks.flush()
      look('b')
      look('a')
      expect([written.length, warned.length]).toEqual([0, 1])
      isAway = false
      await looks.flush()
      expect(written.map(({ facts }) => facts)).toEqual([{ key: 'a', times: 2 }, { key: 'b' }])
    })

    test('are at most 10,000; the rest is counted and told', async () => {
      for (let n = 0; n < 10_123; n++) look(`look ${n}`)
      await looks.flush()
      expect(written.length).toBe(10_001)
      expect(written.at(-1)).toMatchObject({ action: 'audit.dropped', facts: { dropped: 123 } })
      expect(warned).toEqual([{ dropped: 123 }])
      await looks.flush()
      expect(written.length).toBe(10_001)
    })
  })
})
