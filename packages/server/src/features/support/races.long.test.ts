import { expect, test } from 'bun:test'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { burstGuesses, raceCodes } from '../../../../../test/support/support-codes.ts'

const ROUNDS = 200

everyDatabase((database) => {
  test('R17 of fifty at once one is told yes, 200 rounds', async () => {
    expect(await raceCodes(database, ROUNDS)).toBe(0)
  }, 600_000)

  test('C032 R17 of fifty wrong guesses at once five are looked at, 200 rounds', async () => {
    expect(await burstGuesses(database, ROUNDS)).toBe(5)
  }, 600_000)
})
