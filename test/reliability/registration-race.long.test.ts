import { test } from 'bun:test'
import { registrationRaceRounds } from './registration-race-rounds.ts'

const ROUNDS = 500
const CLIENTS = 25

test('R16 one name and one address are registered once, however they are spelled', async () => {
  await registrationRaceRounds(ROUNDS, CLIENTS)
}, 1_800_000)
