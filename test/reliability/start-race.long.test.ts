import { test } from 'bun:test'
import { startRaceRounds } from './start-race-rounds.ts'

const ROUNDS = 200

test('of two processes that start at once on one folder, one serves and the other says why not', async () => {
  await startRaceRounds(ROUNDS)
}, 1_200_000)
