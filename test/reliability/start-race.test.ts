import { only } from '../support/combination.ts'
import { startRaceRounds } from './start-race-rounds.ts'

const embedded = only({ database: 'sqlite' }, 'one process owns a data folder')

const ROUNDS = 10

embedded.test(
  'of two processes that start at once on one folder, one serves and the other says why not',
  async () => {
    await startRaceRounds(ROUNDS)
  },
  120_000,
)
