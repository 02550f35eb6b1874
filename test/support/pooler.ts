import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'
import type { Cluster } from './postgres-cluster.ts'

const PGBOUNCER = '/usr/sbin/pgbouncer'

export const hasPooler = existsSync(PGBOUNCER)

/** Connections to the database that all clients of the pooler share. */
export const SHARED_CONNECTIONS = 5

export interface Pooler {
  /** The address of the same database through it. */
  readonly url: string
  end(): Promise<void>
}

/** PgBouncer in transaction mode before the database of `url`: each transaction may be on another connection. */
export async function startPooler(cluster: Cluster, url: string): Promise<Pooler> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-pgbouncer-'))
  const port = await freePort()
  const settings = join(folder, 'pgbouncer.ini')
  writeFileSync(
    settings,
    `[databases]
* = host=127.0.0.1 port=${cluster.port} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${SHARED_CONNECTIONS}
`,
  )
  chmodSync(folder, 0o755)
  const isRoot = process.getuid?.() === 0
  const command = [PGBOUNCER, settings]
  const [file = '', ...args] = isRoot ? ['runuser', '-u', 'postgres', '--', ...command] : command
  const child = spawn(file, args, { stdio: 'ignore' })
  const through = `postgres://postgres@127.0.0.1:${port}${new URL(url).pathname}`
  await eventually('the pooler answers', () => {
    try {
      return cluster.query('select 1', through).trim() === '1' || undefined
    } catch {
      return undefined
    }
  })
  return {
    url: through,
    async end() {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
