import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../free-port.ts'

/** A PostgreSQL server of this run's own, gone when the process ends. */
export interface Cluster {
  readonly pid: number
  urlOf(database: string): string
  /** What psql prints for one statement, without decoration. Throws what the server complained of. */
  query(database: string, sql: string): string
  /** Ends it and all its children, and removes its folder. */
  remove(): Promise<void>
}

const DEBIAN = '/usr/lib/postgresql'
const OWNER = 'postgres'
const LONGEST_START_MS = 30_000

function findPrograms(): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).map(Number).filter(Number.isFinite) : []
  const newest = versions.sort((a, b) => b - a).find((one) => existsSync(`${DEBIAN}/${one}/bin/initdb`))
  if (newest !== undefined) return `${DEBIAN}/${newest}/bin`
  const { status, stdout } = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' })
  if (status === 0 && existsSync(`${stdout.trim()}/initdb`)) return stdout.trim()
  throw new Error('PostgreSQL is not installed (Debian: `sudo apt-get install postgresql`)')
}

/** initdb and postgres refuse to run as root, so there they run as the user that Debian's package made. */
function asOwner(): { prefix: string[]; uid: number | undefined } {
  if (process.getuid?.() !== 0) return { prefix: [], uid: undefined }
  const { status, stdout } = spawnSync('id', ['-u', OWNER], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`root may not run PostgreSQL, and there is no user ${OWNER}`)
  const prefix = ['setpriv', `--reuid=${OWNER}`, `--regid=${OWNER}`, '--init-groups', '--']
  return { prefix, uid: Number(stdout) }
}

/** A new cluster with the defaults of its release, on a free port of 127.0.0.1. */
export async function startCluster(): Promise<Cluster> {
  const programs = findPrograms()
  const { prefix, uid } = asOwner()
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-postgres-'))
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  process.on('exit', remove)
  if (uid !== undefined) chownSync(folder, uid, -1)

  const password = randomBytes(18).toString('base64url')
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (uid !== undefined) chownSync(passwordFile, uid, -1)
  const data = join(folder, 'data')
  const [first = '', ...others] = [
    ...[...prefix, join(programs, 'initdb'), '-D', data, '-U', OWNER, '--pwfile', passwordFile],
    ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C.UTF-8'],
  ]
  const made = spawnSync(first, others, { encoding: 'utf8', cwd: '/' })
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr || made.error?.message}`)

  const port = await freePort()
  const logFile = join(folder, 'log')
  const log = openSync(logFile, 'a')
  const [command = '', ...args] = [
    ...[...prefix, join(programs, 'postgres'), '-D', data, '-p', String(port)],
    ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=on'],
  ]
  const child = spawn(command, args, { stdio: ['ignore', log, log], cwd: '/' })
  closeSync(log)
  const exited = once(child, 'exit')
  // SIGQUIT ends it at once, with all its children: nothing of it is wanted.
  process.prependListener('exit', () => child.kill('SIGQUIT'))

  const query = (database: string, sql: string): string => {
    const target = ['-h', '127.0.0.1', '-p', String(port), '-U', OWNER, '-d', database]
    const said = spawnSync('psql', ['-XAtq', '-v', 'ON_ERROR_STOP=1', ...target, '-c', sql], {
      encoding: 'utf8',
      env: { ...process.env, PGPASSWORD: password },
    })
    if (said.status !== 0) throw new Error(`psql: ${said.stderr || said.error?.message}`)
    return said.stdout.trim()
  }
  const startedAt = performance.now()
  for (;;) {
    try {
      query('postgres', 'select 1')
      break
    } catch (error) {
      if (child.exitCode === null && performance.now() - startedAt < LONGEST_START_MS) {
        await Promise.race([sleep(50), exited])
        continue
      }
      throw new Error(`PostgreSQL did not start:\n${readFileSync(logFile, 'utf8').slice(-2_000)}`, {
        cause: error,
      })
    }
  }
  return {
    pid: child.pid ?? 0,
    urlOf: (database) => `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}`,
    query,
    async remove() {
      child.kill('SIGQUIT')
      await exited
      remove()
    },
  }
}
