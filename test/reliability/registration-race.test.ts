import { test } from 'bun:test'
import { registrationRaceRounds } from './registration-race-rounds.ts'

const ROUNDS = 6
const CLIENTS = 10

test('R16 one name and one address are registered once, however they are spelled', async () => {
  await registrationRaceRounds(ROUNDS, CLIENTS)
}, 120_000)
