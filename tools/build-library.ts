/**
 * `npm run build` in packages/client or packages/verify: `dist`, which `npm pack ./dist` makes a package of. Plain JavaScript
 * and its types, a file for each source; what the types need of the contract lies beside them.
 */
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { root } from './bundle.ts'

interface Library {
  /** The oldest Node that has what it uses. */
  readonly node: string
  /** Packages of others that its types name. */
  readonly types: readonly string[]
  /** Packages of ours whose types lie inside. */
  readonly inside: readonly string[]
}

const LIBRARIES: Readonly<Record<string, Library>> = {
  client: { node: '>=20', types: ['typebox'], inside: ['contract'] },
  verify: { node: '>=22', types: [], inside: [] },
}

const name = process.argv[2] ?? ''
const library = LIBRARIES[name]
if (library === undefined) throw new Error(`say which: ${Object.keys(LIBRARIES).join(' or ')}`)
const packages = join(root, 'packages')
const dist = join(packages, name, 'dist')
const readManifest = (place: string) =>
  JSON.parse(readFileSync(join(packages, place, 'package.json'), 'utf8'))

rmSync(dist, { recursive: true, force: true })
mkdirSync(dist, { recursive: true })
const compiled = mkdtempSync(join(dist, '.compiled-'))
compile(compiled)
place(`${name}/src/**/*.{js,d.ts}`, `${name}/src`, '.')
for (const other of library.inside) place(`${other}/src/**/*.d.ts`, `${other}/src`, other)
rmSync(compiled, { recursive: true })

const manifest = readManifest(name)
const published = {
  name: manifest.name,
  version: manifest.version,
  license: manifest.license,
  type: manifest.type,
  sideEffects: false,
  engines: { node: library.node },
  exports: Object.fromEntries(
    Object.entries<string>(manifest.exports).map(([path, source]) => {
      const built = source.replace('./src/', './').replace(/\.ts$/, '')
      return [path, { types: `${built}.d.ts`, default: `${built}.js` }]
    }),
  ),
  dependencies: Object.fromEntries(
    library.types.map((type) => [type, readManifest('contract').dependencies[type]]),
  ),
}
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(published, null, 2)}\n`)
copyFileSync(join(root, 'LICENSE'), join(dist, 'LICENSE'))
copyFileSync(join(packages, name, 'README.md'), join(dist, 'README.md'))
const sizes = globSync('**/*', { cwd: dist }).map((file) => statSync(join(dist, file)).size)
console.log(`${dist} (${sizes.length} files)`)

function compile(outDir: string): void {
  const options = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      ...{ noEmit: false, declaration: true, rewriteRelativeImportExtensions: true },
      ...{ outDir, rootDir: packages, types: [] },
      // Found as a source of ours: what lies in node_modules is not compiled.
      paths: Object.fromEntries(
        library?.inside.map((other) => [`@latchkey/${other}`, [join(packages, other, 'src/index.ts')]]) ?? [],
      ),
    },
    include: [],
    files: Object.values<string>(readManifest(name).exports).map((path) => join(packages, name, path)),
  }
  const config = join(outDir, 'tsconfig.json')
  writeFileSync(config, JSON.stringify(options))
  const said = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', config], { encoding: 'utf8' })
  if (said.status !== 0) throw new Error(`tsc: ${said.stdout}${said.stderr}`)
}

/** Copies what was compiled, naming other modules by where they lie in the package. */
function place(pattern: string, from: string, into: string): void {
  for (const file of globSync(pattern, { cwd: compiled })) {
    const target = join(dist, into, relative(from, file))
    mkdirSync(dirname(target), { recursive: true })
    const text = readFileSync(join(compiled, file), 'utf8').replace(
      /((?:from|import)\s*\(?\s*)(['"])([^'"]+)\2/g,
      (_, before: string, quote: string, module: string) =>
        `${before}${quote}${moduleIn(target, module)}${quote}`,
    )
    writeFileSync(target, text)
  }
}

function moduleIn(target: string, module: string): string {
  const own = library?.inside.find((other) => module === `@latchkey/${other}`)
  if (own === undefined) return module.replace(/^(\..*)\.ts$/, '$1.js')
  const path = relative(dirname(target), join(dist, own, 'index.js'))
  return path.startsWith('.') ? path : `./${path}`
}
