import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { databaseEnvironment, dropDatabaseOf, programOf, type Runtime } from './combination.ts'

/** `undefined` takes away what a run would have been given. */
export type Environment = Record<string, string | undefined>

/** One run of the program: what it wrote so far, and how it ended. */
export type Run = {
  readonly child: ChildProcess
  readonly stdout: string[]
  readonly stderr: string[]
  readonly exited: Promise<number>
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

export async function makeFolder(): Promise<string> {
  return await realpath(await mkdtemp(join(tmpdir(), 'latchkey-scenario-')))
}

export async function removeFolder(folder: string): Promise<void> {
  dropDatabaseOf(folder)
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
}

/**
 * Starts `latchkey <words>` with its data in `folder`/data. Nothing of the caller's environment reaches it but
 * where programs and temporary files are, and the working folder holds no `.env` and no `latchkey.toml`.
 */
export async function run(
  words: string[],
  folder: string,
  environment: Environment = {},
  runtime?: Runtime,
): Promise<Run> {
  await mkdir(join(folder, 'work'), { recursive: true })
  const [file, args] = programOf(words, runtime)
  const child = spawn(file, args, {
    cwd: join(folder, 'work'),
    env: {
      PATH: process.env.PATH,
      TMPDIR: process.env.TMPDIR,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      HOME: join(folder, 'work'),
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      LOG_LEVEL: 'info',
      ...databaseEnvironment(folder, words),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const stdout: string[] = []
  const stderr: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => stdout.push(line))
  createInterface({ input: child.stderr }).on('line', (line) => stderr.push(line))
  const exited = once(child, 'close').then(([code, signal]) => {
    running.delete(child)
    return typeof code === 'number' ? code : 128 + (constants.signals[signal as NodeJS.Signals] ?? 0)
  })
  return { child, stdout, stderr, exited }
}

/** What `latchkey admin setup-link` gives the operator of this folder, on which no server runs. */
export async function setupToken(folder: string): Promise<string> {
  const { code, stdout, stderr } = await runToEnd(['admin', 'setup-link'], {}, folder)
  const token = /[A-Za-z0-9_-]{22,}/.exec(stdout)?.[0]
  if (code !== 0 || token === undefined)
    throw new Error(`no setup link, exit code ${code}:\n${stdout}\n${stderr}`)
  return token
}

export type Refusal = { code: number; stdout: string; stderr: string; listened: boolean }

/** Runs the program to its end. One that begins to listen instead is ended, and the answer says so. */
export async function runToEnd(
  words: string[],
  environment: Environment = {},
  within?: string,
): Promise<Refusal> {
  const folder = within ?? (await makeFolder())
  const it = await run(words, folder, environment)
  const { stdout } = it.child
  let listened = false
  stdout?.on('data', () => {
    if (listened || !it.stdout.some((line) => line.includes('"msg":"listening"'))) return
    listened = true
    it.child.kill('SIGKILL')
  })
  const timer = setTimeout(() => it.child.kill('SIGKILL'), 20_000)
  const code = await it.exited
  clearTimeout(timer)
  if (within === undefined) await removeFolder(folder)
  return { code, stdout: it.stdout.join('\n'), stderr: it.stderr.join('\n'), listened }
}
