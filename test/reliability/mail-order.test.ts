// R10, a taste of it: `npm test -- --long` sends 10,000.
import { test } from 'bun:test'
import { database } from '../support/combination.ts'
import { mailOrderRounds } from './mail-order-rounds.ts'

test('R10 mails that waited arrive in order for each person, none lost, at most one doubled a kill -9', async () => {
  // On PostgreSQL another server waits until it is sure that whoever was sending is gone, which takes longer than a test should.
  const kills = database === 'sqlite' ? 2 : 0
  console.log(await mailOrderRounds({ people: 5, each: 40, kills, patience: 60_000 }))
}, 120_000)
