import { test } from 'bun:test'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { acceptedAtOnce, revokedMeanwhile } from '../../../../../test/support/invitation-races.ts'
import { invitationsOn } from '../../../../../test/support/invitations-on.ts'

const ROUNDS = 200

everyDatabase((database) => {
  test('C063 R17 of fifty at once one is accepted, 200 rounds', async () => {
    await acceptedAtOnce(await invitationsOn(database), ROUNDS)
  }, 1_200_000)

  test('C063 R17 whoever takes it back at the same moment, one of the two happens, 200 rounds', async () => {
    await revokedMeanwhile(await invitationsOn(database), ROUNDS)
  }, 1_200_000)
})
