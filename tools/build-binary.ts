/**
 * `npm run build:binary [-- --target linux-arm64]`: the one file, `dist/latchkey`, or `dist/latchkey-<target>` for
 * another machine than this one, with the licences of what is inside beside it. Nothing is downloaded.
 */
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { BINARY_TARGETS, findTargetFiles, ownTarget } from './binary-targets.ts'
import { bundle, root, SHARED_OPTIONS } from './bundle.ts'
import { dataAsFiles } from './data-as-files.ts'
import { noticesOf } from './notices.ts'

/** Of 1,000,000 bytes each. */
const LARGEST_MB = 120

const RUNTIME_NOTICE = `The runtime inside is Bun (https://bun.com), MIT, Copyright Oven. It is linked with JavaScriptCore and WebKit (LGPL-2)
and with the libraries listed, with their licences, at https://bun.com/docs/project/licensing.

`

/**
 * The hash package asks for a machine's compiled module by one of many names, and for the manifest beside it. Whatever
 * name it settles on where the file runs, it gets the module of the target.
 */
const onlyHashModule = (hashModule: string): Bun.BunPlugin => ({
  name: 'hash-module-of-the-target',
  setup(build) {
    build.onResolve({ filter: /^@node-rs\/argon2-(?!wasm)[\w-]+(?:\/package\.json)?$/ }, ({ path }) => ({
      path: path.endsWith('/package.json') ? join(dirname(hashModule), 'package.json') : hashModule,
    }))
    build.onResolve({ filter: /^\.\/argon2\.[\w-]+\.(?:node|wasi\.cjs)$/ }, ({ path }) => ({
      path,
      external: true,
    }))
  },
})

async function buildBinary(name: string, outfile: string): Promise<void> {
  mkdirSync(dirname(outfile), { recursive: true })
  // Beside its place, so that it gets there by a rename: nobody ever starts half a file, or one that is running.
  const folder = mkdtempSync(`${outfile}.`)
  try {
    const made = join(folder, 'latchkey')
    const inputs = await compile(name, made)
    chmodSync(made, 0o755)
    const megabytes = statSync(made).size / 1_000_000
    if (megabytes > LARGEST_MB)
      throw new Error(`The file has ${megabytes.toFixed(1)} MB: more than ${LARGEST_MB}.`)
    renameSync(made, outfile)
    writeFileSync(`${outfile}.NOTICES.txt`, `${RUNTIME_NOTICE}${noticesOf(inputs)}`)
    console.log(`${outfile} (${name}, ${megabytes.toFixed(1)} MB)`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function compile(name: string, outfile: string): Promise<string[]> {
  const { executable, hashModule } = findTargetFiles(root, name)
  const target = BINARY_TARGETS[name]
  if (!target) throw new Error(`There is no target ${name}.`)
  return bundle({
    ...SHARED_OPTIONS,
    target: 'bun',
    sourcemap: 'inline',
    plugins: [onlyHashModule(hashModule), dataAsFiles(root, join(dirname(outfile), 'data'))],
    compile: {
      target: target.compile,
      executablePath: executable,
      outfile,
      // What happens to lie in the working folder is neither run nor read as the environment.
      autoloadBunfig: false,
      autoloadDotenv: false,
      autoloadPackageJson: false,
      autoloadTsconfig: false,
    },
  })
}

try {
  const options = { target: { type: 'string' }, outfile: { type: 'string' } } as const
  const { values } = parseArgs({ args: process.argv.slice(2), options })
  const name = values.target ?? ownTarget()
  const file = name === ownTarget() ? 'latchkey' : `latchkey-${name}`
  await buildBinary(name, values.outfile ?? join(root, 'dist', file))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
