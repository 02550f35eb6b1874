// A client made by a generator that nobody here wrote, from nothing but the served document.
import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The folder of an installed package. */
function folderOf(name: string): string {
  const file = fileURLToPath(import.meta.resolve(name))
  return file.slice(0, file.lastIndexOf(`node_modules/${name}/`) + `node_modules/${name}`.length)
}

/**
 * The generator calls TypeScript as a library, which version 7 is not. npm lifts the generator to where only version 7
 * is seen, so it runs from a copy in `folder`, beside the version that this workspace declares.
 */
async function placeGenerator(folder: string): Promise<string> {
  const modules = join(folder, 'node_modules')
  const installed = dirname(dirname(folderOf('@hey-api/openapi-ts')))
  await mkdir(modules)
  for (const name of await readdir(installed)) {
    if (!['.bin', '@hey-api', 'typescript'].includes(name))
      await symlink(join(installed, name), join(modules, name))
  }
  await symlink(folderOf('typescript'), join(modules, 'typescript'))
  await cp(join(installed, '@hey-api'), join(modules, '@hey-api'), { recursive: true })
  return join(modules, '@hey-api/openapi-ts/dist/run.mjs')
}

/** Makes the client in `folder`/sdk and gives its entry. The generator needs Node 22 or Bun: this runs on Bun. */
export async function generateSdk(documentUrl: string, folder: string): Promise<string> {
  const generator = await placeGenerator(folder)
  const sdk = join(folder, 'sdk')
  await run(process.execPath, [generator, '--input', documentUrl, '--output', sdk, '--silent'], {
    cwd: folder,
  })
  return join(sdk, 'index.ts')
}

/** What the compiler has to say about a program that uses the client; nothing when its types agree. */
export async function compile(folder: string, program: string): Promise<string> {
  await writeFile(join(folder, 'program.ts'), program)
  const options = {
    strict: true,
    noEmit: true,
    module: 'preserve',
    target: 'esnext',
    lib: ['esnext', 'dom', 'dom.iterable'],
  }
  const compilerOptions = { ...options, types: [], allowImportingTsExtensions: true }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.ts'] }))
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  const tsc = join(folder, 'node_modules/typescript/lib/tsc.js')
  try {
    await run(process.execPath, [tsc, '-p', folder])
    return ''
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout || error)
  }
}
