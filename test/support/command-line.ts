import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { person } from './accounts.ts'
import { databaseEnvironment, programOf } from './combination.ts'
import type { Environment } from './program.ts'

/** Where commands are typed: a folder with its data in `data`, and whatever the shell says besides. */
export type World = {
  readonly folder: string
  readonly env?: Environment
  /** Another user than this one, by id: root alone can be somebody else. */
  readonly uid?: number
}

/** Whether a test can be that user, and that user read the program. */
export const canBe = (uid: number): boolean =>
  process.getuid?.() === 0 &&
  spawnSync('setpriv', [...asUser(uid), 'test', '-r', programOf([])[1][0] ?? '']).status === 0

const asUser = (uid: number): string[] => [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups']

export type Transcript = { code: number | null; stdout: string; stderr: string }

/** `latchkey <words>`, to its end. Without `stdin` nobody types anything. */
export async function latchkey(world: World, words: string[], stdin = ''): Promise<Transcript> {
  const it = start(world, words)
  it.child.stdin.end(stdin)
  return await it.ended
}

/** `latchkey <words>` while it runs. */
export function start({ folder, env, uid }: World, words: string[]) {
  const work = join(folder, 'work')
  mkdirSync(work, { recursive: true })
  const command = programOf(words)
  const [file, args] = uid === undefined ? command : ['setpriv', [...asUser(uid), ...command].flat()]
  const child = spawn(file, args, {
    cwd: work,
    env: {
      PATH: process.env.PATH,
      TMPDIR: process.env.TMPDIR,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      HOME: work,
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      ...databaseEnvironment(folder, words),
      ...env,
    },
  })
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]).then(
    ([stdout, stderr, [code]]): Transcript => ({
      code: typeof code === 'number' ? code : null,
      stdout,
      stderr,
    }),
  )
  return { child, ended }
}

/** The value that a command gives a script. Throws when it has failed, or said anything else. */
export async function json(world: World, words: string[], stdin = ''): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await latchkey(world, [...words, '--json'], stdin)
  if (code !== 0 || stderr !== '') throw new Error(`${words.join(' ')} gave ${code}:\n${stdout}\n${stderr}`)
  const value: unknown = JSON.parse(stdout)
  return { ...(value as object) }
}

export type Made = { id: number; username: string; email: string; password: string }

/** An account made by the command that makes accounts. */
export async function makeUser(world: World, fullName?: string): Promise<Made> {
  const { username, email, full_name, password } = person()
  const words = [
    'user',
    'create',
    '--username',
    username,
    '--email',
    email,
    '--full-name',
    fullName ?? full_name,
  ]
  const { id } = await json(world, [...words, '--password-stdin'], `${password}\n`)
  return { id: Number(id), username, email, password }
}
