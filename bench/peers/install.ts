import { fileURLToPath } from 'node:url'
import { installOnce } from '../../tools/install-once.ts'

/** Ignored by git and by every tool that reads sources. */
const INSTALLED = fileURLToPath(new URL('../node_modules/.peers/', import.meta.url))

interface Recipe {
  /** The folder here that holds the peer's program and its pins. */
  readonly name: string
  /** Everything that the installed folder starts with. */
  readonly files: readonly string[]
  /** Run one after another in it. */
  readonly commands: readonly (readonly string[])[]
}

/** A folder with the peer and all it needs. */
export function install({ name, files, commands }: Recipe): string {
  const source = fileURLToPath(new URL(`./${name}/`, import.meta.url))
  return installOnce({ source, into: INSTALLED, name, files, commands })
}
