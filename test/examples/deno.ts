import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installOnce } from '../../tools/install-once.ts'

const CI = ['npm', 'ci', '--prefix', '.', '--ignore-scripts', '--no-audit', '--no-fund']

/**
 * Deno as npm brings it: the package of a machine holds the program, and runs nothing at install. Kept in a folder of its own, for
 * nobody but this test needs its 90 MB. Undefined where there is none for this machine, or no way to get it.
 */
export function findDeno(): string | undefined {
  const platform = process.platform === 'linux' ? `linux-${process.arch}-glibc` : `darwin-${process.arch}`
  const into = join(tmpdir(), `latchkey-examples-${process.getuid?.() ?? 0}`)
  try {
    const folder = installOnce({
      source: fileURLToPath(new URL('./deno/', import.meta.url)),
      into,
      name: 'deno',
      files: ['package.json', 'package-lock.json'],
      commands: [CI],
    })
    const path = join(folder, 'node_modules/@deno', platform, 'deno')
    return existsSync(path) ? path : undefined
  } catch (error) {
    console.error(`Deno is not to be had: ${String(error)}`)
    return undefined
  }
}
