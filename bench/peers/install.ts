import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Ignored by git and by every tool that reads sources. */
const INSTALLED = fileURLToPath(new URL('../node_modules/.peers/', import.meta.url))
const LONGEST_INSTALL_MS = 240_000

interface Recipe {
  /** The folder here that holds the peer's program and its pins. */
  readonly name: string
  /** Everything that the installed folder starts with. */
  readonly files: readonly string[]
  /** Run one after another in it. */
  readonly commands: readonly (readonly string[])[]
}

/** A folder with the peer and all it needs; kept from run to run while none of its files changes. */
export function install({ name, files, commands }: Recipe): string {
  const source = fileURLToPath(new URL(`./${name}/`, import.meta.url))
  const digest = createHash('sha256')
  for (const file of files) digest.update(readFileSync(join(source, file)))
  const folder = join(INSTALLED, `${name}-${digest.digest('hex').slice(0, 12)}`)
  const complete = join(folder, 'complete')
  if (existsSync(complete)) return folder
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const file of files) cpSync(join(source, file), join(folder, file))
  for (const [command = '', ...args] of commands) {
    const said = spawnSync(command, args, { cwd: folder, encoding: 'utf8', timeout: LONGEST_INSTALL_MS })
    if (said.status === 0) continue
    throw new Error(`${command} ${args.join(' ')}: ${said.error?.message ?? said.stderr.slice(-500)}`)
  }
  writeFileSync(complete, '')
  return folder
}
