/**
 * `npm run build:package`: `dist/package`, which `npm pack` makes a package of that `npx latchkey` runs with Node from
 * 24. Everything is inside but the compiled password hash, which npm chooses for the machine.
 */
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle, root, SHARED_OPTIONS } from './bundle.ts'
import { noticesOf } from './notices.ts'

const HASH_PACKAGE = '@node-rs/argon2'
const folder = join(root, 'dist/package')
const readManifest = (place: string) => JSON.parse(readFileSync(join(root, place, 'package.json'), 'utf8'))

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const inputs = await bundle({
  ...SHARED_OPTIONS,
  target: 'node',
  sourcemap: 'none',
  outdir: join(folder, 'dist'),
  external: [...SHARED_OPTIONS.external, HASH_PACKAGE],
})

const main = join(folder, 'dist/main.js')
writeFileSync(main, readFileSync(main, 'utf8').replace(/^(?:#!.*\n)?(?:\/\/ @bun.*\n)?/, ''))
const entry = join(folder, 'dist/latchkey.mjs')
copyFileSync(join(root, 'tools/package-entry.mjs'), entry)
chmodSync(entry, 0o755)
const { version, description, license } = readManifest('.')
const manifest = {
  name: 'latchkey',
  version,
  description,
  license,
  type: 'module',
  bin: { latchkey: 'dist/latchkey.mjs' },
  files: ['dist', 'NOTICES.txt'],
  engines: { node: '>=24' },
  dependencies: { [HASH_PACKAGE]: readManifest('packages/server').dependencies[HASH_PACKAGE] },
}
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
for (const file of ['LICENSE', 'README.md']) copyFileSync(join(root, file), join(folder, file))
writeFileSync(join(folder, 'NOTICES.txt'), noticesOf(inputs))
console.log(`${folder} (${readdirSync(join(folder, 'dist')).length} modules)`)
