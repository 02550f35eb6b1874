/**
 * Puts ReDoc's one-file build into the pages: `node tools/bun.mjs tools/gen-redoc.ts`. As a dependency it would bring
 * 111 other packages (85 MB, one that wants to run a script at install) of which its one file needs none. The bytes are
 * npm's own: the package is held against its published digest, and a test holds the file against its own.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

const VERSION = '2.5.4'
const INTEGRITY =
  'sha512-M6jWhG1qoBnH6TFmzJnstyCZ87HmOY/UzDm78mHiYihEdlV/YcS9ogOo1NlElnJMeLsyxHFe2yFc4sNjHTrABQ=='
const FILES = ['LICENSE', 'bundles/redoc.standalone.js.LICENSE.txt']

const target = join(dirname(import.meta.dirname), 'packages/server/src/pages/redoc')
const folder = mkdtempSync(join(tmpdir(), 'latchkey-redoc-'))
try {
  execFileSync('npm', ['pack', '--silent', `redoc@${VERSION}`, '--pack-destination', folder], {
    stdio: 'ignore',
  })
  const archive = join(folder, `redoc-${VERSION}.tgz`)
  const digest = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`
  if (digest !== INTEGRITY) throw new Error(`redoc@${VERSION} is ${digest}, not ${INTEGRITY}`)
  execFileSync('tar', ['-xzf', archive, '-C', folder])
  const read = (name: string) => readFileSync(join(folder, 'package', name))
  writeFileSync(
    join(target, 'redoc.standalone.js.gz'),
    gzipSync(read('bundles/redoc.standalone.js'), { level: 9 }),
  )
  for (const name of FILES) writeFileSync(join(target, name.replace('bundles/', '')), read(name))
} finally {
  rmSync(folder, { recursive: true })
}
