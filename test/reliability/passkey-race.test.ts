import { test } from 'bun:test'
import { passkeyRaceRounds, secondFactorRaceRounds } from './passkey-race-rounds.ts'

const ROUNDS = 6
const CLIENTS = 50

test('C073 a ceremony ends once, and a count of a passkey counts once', async () => {
  await passkeyRaceRounds(ROUNDS, CLIENTS)
}, 240_000)

test('C073 a count of a passkey finishes one sign-in', async () => {
  await secondFactorRaceRounds(2, 20)
}, 240_000)
