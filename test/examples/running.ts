import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { eventually } from '../support/eventually.ts'
import { freePort } from '../support/free-port.ts'
import { send, type Target } from '../support/http.ts'
import type { Example } from './table.ts'

const started = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of started) child.kill('SIGKILL')
})

export interface Running extends Target {
  readonly name: string
  /** `200 7` for the account 7; the status alone of a refusal. */
  ask(token: string): Promise<string>
  stop(): Promise<void>
}

/** Starts the example as a process of its own, which knows the server by `url`, and waits until it answers. */
export async function startExample(example: Example, url: string, apiKey: string): Promise<Running> {
  const port = await freePort()
  const { file, args, cwd } = example.prepare(port)
  const { PATH, HOME, TMPDIR } = process.env
  const child = spawn(file, args, {
    cwd,
    env: { PATH, HOME, TMPDIR, PORT: String(port), LATCHKEY_URL: url, LATCHKEY_API_KEY: apiKey },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.add(child)
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => said.push(String(data)))
  const target = { url: `http://127.0.0.1:${port}` }
  const ended = once(child, 'close').then(() => started.delete(child))
  await eventually(
    `${example.name} answers`,
    async () => {
      if (child.exitCode !== null) throw new Error(`${example.name} ended: ${said.join('')}`)
      return await send(target, 'GET /private').catch(() => undefined)
    },
    60_000,
  )
  return {
    ...target,
    name: example.name,
    async ask(token) {
      const { status, json } = await send(target, 'GET /private', { token })
      return status === 200 ? `200 ${(json as { user_id: number }).user_id}` : String(status)
    },
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
