// `npm run check`: the claims of CI, in order. Each is a sentence that can be false, and tools/claims.test.mjs and
// tools/check-walls.ts have seen them fail.

import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exactPins, installScripts, lockAddresses, lockGaps, longFiles, machinePaths } from './claims.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const LARGEST_TEXT = 4_000_000

/** Every file that is committed or could be: text as text, anything else left out. */
function committableFiles() {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  })
  return list
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)) && statSync(join(root, path)).isFile())
    .filter((path) => statSync(join(root, path)).size <= LARGEST_TEXT)
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
    .filter(({ text }) => !text.includes('\0'))
}

/** Complaints of a program: what it printed, when it did not end with 0. */
function program(command, ...args) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  })
  if (status === 0) return []
  return [error?.message, stdout, stderr].filter(Boolean)
}

const tool = (name, ...args) => program(join(root, 'node_modules/.bin', name), ...args)
const bun = (...args) => program(process.execPath, join(root, 'tools/bun.mjs'), ...args)

const digests = () =>
  new Map(committableFiles().map(({ path, text }) => [path, createHash('sha256').update(text).digest('hex')]))

/** Generating again changes no file. Compares the files themselves, so that it also holds in a tree with other edits. */
function generatedFiles() {
  if (!existsSync(join(root, 'tools/generate.ts'))) return []
  const before = digests()
  const complaints = bun('tools/generate.ts')
  const after = digests()
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    if (before.get(path) !== after.get(path)) complaints.push(`${path} was stale; it is fresh now, commit it`)
  }
  return complaints
}

const overFiles = (claim) => () => claim(committableFiles())

const CLAIMS = [
  [
    'format and lint have nothing to say',
    () => tool('biome', 'ci', '--colors=off', '--max-diagnostics=50', '.'),
  ],
  ['the types agree', () => tool('tsc', '-p', 'tsconfig.json')],
  ['every wall refuses its planted violation', () => bun('tools/check-walls.ts')],
  ['the generated files are fresh', generatedFiles],
  ['nothing is unused or undeclared', () => tool('knip', '--no-progress')],
  [
    'every check of a finished section, and every advisory that fits, has a test',
    () => bun('tools/check-ledger.ts'),
  ],
  ['no dependency needs an install script', overFiles(installScripts)],
  ['the lock file has no download addresses', overFiles(lockAddresses)],
  ['the lock file lacks no optional package', overFiles(lockGaps)],
  ['every dependency is pinned to one version', overFiles(exactPins)],
  ['no source file is longer than 400 lines', overFiles(longFiles)],
  ["no file names a path of somebody's machine", overFiles(machinePaths)],
]

let failed = 0
for (const [claim, complaintsOf] of CLAIMS) {
  const started = Date.now()
  const complaints = complaintsOf()
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  console.log(`${complaints.length === 0 ? 'true ' : 'FALSE'}  ${claim} (${seconds} s)`)
  if (complaints.length === 0) continue
  failed += 1
  console.log(complaints.join('\n').trimEnd().replace(/^/gm, '       '))
}
console.log(`${CLAIMS.length - failed} claims true, ${failed} false`)
process.exitCode = failed > 0 ? 1 : 0
