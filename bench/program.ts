import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { ask } from './http/raw-answer.ts'
import type { Workspace } from './workspace.ts'

/** A server that runs in a process of its own. */
export interface Program {
  readonly pid: number
  readonly port: number
  /** Milliseconds from starting the process to the whole first answer of 200. */
  readonly startedInMs: number
  /** Asks it to end (SIGTERM), and waits until it has. */
  stop(): Promise<void>
}

const LONGEST_START_MS = 20_000
const LONGEST_STOP_MS = 15_000

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export interface ProductOptions {
  readonly dataDir: string
  /** LATCHKEY_PASSWORD_THREADS; the product's default when it is left out. */
  readonly passwordThreads?: number
}

/** `bun packages/cli/src/main.ts serve --dev`; only where it listens and writes is not the default. */
export function startProduct(
  workspace: Workspace,
  { dataDir, passwordThreads }: ProductOptions,
): Promise<Program> {
  const threads =
    passwordThreads === undefined ? undefined : { LATCHKEY_PASSWORD_THREADS: String(passwordThreads) }
  return start(workspace, '/health', (port) => ({
    args: [fileOf('../packages/cli/src/main.ts'), 'serve', '--dev'],
    env: { PORT: String(port), DATA_DIR: dataDir, ...threads },
  }))
}

/** `bun bench/http/bare.ts <port> <answers>`: ready when it gives the first of its answers. */
export function startBare(workspace: Workspace, answersFile: string, firstPath: string): Promise<Program> {
  return start(workspace, firstPath, (port) => ({
    args: [fileOf('./http/bare.ts'), String(port), answersFile],
    env: {},
  }))
}

/** Where programs and temporary files are; nothing else of the caller's environment reaches a server. */
function inherited(): Record<string, string> {
  const { PATH, TMPDIR } = process.env
  return { ...(PATH === undefined ? {} : { PATH }), ...(TMPDIR === undefined ? {} : { TMPDIR }) }
}

interface Invocation {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

async function start(
  workspace: Workspace,
  readyPath: string,
  invocation: (port: number) => Invocation,
): Promise<Program> {
  const port = await freePort()
  const { args, env } = invocation(port)
  const logFile = workspace.path('output.log')
  const log = openSync(logFile, 'a')
  const startedAt = performance.now()
  const child = spawn(process.execPath, [...args], {
    cwd: workspace.work,
    env: { ...inherited(), HOME: workspace.work, ...env },
    stdio: ['ignore', log, log],
  })
  running.add(child)
  const exited = once(child, 'exit').then(() => running.delete(child))
  closeSync(log)
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null

  for (;;) {
    const answer = await ask(port, `GET ${readyPath}`).catch(() => undefined)
    if (answer?.status === 200) break
    if (hasEnded() || performance.now() - startedAt > LONGEST_START_MS) {
      child.kill('SIGKILL')
      throw new Error(`a server did not start:\n${readFileSync(logFile, 'utf8').slice(-2_000)}`)
    }
    await sleep(1)
  }
  return {
    pid: child.pid ?? 0,
    port,
    startedInMs: performance.now() - startedAt,
    async stop() {
      child.kill('SIGTERM')
      const force = setTimeout(() => child.kill('SIGKILL'), LONGEST_STOP_MS)
      await exited
      clearTimeout(force)
    },
  }
}

/** One that was free a moment ago: the program must be told its port to be asked before it says anything. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('the system gave no port')
  return address.port
}
