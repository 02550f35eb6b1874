import { randomBytes } from 'node:crypto'
import { Cluster } from '../support/postgres-cluster.ts'
import type { Environment } from '../support/program.ts'
import { Server } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

/** Two servers on one database, as they stand behind a balancer. */
export type Replicas = { cluster: Cluster; url: string; one: Server; two: Server; remove(): Promise<void> }

/** `through` says by which address they reach the database; by its own, if it is left out. */
export async function startReplicas(
  options: {
    isDurable?: boolean
    through?: (cluster: Cluster, url: string) => Promise<string>
    /** As `through`, for the second one alone. */
    second?: (url: string) => string
    env?: Environment
  } = {},
): Promise<Replicas> {
  const cluster = await Cluster.start({ isDurable: options.isDurable ?? false })
  const own = cluster.createDatabase()
  const env = {
    DATABASE_URL: (await options.through?.(cluster, own)) ?? own,
    LATCHKEY_SECRET: randomBytes(32).toString('base64'),
    ...unthrottled,
    ...options.env,
  }
  const second = { ...env, DATABASE_URL: options.second?.(own) ?? env.DATABASE_URL }
  const [one, two] = [new Server({ env }), new Server({ env: second })]
  // At once: both would make the tables.
  await Promise.all([one.start(), two.start()])
  return {
    cluster,
    url: own,
    one,
    two,
    async remove() {
      await Promise.all([one.remove(), two.remove()])
      await cluster.remove()
    },
  }
}
