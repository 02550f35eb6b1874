import { expect, test } from 'bun:test'
import { only } from '../support/combination.ts'
import { withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { startReplicas } from './postgres-replicas.ts'
import { raceOf, said, singles } from './second-factor-rounds.ts'

const shared = only({ database: 'postgres' }, 'two processes on one database')
/** Hashes as cheap as they may be: fifty sign-ins are begun for each round. */
const env = {
  ...unthrottled,
  LATCHKEY_ARGON2_MEMORY_KIB: '7168',
  LATCHKEY_ARGON2_TIME_COST: '5',
}

/** Whatever is for one use is raced for, so many rounds in at most so many milliseconds. */
export function secondFactorRaces(rounds: number, milliseconds: number): void {
  for (const what of singles) {
    test(
      `C053 C070 C072 V05, ${rounds} rounds: of fifty uses of ${what} at once one signs in`,
      async () => {
        await withServer({ dev: true, env }, async (server) => {
          const outcome = await raceOf(what, [server], rounds)
          console.log(said(what, outcome))
          expect(outcome).toEqual({ rounds, signedIn: rounds, refused: rounds * 49 })
        })
      },
      milliseconds,
    )
    shared.test(
      `C053 C070 C072 V05, ${rounds} rounds: of fifty uses of ${what} at two processes one signs in`,
      async () => {
        const { one, two, remove } = await startReplicas({ env })
        try {
          const outcome = await raceOf(what, [one, two], rounds)
          console.log(said(`${what}, two servers`, outcome))
          expect(outcome).toEqual({ rounds, signedIn: rounds, refused: rounds * 49 })
        } finally {
          await remove()
        }
      },
      milliseconds,
    )
  }
}
