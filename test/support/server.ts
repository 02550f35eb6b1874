import { afterAll, beforeAll, setDefaultTimeout } from 'bun:test'
import { join } from 'node:path'
import { refuseLeaks } from './canaries.ts'
import type { Runtime } from './combination.ts'
import { eventually } from './eventually.ts'
import { type Environment, makeFolder, type Run, removeFolder, run } from './program.ts'

export type ServerOptions = {
  /** Development mode, in which the first account registered is the administrator. */
  dev?: boolean
  env?: Environment
  /** In place of the one that the run of the tests is about. */
  runtime?: Runtime
}

/**
 * The least memory that the settings allow a hash, with the passes that it then has to have: as much work as the default, and
 * two thirds of the time, for it stays in a processor's cache. The default is what test/scenarios/timing.test.ts is about.
 */
const LIGHT_HASHES: Environment = { LATCHKEY_ARGON2_MEMORY_KIB: '7168', LATCHKEY_ARGON2_TIME_COST: '5' }
/** For a server that hashes as it does where nobody set anything. */
export const usualHashes: Environment = {
  LATCHKEY_ARGON2_MEMORY_KIB: undefined,
  LATCHKEY_ARGON2_TIME_COST: undefined,
}

export type LogLine = Record<string, unknown>

/** A server in a fresh folder. `url` changes at every start, the folder does not. */
export class Server {
  #options: ServerOptions
  #folder: string | undefined
  #run: Run | undefined
  #url = ''
  #earlier: string[] = []

  constructor(options: ServerOptions = {}) {
    this.#options = options
  }

  get url(): string {
    if (this.#url === '') throw new Error('the server does not run')
    return this.#url
  }

  get port(): number {
    return Number(new URL(this.url).port)
  }

  get folder(): string {
    if (this.#folder === undefined) throw new Error('the server has never run')
    return this.#folder
  }

  get dataFolder(): string {
    return join(this.folder, 'data')
  }

  /** Every line of every run so far, both streams. */
  get written(): string[] {
    return [...this.#earlier, ...(this.#run?.stdout ?? []), ...(this.#run?.stderr ?? [])]
  }

  get stdout(): string[] {
    return this.#run?.stdout ?? []
  }

  get log(): LogLine[] {
    return this.stdout.map(parseLine).filter((line) => line !== undefined)
  }

  async start(): Promise<void> {
    this.#folder ??= await makeFolder()
    const words = this.#options.dev === true ? ['serve', '--dev'] : ['serve']
    const it = await run(
      words,
      this.#folder,
      { ...LIGHT_HASHES, ...this.#options.env },
      this.#options.runtime,
    )
    this.#run = it
    let code: number | undefined
    void it.exited.then((given) => {
      code = given
    })
    const said = () => `${it.stdout.join('\n')}\n${it.stderr.join('\n')}`
    try {
      this.#url = await eventually(
        'a line that says the server listens',
        () => {
          if (code !== undefined)
            throw new Error(`the server ended with ${code} before it listened:\n${said()}`)
          const line = it.stdout.map(parseLine).find((one) => one?.msg === 'listening')
          return typeof line?.url === 'string' ? line.url : undefined
        },
        20_000,
      )
    } catch (problem) {
      it.child.kill('SIGKILL')
      await it.exited
      throw problem
    }
  }

  /** Asks it to end (SIGTERM) and gives its exit code. */
  async stop(): Promise<number> {
    return await this.#end('SIGTERM')
  }

  /** `kill -9`: nothing is flushed, nothing is said. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Stops it if it runs and starts it again on the same folder. */
  async restart(options: ServerOptions = this.#options): Promise<void> {
    await this.stop()
    this.#options = options
    await this.start()
  }

  async remove(): Promise<void> {
    await this.stop()
    if (this.#folder === undefined) return
    try {
      refuseLeaks(this, ['log'])
    } finally {
      await removeFolder(this.#folder)
    }
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number> {
    const it = this.#run
    if (it === undefined) return 0
    it.child.kill(signal)
    const force = setTimeout(() => it.child.kill('SIGKILL'), 20_000)
    const code = await it.exited
    clearTimeout(force)
    this.#earlier.push(...it.stdout, ...it.stderr)
    this.#run = undefined
    this.#url = ''
    return code
  }
}

function parseLine(line: string): LogLine | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

/** The server of a whole test file, or of the `describe` block that this is called in. */
export function useServer(options: ServerOptions = {}): Server {
  setDefaultTimeout(120_000)
  const server = new Server(options)
  beforeAll(() => server.start())
  afterAll(() => server.remove())
  return server
}

/** A server for one test. */
export async function withServer<T>(options: ServerOptions, use: (server: Server) => Promise<T>): Promise<T> {
  const server = new Server(options)
  try {
    await server.start()
    return await use(server)
  } finally {
    await server.remove()
  }
}
