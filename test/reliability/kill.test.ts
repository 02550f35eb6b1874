// R01, a taste of it: `npm test -- --long` kills more often.
import { test } from 'bun:test'
import { killRounds } from './kill-rounds.ts'

const ROUNDS = 10

test('R01 kill -9 under acknowledged writes loses none, halves none and brings nothing back', async () => {
  console.log(await killRounds(ROUNDS))
}, 120_000)
