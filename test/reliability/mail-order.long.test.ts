import { test } from 'bun:test'
import { mailOrderRounds } from './mail-order-rounds.ts'

test('R10 10,000 mails in order for each person over kill -9: none lost, at most one doubled a kill', async () => {
  console.log(await mailOrderRounds({ people: 50, each: 200, kills: 10, patience: 1_500_000 }))
}, 1_800_000)
