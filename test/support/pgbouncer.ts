import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

const PGBOUNCER = '/usr/sbin/pgbouncer'

export const hasPooler = existsSync(PGBOUNCER)

/** A pooler in transaction mode before the cluster of `url`: the address through it, and its end. */
export async function pooler(url: string): Promise<{ url: string; end(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-pgbouncer-'))
  const { port: of, pathname } = new URL(url)
  const port = await freePort()
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    `[databases]
* = host=127.0.0.1 port=${of} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 5
`,
  )
  chmodSync(folder, 0o755)
  const isRoot = process.getuid?.() === 0
  const command = [PGBOUNCER, join(folder, 'pgbouncer.ini')]
  const [file = '', ...args] = isRoot ? ['runuser', '-u', 'postgres', '--', ...command] : command
  const child = spawn(file, args, { stdio: 'ignore' })
  return {
    url: `postgres://postgres@127.0.0.1:${port}${pathname}`,
    async end() {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
