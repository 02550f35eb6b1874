import { only } from '../support/combination.ts'
import { raceOnReplicas } from './postgres-race-rounds.ts'

const shared = only({ database: 'postgres' }, 'two processes on one database')

shared.test(
  'R16 of registrations at two processes exactly one succeeds',
  async () => raceOnReplicas(15),
  240_000,
)
