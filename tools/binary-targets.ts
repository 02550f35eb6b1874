import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface BinaryTarget {
  readonly os: 'linux' | 'darwin'
  readonly cpu: 'x64' | 'arm64'
  /** The C library, where there is a choice. */
  readonly libc?: 'glibc' | 'musl'
  /** What Bun calls it. */
  readonly compile: Bun.Build.CompileTarget
  /** The npm packages that hold what the file is made of: the runtime, and the compiled password hash. */
  readonly runtime: string
  readonly hash: string
}

/** What `--target` may say. Bun's `baseline` is for processors of before 2013, without AVX2. */
export const BINARY_TARGETS: Readonly<Record<string, BinaryTarget>> = {
  'linux-x64': {
    os: 'linux',
    cpu: 'x64',
    libc: 'glibc',
    compile: 'bun-linux-x64',
    runtime: '@oven/bun-linux-x64',
    hash: '@node-rs/argon2-linux-x64-gnu',
  },
  'linux-x64-baseline': {
    os: 'linux',
    cpu: 'x64',
    libc: 'glibc',
    compile: 'bun-linux-x64-baseline',
    runtime: '@oven/bun-linux-x64-baseline',
    hash: '@node-rs/argon2-linux-x64-gnu',
  },
  'linux-x64-musl': {
    os: 'linux',
    cpu: 'x64',
    libc: 'musl',
    compile: 'bun-linux-x64-musl',
    runtime: '@oven/bun-linux-x64-musl',
    hash: '@node-rs/argon2-linux-x64-musl',
  },
  'linux-arm64': {
    os: 'linux',
    cpu: 'arm64',
    libc: 'glibc',
    compile: 'bun-linux-arm64',
    runtime: '@oven/bun-linux-aarch64',
    hash: '@node-rs/argon2-linux-arm64-gnu',
  },
  'linux-arm64-musl': {
    os: 'linux',
    cpu: 'arm64',
    libc: 'musl',
    compile: 'bun-linux-arm64-musl',
    runtime: '@oven/bun-linux-aarch64-musl',
    hash: '@node-rs/argon2-linux-arm64-musl',
  },
  'darwin-x64': {
    os: 'darwin',
    cpu: 'x64',
    compile: 'bun-darwin-x64',
    runtime: '@oven/bun-darwin-x64',
    hash: '@node-rs/argon2-darwin-x64',
  },
  'darwin-arm64': {
    os: 'darwin',
    cpu: 'arm64',
    compile: 'bun-darwin-arm64',
    runtime: '@oven/bun-darwin-aarch64',
    hash: '@node-rs/argon2-darwin-arm64',
  },
}

/** The target that this machine runs. Node's own report names the C library: glibc with its version, musl with none. */
export function ownTarget(): string {
  const { header } = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  const isMusl = process.platform === 'linux' && !header?.glibcVersionRuntime
  return `${process.platform}-${process.arch}${isMusl ? '-musl' : ''}`
}

interface Manifest {
  readonly version: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}
const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

export interface TargetFiles {
  readonly executable: string
  readonly hashModule: string
}

/**
 * The two files of a target: from the project's own packages, or from `dist/targets/<name>`, where packages of another
 * machine do not get in the way of this one's. Throws a sentence with the command that brings them.
 */
export function findTargetFiles(root: string, name: string): TargetFiles {
  const target = BINARY_TARGETS[name]
  if (!target) {
    throw new Error(`There is no target ${name}. The targets: ${Object.keys(BINARY_TARGETS).join(', ')}.`)
  }
  const bunVersion = manifestOf(root).optionalDependencies?.['@oven/bun-linux-x64'] ?? ''
  const hashVersion = manifestOf(join(root, 'node_modules/@node-rs/argon2')).version
  const place = join('dist/targets', name)
  const find = (packageName: string, version: string, file: string) =>
    [join(root, 'node_modules'), join(root, place, 'node_modules')]
      .map((folder) => join(folder, packageName, file))
      .find((path) => existsSync(path) && manifestOf(folderOf(path, file)).version === version)
  const executable = find(target.runtime, bunVersion, 'bin/bun')
  const hashFile = `argon2.${target.hash.replace('@node-rs/argon2-', '')}.node`
  const hashModule = find(target.hash, hashVersion, hashFile)
  if (executable && hashModule) return { executable, hashModule }
  const flags = `--os=${target.os} --cpu=${target.cpu}${target.libc ? ` --libc=${target.libc}` : ''}`
  throw new Error(
    `The packages of ${name} are not here. This brings them, beside those of this machine:\n\n` +
      `  npm install --no-save --force --ignore-scripts ${flags} --prefix ${place} ` +
      `${target.runtime}@${bunVersion} ${target.hash}@${hashVersion}\n`,
  )
}

const folderOf = (path: string, file: string): string =>
  file.split('/').reduce((folder) => dirname(folder), path)
