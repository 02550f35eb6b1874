import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const LONGEST_INSTALL_MS = 240_000

interface Recipe {
  /** The folder that holds the pins, and maybe the program. */
  readonly source: string
  /** Where installed folders are kept. */
  readonly into: string
  readonly name: string
  /** Everything that the installed folder starts with. */
  readonly files: readonly string[]
  /** Run one after another in it. What they write must not name the folder: it is moved when it is complete. */
  readonly commands: readonly (readonly string[])[]
}

/** A folder with these files and all that the commands install; kept from run to run while none of the files changes. */
export function installOnce({ source, into, name, files, commands }: Recipe): string {
  const digest = createHash('sha256').update(JSON.stringify(commands))
  for (const file of files) digest.update(readFileSync(join(source, file)))
  const folder = join(into, `${name}-${digest.digest('hex').slice(0, 12)}`)
  if (existsSync(folder)) return folder
  const unfinished = `${folder}.${process.pid}`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  for (const file of files) cpSync(join(source, file), join(unfinished, file))
  for (const [command = '', ...args] of commands) {
    const said = spawnSync(command, args, { cwd: unfinished, encoding: 'utf8', timeout: LONGEST_INSTALL_MS })
    if (said.status === 0) continue
    throw new Error(`${command} ${args.join(' ')}: ${said.error?.message ?? said.stderr.slice(-500)}`)
  }
  try {
    renameSync(unfinished, folder)
  } catch (error) {
    // Another process was first, with the same.
    if (!existsSync(folder)) throw error
    rmSync(unfinished, { recursive: true, force: true })
  }
  return folder
}

/** A virtual environment of Python with exactly the packages of requirements.txt. Started as `venv/bin/python -m …`. */
export const PYTHON_ENVIRONMENT = [
  ['python3', '-m', 'venv', 'venv'],
  ['venv/bin/python', '-m', 'pip', 'install', '--quiet', '--no-deps', '--requirement', 'requirements.txt'],
] as const
