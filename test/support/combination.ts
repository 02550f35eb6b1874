import { describe, test } from 'bun:test'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { TEMPLATE } from './postgres-cluster.ts'

/** What the program under test runs on, as `npm test -- --runtime … --database …` says. */
export type Runtime = 'bun' | 'node'
const runtime: Runtime = process.env.LATCHKEY_TEST_RUNTIME === 'node' ? 'node' : 'bun'
export const database = process.env.LATCHKEY_TEST_DATABASE === 'postgres' ? 'postgres' : 'sqlite'

/** A run of the tests starts the program as it is published; a file that is run by itself starts the sources. */
const entryOf = (on: Runtime): string => {
  const folder = process.env.LATCHKEY_TEST_PROGRAM
  return folder === undefined
    ? fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))
    : join(folder, on, 'main.js')
}

/** Whether there is a Node to compare with. The tests themselves run on Bun. */
export const hasNode = process.env.LATCHKEY_TEST_NODE !== undefined

/** The command that starts `latchkey <words>`. */
export function programOf(words: readonly string[], on: Runtime = runtime): [string, string[]] {
  return [on === 'node' ? fromRun('LATCHKEY_TEST_NODE') : process.execPath, [entryOf(on), ...words]]
}

/** For every server of a run alike, so that a folder that is started again keeps its secret. */
const SECRET = createHash('sha256').update(`a root secret for tests ${process.pid}`).digest('base64')

const made = new Set<string>()

/** What the program needs in its environment to keep its data beside `folder`: nothing, or a database of its own. */
export function databaseEnvironment(folder: string, words: readonly string[]): Record<string, string> {
  if (database === 'sqlite') return {}
  const name = nameOf(folder)
  if (!made.has(name)) {
    made.add(name)
    // A server finds its tables made where the run has them; what migrates by another command begins with nothing.
    const isCopied = words[0] === 'serve' && process.env.LATCHKEY_TEST_CLUSTER !== undefined
    query(`create database ${name}${isCopied ? ` template ${TEMPLATE}` : ''}`)
  }
  return {
    DATABASE_URL: databaseUrl(folder),
    ...secretEnvironment(folder, words.includes('--dev')),
  }
}

const given = new Set<string>()

/** Outside development a secret is demanded: the folder's own, if development made one there; else the run's. */
function secretEnvironment(folder: string, isDevelopment: boolean): Record<string, string> {
  const own = join(folder, 'data', 'secret')
  if (existsSync(own)) return isDevelopment ? {} : { LATCHKEY_SECRET: readFileSync(own, 'utf8') }
  if (isDevelopment && !given.has(folder)) return {}
  given.add(folder)
  return { LATCHKEY_SECRET: SECRET }
}

/** Where the data of `folder` is, on PostgreSQL. */
export function databaseUrl(folder: string): string {
  const url = new URL(fromRun('LATCHKEY_TEST_DATABASE_URL'))
  url.pathname = `/${nameOf(folder)}`
  return url.href
}

/** Removes the database that belongs to `folder`, if there is one. */
export function dropDatabaseOf(folder: string): void {
  const name = nameOf(folder)
  if (made.delete(name)) query(`drop database if exists ${name} with (force)`)
}

/** For what is true of one engine or one runtime only; `reason` says why the others have nothing to show here. */
export function only(on: { database?: typeof database; runtime?: Runtime }, reason: string) {
  if (reason === '') throw new Error('say why')
  const isLeftOut =
    (on.database !== undefined && on.database !== database) ||
    (on.runtime !== undefined && on.runtime !== runtime)
  return {
    describe: describe.skipIf(isLeftOut),
    test: test.skipIf(isLeftOut),
    /** Where more has to hold. */
    describeIf: (holds: boolean) => describe.skipIf(isLeftOut || !holds),
  }
}

const nameOf = (folder: string) => `test_${createHash('sha256').update(folder).digest('hex').slice(0, 20)}`

/** Set by the run of the tests where it is needed. */
function fromRun(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error('start the tests with npm test -- --runtime … --database …')
  return value
}

function query(sql: string): void {
  execFileSync('psql', ['-Xq', '-c', sql, fromRun('LATCHKEY_TEST_DATABASE_URL')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
