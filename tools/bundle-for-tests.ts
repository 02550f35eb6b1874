/**
 * The program that the tests start, hundreds of times: what is published, for both runtimes, made once a run.
 * `bundle-for-tests.ts <folder>` makes `<folder>/bun/main.js` and `<folder>/node/main.js`.
 */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle, root, SHARED_OPTIONS } from './bundle.ts'

const [folder = ''] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'package.json'), '{"type":"module"}\n')
// What stays outside of the bundle, as in the package of npm.
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
for (const target of ['bun', 'node'] as const) {
  await bundle({
    ...SHARED_OPTIONS,
    target,
    sourcemap: 'none',
    outdir: join(folder, target),
    external: [...SHARED_OPTIONS.external, '@node-rs/argon2'],
  })
}
