import { expect } from 'bun:test'
import { only } from '../support/combination.ts'
import { startReplicas } from './postgres-replicas.ts'
import { raceWithinGrace, raceWithoutGrace, said } from './refresh-race-rounds.ts'

const shared = only({ database: 'postgres' }, 'two processes on one database')

/** Both races of a refresh token at two processes, of so many rounds in at most so many milliseconds each. */
export function postgresRefreshRaces(rounds: number, milliseconds: number): void {
  shared.test(
    `C046 R17 V11, ${rounds} rounds: of fifty uses at two processes each gets the one successor, and nobody is signed out`,
    async () => {
      const { one, two, remove } = await startReplicas()
      try {
        const outcome = await raceWithinGrace([one, two], rounds)
        console.log(said('two servers', outcome))
        expect(outcome).toEqual({ rounds, successors: rounds, forks: 0, loggedOut: 0, refused: 0 })
      } finally {
        await remove()
      }
    },
    milliseconds,
  )

  shared.test(
    `C045 R17 V11, ${rounds} rounds: with no grace one of fifty at two processes succeeds, and its session is over`,
    async () => {
      const { one, two, remove } = await startReplicas({ env: { LATCHKEY_REFRESH_GRACE_SECONDS: '0' } })
      try {
        const outcome = await raceWithoutGrace([one, two], rounds)
        console.log(said('two servers, no grace', outcome))
        expect(outcome).toMatchObject({ rounds, successors: rounds, forks: 0 })
      } finally {
        await remove()
      }
    },
    milliseconds,
  )
}
