import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'

/** The database that others are copied from: it has the program's tables, and nothing in them. */
export const TEMPLATE = 'migrated'

/** Debian's place; another one by LATCHKEY_TEST_POSTGRES, or none, where that is empty. */
const DEBIAN = '/usr/lib/postgresql'

/** The folder of `initdb` and `postgres`; undefined where there is no server to start. */
export function findPostgres(): string | undefined {
  const given = process.env.LATCHKEY_TEST_POSTGRES
  if (given !== undefined) return given || undefined
  if (!existsSync(DEBIAN)) return undefined
  const versions = readdirSync(DEBIAN).filter((name) => existsSync(join(DEBIAN, name, 'bin/postgres')))
  const newest = versions.sort((a, b) => Number(a) - Number(b)).at(-1)
  return newest && join(DEBIAN, newest, 'bin')
}

/** What the server does at these signals is documented (PostgreSQL's chapter "Shutting Down the Server"). */
const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const

export interface ClusterOptions {
  /** Whether a commit is on the disk when it is acknowledged: for tests that kill the server. */
  readonly isDurable: boolean
}

/** A PostgreSQL of the tests' own, on a free port of loopback, in a folder of its own. */
export class Cluster {
  readonly port: number
  readonly #bin: string
  readonly #folder: string
  readonly #isDurable: boolean
  #server: ChildProcess | undefined
  #databases = 0

  private constructor(bin: string, folder: string, port: number, { isDurable }: ClusterOptions) {
    this.#bin = bin
    this.#folder = folder
    this.port = port
    this.#isDurable = isDurable
  }

  /** Throws where PostgreSQL is not installed. */
  static async start(options: ClusterOptions): Promise<Cluster> {
    const bin = findPostgres()
    if (bin === undefined)
      throw new Error('PostgreSQL is not installed (on Debian: apt-get install postgresql)')
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-postgres-'))
    const cluster = new Cluster(bin, folder, await freePort(), options)
    if (isRoot()) execFileSync('chown', ['postgres', folder])
    chmodSync(folder, 0o700)
    const prepared = process.env.LATCHKEY_TEST_CLUSTER
    if (prepared === undefined) cluster.#make()
    else execFileSync('cp', ['-a', prepared, cluster.#data])
    await cluster.start()
    return cluster
  }

  get #data(): string {
    return join(this.#folder, 'data')
  }

  /** The address of a database. */
  url(database = 'postgres'): string {
    return `postgres://postgres@127.0.0.1:${this.port}/${database}`
  }

  /** A new empty database; its address. */
  createDatabase(): string {
    this.#databases += 1
    const name = `test_${process.pid}_${this.#databases}`
    this.query(`create database ${name}`)
    return this.url(name)
  }

  /** Ends whoever is connected, and removes it. */
  dropDatabase(url: string): void {
    this.query(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`)
  }

  /** One statement, by psql; its rows without a head. */
  query(sql: string, url = this.url()): string {
    const [file, args, options] = this.#psql(sql, url)
    // What it refuses is in the error that is thrown.
    return execFileSync(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  }

  /** The same without waiting for the answer here: several go on at the same time. */
  async queryLater(sql: string, url = this.url()): Promise<string> {
    return (await promisify(execFile)(...this.#psql(sql, url))).stdout
  }

  async start(): Promise<void> {
    const settings = [
      ['listen_addresses', '127.0.0.1'],
      ['port', String(this.port)],
      ['unix_socket_directories', this.#folder],
      ['max_connections', '200'],
      ['fsync', this.#isDurable ? 'on' : 'off'],
    ].flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const [file, args] = this.#command('postgres', ['-D', this.#data, ...settings])
    const launched = () => spawn(file, args, { stdio: 'ignore' })
    this.#server = launched()
    ending.add(this)
    await eventually(
      'PostgreSQL answers',
      () => {
        // After a crash it goes again while one of its processes of before is not quite gone, or its port is somebody's for a moment.
        if (this.#server?.exitCode !== null) this.#server = launched()
        try {
          return this.query('select 1').trim() === '1'
        } catch {
          return undefined
        }
      },
      30_000,
    )
  }

  /** `fast` ends sessions and writes everything; `immediate` is a crash that recovery has to mend. */
  async stop(mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
    const exited = this.#server && once(this.#server, 'exit')
    process.kill(this.#pid(), SIGNALS[mode])
    await exited
    this.#server = undefined
  }

  /** `kill -9` of the server and all of its processes. */
  async kill(): Promise<void> {
    const exited = this.#server && once(this.#server, 'exit')
    const pid = this.#pid()
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
      .split(/\s+/)
      .filter(Boolean)
    for (const each of [pid, ...children]) endNow(Number(each))
    await exited
    this.#server = undefined
  }

  /** Ends it, and copies what others may begin as (LATCHKEY_TEST_CLUSTER). */
  async keep(folder: string): Promise<void> {
    await this.stop()
    execFileSync('cp', ['-a', this.#data, folder])
  }

  /** Ends it and removes its folder. */
  async remove(): Promise<void> {
    ending.delete(this)
    if (this.#server !== undefined) await this.stop('immediate')
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** At the end of a test process that did not get to `remove`, and can wait for nothing that is asynchronous. */
  removeNow(): void {
    try {
      process.kill(this.#pid(), SIGNALS.immediate)
      const pause = new Int32Array(new SharedArrayBuffer(4))
      for (let i = 0; i < 500 && existsSync(this.#pidFile); i++) Atomics.wait(pause, 0, 0, 10)
    } catch {
      // It is gone already.
    }
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 })
  }

  /** The server takes it away when it ends. */
  get #pidFile(): string {
    return join(this.#data, 'postmaster.pid')
  }

  #pid(): number {
    return Number(readFileSync(this.#pidFile, 'utf8').split('\n', 1)[0])
  }

  #psql(sql: string, url: string): [string, string[], { encoding: 'utf8' }] {
    return [psqlIn(this.#bin), ['-XqAt', '-v', 'ON_ERROR_STOP=1', '-c', sql, url], { encoding: 'utf8' }]
  }

  #make(): void {
    const how = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync']
    this.#run('initdb', ['-D', this.#data, ...how, '--wal-segsize', '1'])
  }

  #run(program: string, args: string[]): void {
    const [file, all] = this.#command(program, args)
    execFileSync(file, all, { stdio: 'ignore', cwd: this.#folder })
  }

  /** PostgreSQL refuses to run as root. */
  #command(program: string, args: string[]): [string, string[]] {
    const file = join(this.#bin, program)
    return isRoot() ? ['runuser', ['-u', 'postgres', '--', file, ...args]] : [file, args]
  }
}

/** Not every package of the server brings it. */
function psqlIn(bin: string): string {
  const own = join(bin, 'psql')
  return existsSync(own) ? own : 'psql'
}

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself meanwhile.
  }
}

const isRoot = () => process.getuid?.() === 0

const ending = new Set<Cluster>()
process.on('exit', () => {
  for (const cluster of ending) cluster.removeNow()
})
