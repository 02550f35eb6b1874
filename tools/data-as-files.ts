import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** What a generated module of data ends with: its bytes as text, and how they are read. */
const DATA =
  /^const BASE64 =\n {2}'([A-Za-z0-9+/=]+)'\nexport const read = \(\): Buffer => Buffer\.from\(BASE64, 'base64'\)\n$/m

/**
 * Puts the bytes of generated modules beside the program in the one file, where they are read when somebody asks. As source
 * their text would stay in memory for as long as the program runs. Throws where one does not end as said.
 */
export function dataAsFiles(root: string, folder: string): Bun.BunPlugin {
  const pages = join(root, 'packages/server/src/pages/generated')
  const modules = [
    ...readdirSync(pages).map((name) => join(pages, name)),
    join(root, 'packages/server/src/features/passwords/blocklist-data.ts'),
  ]
  mkdirSync(folder)
  // All of them before anything is built: what was not there when a folder was first looked at is not found.
  const files = new Map(modules.map((module) => [module, extract(module, folder)]))
  return {
    name: 'data-as-files',
    setup(build) {
      build.onLoad({ filter: /\/(?:pages\/generated\/[\w-]+|blocklist-data)\.ts$/ }, ({ path }) => ({
        contents: files.get(path) ?? '',
        loader: 'ts',
      }))
    },
  }
}

/** What else the module says stays as it is. */
function extract(module: string, folder: string): string {
  const source = readFileSync(module, 'utf8')
  const base64 = DATA.exec(source)?.[1]
  if (base64 === undefined) throw new Error(`${module} does not end with its bytes and how they are read.`)
  const file = join(folder, `${basename(module, '.ts')}.bin`)
  writeFileSync(file, Buffer.from(base64, 'base64'))
  return `import { readFileSync } from 'node:fs'\n${source.replace(DATA, () => reading(file))}`
}

const reading = (file: string): string =>
  [
    `import file from ${JSON.stringify(file)} with { type: 'file' }`,
    'export const read = () => readFileSync(file)',
  ].join('\n')
