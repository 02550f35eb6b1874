import { afterAll, beforeAll, describe } from 'bun:test'
import { Cluster, findPostgres } from './postgres-cluster.ts'

let blocks = 0
let running: Promise<Cluster> | undefined

/**
 * Tests that need a PostgreSQL: one server for all such blocks of a test file, started for the first and gone after the
 * last. Where none is installed they are skipped.
 */
export function describeOnPostgres(what: string, block: (cluster: () => Cluster) => void): void {
  describe.skipIf(findPostgres() === undefined)(what, () => {
    let cluster: Cluster | undefined
    blocks += 1
    beforeAll(async () => {
      running ??= Cluster.start({ isDurable: false })
      cluster = await running
    })
    afterAll(async () => {
      blocks -= 1
      if (blocks === 0) await cluster?.remove()
    })
    block(() => {
      if (cluster === undefined) throw new Error('PostgreSQL runs in the tests, not while they are collected')
      return cluster
    })
  })
}
