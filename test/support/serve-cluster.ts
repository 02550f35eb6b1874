import { Cluster } from './postgres-cluster.ts'

// One PostgreSQL for a whole run of the tests: says where it is, and goes when its standard input closes.
const cluster = await Cluster.start({ isDurable: false })
console.log(cluster.url())
process.stdin.resume()
process.stdin.on('end', () => void cluster.remove().then(() => process.exit(0)))
