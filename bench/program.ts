import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Store } from './databases/database.ts'
import { freePort } from './free-port.ts'
import { ask } from './http/raw-answer.ts'
import type { Runtime } from './runtimes.ts'
import type { Workspace } from './workspace.ts'

/** A server that runs in a process of its own. */
export interface Program {
  readonly pid: number
  /** The process whose children work for it; undefined where it does everything itself. */
  readonly databasePid: number | undefined
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

/** As many as they like, counted all the same. */
const unlimited = Object.fromEntries([
  ...['READ', 'WRITE', 'SIGN_IN', 'REGISTER'].map((name) => [`LATCHKEY_LIMIT_${name}`, '100000000']),
  ...['ACCOUNT', 'PAIR', 'SOURCE', 'KNOWN', 'ENUMERATION', 'REGISTRATION'].flatMap((name) => [
    [`LATCHKEY_GUARD_${name}_BURST`, '1000000'],
    [`LATCHKEY_GUARD_${name}_PER_DAY`, '100000000'],
  ]),
  ['LATCHKEY_MAIL_PER_HOUR', '1000000'],
])

export interface ProductOptions {
  /** The program that runs the sources; the program itself where it is in one file. */
  readonly command: string
  readonly isOneFile?: boolean
  readonly store: Store
  /** LATCHKEY_PASSWORD_THREADS; the product's default when it is left out. */
  readonly passwordThreads?: number
  /** Where they are not the defaults. */
  readonly settings?: Readonly<Record<string, string>>
  /** HOME, where runtimes keep what they compiled; the one of all servers of this run when it is left out. */
  readonly home?: string
}

/** `<runtime> packages/cli/src/main.ts serve --dev`; only where it listens and writes is not the default. */
export function startProduct(
  workspace: Workspace,
  { command, isOneFile = false, store, passwordThreads, settings = {}, home }: ProductOptions,
): Promise<Program> {
  const threads =
    passwordThreads === undefined ? undefined : { LATCHKEY_PASSWORD_THREADS: String(passwordThreads) }
  return start(workspace, {
    command,
    args: [...(isOneFile ? [] : [fileOf('../packages/cli/src/main.ts')]), 'serve', '--dev'],
    env: (port) => ({
      PORT: String(port),
      ...store.env,
      // What is measured is the work: nobody who means well asks so much.
      ...unlimited,
      ...settings,
      ...threads,
      ...(home === undefined ? {} : { HOME: home }),
    }),
    readyPath: '/health',
    databasePid: store.databasePid,
  })
}

/** `<runtime> bench/http/bare-<runtime>.ts <port> <answers>`: ready when it gives the first of its answers. */
export function startBare(
  workspace: Workspace,
  { name, command }: Runtime,
  answersFile: string,
  firstPath: string,
): Promise<Program> {
  return start(workspace, {
    command,
    args: (port) => [fileOf(`./http/bare-${name}.ts`), String(port), answersFile],
    env: () => ({}),
    readyPath: firstPath,
  })
}

/** Where programs and temporary files are; nothing else of the caller's environment reaches a server. */
function inherited(): Record<string, string> {
  const { PATH, TMPDIR } = process.env
  return { ...(PATH === undefined ? {} : { PATH }), ...(TMPDIR === undefined ? {} : { TMPDIR }) }
}

export interface Invocation {
  readonly command: string
  readonly args: readonly string[] | ((port: number) => readonly string[])
  env(port: number): Readonly<Record<string, string>>
  /** Asked until it answers 200. */
  readonly readyPath: string
  readonly databasePid?: number | undefined
}

export async function start(workspace: Workspace, invocation: Invocation): Promise<Program> {
  const port = await freePort()
  const { command, args, env, readyPath, databasePid } = invocation
  const logFile = workspace.path('output.log')
  const log = openSync(logFile, 'a')
  const startedAt = performance.now()
  const child = spawn(command, [...(typeof args === 'function' ? args(port) : args)], {
    cwd: workspace.work,
    env: { ...inherited(), HOME: workspace.work, ...env(port) },
    stdio: ['ignore', log, log],
  })
  let broken: Error | undefined
  child.on('error', (error) => {
    broken = error
  })
  running.add(child)
  const exited = once(child, 'exit').then(() => running.delete(child))
  exited.catch(() => running.delete(child))
  closeSync(log)
  const hasEnded = () => broken !== undefined || child.exitCode !== null || child.signalCode !== null

  for (;;) {
    const answer = await ask(port, `GET ${readyPath}`).catch(() => undefined)
    if (answer?.status === 200) break
    if (hasEnded() || performance.now() - startedAt > LONGEST_START_MS) {
      child.kill('SIGKILL')
      const output = readFileSync(logFile, 'utf8').slice(-2_000)
      throw new Error(`did not start: ${broken?.message ?? ''}${output}`)
    }
    await sleep(1)
  }
  return {
    pid: child.pid ?? 0,
    databasePid,
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
