import { expect, test } from 'bun:test'
import { withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { raceWithinGrace, raceWithoutGrace, said } from './refresh-race-rounds.ts'

const ROUNDS = 10

test('C046 R17 V11 CVE-2026-1035 of fifty uses at once each gets the one successor, and nobody is signed out', async () => {
  await withServer({ dev: true, env: unthrottled }, async (server) => {
    const outcome = await raceWithinGrace([server], ROUNDS)
    console.log(said('one server', outcome))
    expect(outcome).toEqual({ rounds: ROUNDS, successors: ROUNDS, forks: 0, loggedOut: 0, refused: 0 })
  })
}, 120_000)

test('C045 R17 V11 with no grace one of fifty succeeds, and its session is over', async () => {
  await withServer(
    { dev: true, env: { ...unthrottled, LATCHKEY_REFRESH_GRACE_SECONDS: '0' } },
    async (server) => {
      const outcome = await raceWithoutGrace([server], ROUNDS)
      console.log(said('one server, no grace', outcome))
      expect(outcome).toMatchObject({ rounds: ROUNDS, successors: ROUNDS, forks: 0 })
    },
  )
}, 120_000)
