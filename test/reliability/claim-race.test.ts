import { test } from 'bun:test'
import { withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { claimActs, claimRaceRounds } from './claim-race-rounds.ts'

test.each(claimActs)(
  'C039 C080 who %s while the owner gets the account keeps nothing of it, 5 rounds',
  async (act) => {
    await withServer({ dev: true, env: unthrottled }, (server) =>
      claimRaceRounds(server, act, { rounds: 5, clients: 16 }),
    )
  },
  120_000,
)
