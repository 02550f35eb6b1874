import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installOnce, PYTHON_ENVIRONMENT } from '../../tools/install-once.ts'

export const examplesFolder = fileURLToPath(new URL('../../examples/', import.meta.url))

interface Command {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
}

/** A program that checks tokens by itself, and what starts it. */
export interface Example {
  readonly name: string
  /** What this machine lacks for it. */
  readonly missing?: string | undefined
  /** Where it signs people in and out itself. */
  readonly session?: readonly [signIn: string, signOut: string]
  /** Builds or installs what has to be, once. */
  prepare(port: number): Command
}

/** Programs of this user alone, kept from run to run. */
export function cacheFolder(): string {
  const uid = process.getuid?.() ?? 0
  const folder = join(tmpdir(), `latchkey-examples-${uid}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (statSync(folder).uid !== uid) throw new Error(`${folder} is somebody else’s`)
  return folder
}

const answers = (file: string, ...args: string[]) => spawnSync(file, args, { stdio: 'ignore' }).status === 0

export const fastapi: Example = {
  name: 'FastAPI',
  missing: answers('python3', '-c', 'import venv, ensurepip') ? undefined : 'Python with venv',
  prepare(port) {
    const cwd = join(examplesFolder, 'fastapi')
    const files = ['requirements.txt']
    const installed = installOnce({
      source: cwd,
      into: cacheFolder(),
      name: 'fastapi',
      files,
      commands: PYTHON_ENVIRONMENT,
    })
    const args = ['-B', '-m', 'uvicorn', 'app:app', '--host', '127.0.0.1', '--port', String(port)]
    return { file: join(installed, 'venv/bin/python'), args: [...args, '--log-level', 'warning'], cwd }
  },
}

/** Nothing is fetched: the standard library is all that it needs. */
const GO = { GOFLAGS: '-mod=mod', GOPROXY: 'off', GOTOOLCHAIN: 'local', GOWORK: 'off' }

export const go: Example = {
  name: 'Go net/http',
  missing: answers('go', 'version') ? undefined : 'Go',
  prepare() {
    const cwd = join(examplesFolder, 'go')
    const file = join(cacheFolder(), `go-${process.pid}`)
    process.on('exit', () => rmSync(file, { force: true }))
    execFileSync('go', ['build', '-o', file, '.'], { cwd, env: { ...process.env, ...GO }, stdio: 'pipe' })
    return { file, args: [], cwd }
  },
}

const runtimes = [
  ['Bun', process.execPath],
  ['Node', process.env.LATCHKEY_TEST_NODE],
] as const

/** Each on Bun, and on Node where there is one. */
export const javascript: readonly Example[] = [
  { name: 'Express', entry: 'express/app.ts', session: ['POST /sign-in', 'POST /sign-out'] as const },
  { name: 'Hono', entry: 'hono/app.ts', session: ['POST /sign-in', 'POST /sign-out'] as const },
  {
    name: 'Next.js’ handlers',
    entry: '../test/examples/serve-routes.ts',
    session: ['POST /session', 'DELETE /session'] as const,
  },
].flatMap(({ name, entry, session }) =>
  runtimes.flatMap(([runtime, file]) =>
    file === undefined
      ? []
      : {
          name: `${name} on ${runtime}`,
          session,
          prepare: () => ({ file, args: [join(examplesFolder, entry)], cwd: examplesFolder }),
        },
  ),
)
