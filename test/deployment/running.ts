import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { eventually } from '../support/eventually.ts'
import { send } from '../support/http.ts'

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** For a machine that is emulated on one that is busy. */
const EMULATED_MS = 60_000

export interface Running {
  readonly url: string
  readonly pid: number
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>
}

/** Starts a command that serves on this port, with this environment and no other; resolves when it answers. */
export async function start(
  words: readonly string[],
  port: number,
  env: Record<string, string>,
  cwd?: string,
): Promise<Running> {
  const [file = '', ...args] = words
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'], ...(cwd ? { cwd } : {}) })
  running.add(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += String(bytes)))
  const exited = once(child, 'close').then(([code]: (number | null)[]) => {
    running.delete(child)
    return code ?? null
  })
  const target = { url: `http://localhost:${port}` }
  await eventually(
    'an answer',
    async () => {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${said}`)
      const answer = await send(target, 'GET /health').catch(() => undefined)
      return answer?.status === 200 ? true : undefined
    },
    EMULATED_MS,
  )
  return {
    ...target,
    pid: child.pid ?? 0,
    stop() {
      child.kill('SIGTERM')
      return exited
    },
  }
}
