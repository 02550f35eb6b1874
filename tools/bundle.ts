import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')

/** The program, and the thread that hashes, which is a program of its own. */
export const ENTRY_POINTS = ['packages/cli/src/main.ts', 'packages/server/src/crypto/hash-worker.ts'].map(
  (path) => join(root, path),
)

/**
 * What is written is shorter, but names stay: a stack trace in a log names functions as the source does. Both entry
 * points lie in one folder, which is how one finds the other.
 */
export const SHARED_OPTIONS = {
  entrypoints: ENTRY_POINTS,
  format: 'esm',
  splitting: true,
  minify: { syntax: true, whitespace: true, identifiers: false, keepNames: true },
  naming: { entry: '[name].[ext]', chunk: 'chunk-[hash].[ext]' },
  metafile: true,
  // pg asks for its own compiled form, which nobody needs, and does without.
  external: ['pg-native'],
} as const satisfies Partial<Bun.BuildConfig>

/** Bundles, and throws what Bun complains of. Gives the paths of every source that went in, from the project's root. */
export async function bundle(config: Bun.BuildConfig): Promise<string[]> {
  const result = await Bun.build({ ...config, throw: false })
  if (!result.success) throw new Error(result.logs.map(String).join('\n'))
  for (const log of result.logs) console.warn(String(log))
  return Object.keys(result.metafile?.inputs ?? {}).sort()
}
