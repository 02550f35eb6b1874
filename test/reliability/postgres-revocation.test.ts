import { afterAll, beforeAll, expect, setDefaultTimeout } from 'bun:test'
import { join } from '../support/accounts.ts'
import { only } from '../support/combination.ts'
import { eventually } from '../support/eventually.ts'
import { send } from '../support/http.ts'
import { hasPooler, pooler } from '../support/pgbouncer.ts'
import { type Replicas, startReplicas } from './postgres-replicas.ts'

const shared = only({ database: 'postgres' }, 'two processes on one database')

const ROUNDS = 10

/** How long the other process went on letting somebody in who was signed out at this one: milliseconds. */
async function revocations({ one, two }: Replicas): Promise<number[]> {
  const waited: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const who = await join(one)
    const ask = async () => (await send(two, 'GET /users/me', { token: who.token })).status
    expect(await ask()).toBe(200)
    expect((await send(one, `DELETE /users/${who.id}`, { token: who.token })).status).toBe(200)
    const since = performance.now()
    await eventually('the other one refuses', async () => (await ask()) === 401 || undefined)
    waited.push(Math.round(performance.now() - since))
  }
  return waited.sort((a, b) => a - b)
}

const said = (what: string, waited: readonly number[]) =>
  console.log(`R19 ${what}: refused after ${waited[ROUNDS / 2]} ms (median), ${waited.at(-1)} ms at most`)

shared.describe('R19 what one process revokes, the other refuses', () => {
  setDefaultTimeout(120_000)
  let replicas: Replicas
  beforeAll(async () => {
    replicas = await startReplicas()
  })
  afterAll(() => replicas.remove())

  shared.test('by its notification', async () => said('listening', await revocations(replicas)))
})

shared.describeIf(hasPooler)('R19 the same behind PgBouncer in transaction mode', () => {
  setDefaultTimeout(120_000)
  let replicas: Replicas
  let end: () => Promise<void>
  beforeAll(async () => {
    // The address is wanted before the pooler can be: it is started for the cluster that the replicas get.
    const { Cluster } = await import('../support/postgres-cluster.ts')
    const cluster = await Cluster.start({ isDurable: false })
    const through = await pooler(cluster.createDatabase())
    end = async () => {
      await through.end()
      await cluster.remove()
    }
    await eventually('the pooler answers', () => {
      try {
        return cluster.query('select 1', through.url).trim() === '1' || undefined
      } catch {
        return undefined
      }
    })
    replicas = await startReplicas({ through: () => through.url })
  })
  afterAll(async () => {
    await replicas.remove()
    await end()
  })

  shared.test('by the polled sequence alone', async () => said('polling', await revocations(replicas)))
})
