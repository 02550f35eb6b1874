import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Deno as npm brings it: the package of a machine holds the program, and runs nothing at install. */
export function findDeno(): string | undefined {
  const platform = process.platform === 'linux' ? `linux-${process.arch}-glibc` : `darwin-${process.arch}`
  const path = fileURLToPath(new URL(`../../node_modules/@deno/${platform}/deno`, import.meta.url))
  return existsSync(path) ? path : undefined
}
