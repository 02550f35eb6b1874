import { test } from 'bun:test'
import { drainRounds } from './drain-rounds.ts'

const ROUNDS = 50

test('R14 SIGTERM under load loses no request', async () => {
  console.log(await drainRounds(ROUNDS))
}, 600_000)
