// What the files of a run of the tests share, made once before the first of them begins: the program that they start
// hundreds of times, the PostgreSQL that each of theirs begins as, and a folder that no disk stands behind.

import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { findBun } from './bun.mjs'

/** A few files make what they need by themselves, sooner than it is prepared: they start the sources. */
const FEWEST_FILES = 4

/** Linux keeps it in memory. */
const MEMORY = '/dev/shm'
/** The number by which Linux knows such a file system (statfs(2)). */
const TMPFS = 0x01021994
/** What a run was seen to use of it, and as much again. */
const LEAST_BYTES = 2 * 1024 ** 3

const NAME = /^latchkey-test-(\d+)-/

/**
 * For temporary files, which a run throws away: where no commit waits for a disk. Undefined where there is none, and where
 * somebody said which folder to use.
 */
export function makeFolderInMemory({ TMPDIR } = process.env) {
  if (TMPDIR !== undefined || !existsSync(MEMORY)) return
  try {
    removeAbandoned()
    const { type, bavail, bsize } = statfsSync(MEMORY)
    if (type !== TMPFS || bavail * bsize < LEAST_BYTES) return
    const folder = mkdtempSync(join(MEMORY, `latchkey-test-${process.pid}-`))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
    // As /tmp is: PostgreSQL runs as somebody else than root.
    chmodSync(folder, 0o1777)
    return folder
  } catch {
    // Whoever may not write there has the disk.
  }
}

/** Of runs that were killed: memory is not given back by itself. */
function removeAbandoned() {
  for (const name of readdirSync(MEMORY)) {
    const pid = NAME.exec(name)?.[1]
    if (pid !== undefined && !existsSync(`/proc/${pid}`))
      rmSync(join(MEMORY, name), { recursive: true, force: true })
  }
}

/** What makes each of them in a folder: the variable by which the tests find it, and which files are quicker with it. */
const MADE = [
  {
    name: 'LATCHKEY_TEST_PROGRAM',
    place: 'program',
    script: 'tools/bundle-for-tests.ts',
    of: /^test\/(?:browser|conformance|reliability|scenarios)\//,
  },
  {
    name: 'LATCHKEY_TEST_CLUSTER',
    place: 'cluster',
    script: 'test/support/make-cluster.ts',
    of: /^test\/|\/(?:storage|features|migrations)\//,
  },
]

/** Makes in `folder` what `files` share; the environment by which they find it. */
export async function prepare({ root, files, folder, environment }) {
  const due = MADE.filter(
    ({ script, of }) =>
      files.filter((file) => of.test(file)).length >= FEWEST_FILES && existsSync(join(root, script)),
  )
  const made = await Promise.all(
    due.map(async ({ name, place, script }) => {
      const made = join(folder, place)
      const code = await run([join(root, script), made], environment)
      if (code !== 0) throw new Error(`${script} ended with ${code}.`)
      return [name, made]
    }),
  )
  // Without PostgreSQL there is nothing to begin as.
  return Object.fromEntries(made.filter(([, place]) => existsSync(place)))
}

function run(args, environment) {
  const child = spawn(findBun(), args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code))
  })
}
