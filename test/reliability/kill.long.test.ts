import { test } from 'bun:test'
import { killRounds } from './kill-rounds.ts'

const ROUNDS = 120

test('R01 kill -9 under acknowledged writes loses none, halves none and brings nothing back', async () => {
  console.log(await killRounds(ROUNDS))
}, 1_200_000)
