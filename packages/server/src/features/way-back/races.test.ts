import { describe, expect, test } from 'bun:test'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { miscounted, races, violationsOf } from '../../../../../test/support/way-back-races.ts'

const ROUNDS = 2

everyDatabase((database) => {
  describe('C063 R17 of fifty at once', () => {
    test.each(Object.keys(races))(
      'who %s, one does it',
      async (name) => {
        expect(await violationsOf(database, name, ROUNDS)).toBe(0)
      },
      60_000,
    )

    test('approvals of one administrator are one, and of two are two', async () => {
      expect(await miscounted(database, 1)).toBe(0)
    }, 60_000)
  })
})
