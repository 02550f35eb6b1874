import { only } from '../support/combination.ts'
import { raceOnReplicas } from './postgres-race-rounds.ts'

const shared = only({ database: 'postgres' }, 'two processes on one database')

shared.test('R16 the same, 1,000 rounds', async () => raceOnReplicas(1_000), 1_800_000)
