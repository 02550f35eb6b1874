import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Workspace } from './workspace.ts'

/** The program in one file, as `npm run build:binary` makes it. */
export interface OneFile {
  readonly path: string
  /** MB of 10^6 bytes. */
  readonly megabytes: number
}

const TOOL = fileURLToPath(new URL('../tools/build-binary.ts', import.meta.url))

/** Made of the sources that are measured. Throws what the build complained of. */
export async function buildOneFile(workspace: Workspace): Promise<OneFile> {
  const path = workspace.path('latchkey')
  await promisify(execFile)(process.execPath, [TOOL, '--outfile', path])
  return { path, megabytes: statSync(path).size / 1e6 }
}
