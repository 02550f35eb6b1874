import { afterAll, beforeAll, setDefaultTimeout } from 'bun:test'
import { only } from '../support/combination.ts'
import { type Replicas, startReplicas } from './postgres-replicas.ts'
import { revocationRounds } from './postgres-revocation-rounds.ts'

const shared = only({ database: 'postgres' }, 'two processes on one database')

shared.describe('R19 what one process revokes, the other refuses', () => {
  setDefaultTimeout(120_000)
  let replicas: Replicas
  beforeAll(async () => {
    replicas = await startReplicas()
  })
  afterAll(() => replicas.remove())

  shared.test('by its notification', async () =>
    console.log(`R19 listening: ${await revocationRounds(replicas)}`),
  )
})
