import { makeTemplate } from './migrated.ts'
import { Cluster, findPostgres } from './postgres-cluster.ts'

// What every PostgreSQL of a run of the tests begins as: `make-cluster.ts <folder>` puts it there.
const [folder = ''] = process.argv.slice(2)
if (findPostgres() !== undefined) {
  const cluster = await Cluster.start({ isDurable: false })
  await makeTemplate(cluster)
  await cluster.keep(folder)
  await cluster.remove()
}
