import { expect, test } from 'bun:test'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { registrationsOn } from '../../../../../test/support/registrations-on.ts'

const ROUNDS = 200

everyDatabase((database) => {
  test('C063 R17 of fifty at once with two tokens of one address, one makes an account, 200 rounds', async () => {
    const { ask, tried, accounts } = await registrationsOn(database)
    for (let round = 1; round <= ROUNDS; round += 1) {
      const email = `robin.${round}@example.org`
      const tokens = [
        await ask({ email, username: `robin.${round}` }),
        await ask({ email, username: `marian.${round}` }),
      ]
      const outcomes = await Promise.all(Array.from({ length: 50 }, (_, n) => tried(tokens[n % 2] ?? '')))
      expect([round, outcomes.filter((outcome) => outcome === 'made').length]).toEqual([round, 1])
    }
    expect(await accounts()).toHaveLength(ROUNDS)
  }, 1_200_000)
})
