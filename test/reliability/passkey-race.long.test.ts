import { test } from 'bun:test'
import { passkeyRaceRounds, secondFactorRaceRounds } from './passkey-race-rounds.ts'

const ROUNDS = 200
const CLIENTS = 50

test('C073 a ceremony ends once, and a count of a passkey counts once, 200 rounds', async () => {
  await passkeyRaceRounds(ROUNDS, CLIENTS)
}, 3_600_000)

test('C073 a count of a passkey finishes one sign-in, 50 rounds', async () => {
  await secondFactorRaceRounds(50, CLIENTS)
}, 3_600_000)
