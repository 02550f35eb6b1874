// `npm test [-- words and flags]`: installs what the tests need beyond npm, runs every test file on Bun, and ends with
// one line, `N passed, N failed` (`, N skipped`).
//
//   npm test -- passkeys           only files with this word in their path
//   npm test -- --long             also the files named *.long.test.ts
//   npm test -- --runtime node     the program under test on Node instead of Bun
//   npm test -- --database postgres    and on PostgreSQL instead of SQLite; both run the black-box tests only
//   npm test -- --postgres 18    PostgreSQL of that release, from npm, instead of the machine's, wherever one is used
//   npm test -- -t 'one name'      any other flag goes to `bun test`
//
// Each file has a process of its own: one that crashes or calls process.exit (Bun then ends with 0 and no report) is
// one failure and hides no other file. What counts is the report a file leaves, never the exit code alone.

import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import { findBun, isStarted } from './bun.mjs'
import { findInstalledNode, findNode } from './node.mjs'
import { unpackPostgres } from './postgres.mjs'
import { makeFolderInMemory, prepare } from './prepare-tests.mjs'

const FOLDERS = ['packages', 'test', 'tools']
/** The tests that see the program from outside, and so hold on every runtime and database. */
const BLACK_BOX = ['test/scenarios/', 'test/conformance/', 'test/reliability/']
const RUNTIMES = ['bun', 'node']
const DATABASES = ['sqlite', 'postgres']
const POSTGRES_RELEASES = ['18']
const MILLISECONDS_A_TEST = 120_000
/** `npm test` is to take ten minutes on two quiet processors, and stays under forty on busy ones; `--long` under two hours. What did not run by then failed. */
const MILLISECONDS_IN_ALL = 2_400_000
const MILLISECONDS_OF_LONG = 7_200_000
const OPTIONS = { '--runtime': RUNTIMES, '--database': DATABASES, '--postgres': POSTGRES_RELEASES }
const FLAGS_WITH_VALUE = [
  '-t',
  '--test-name-pattern',
  '--timeout',
  '--retry',
  '--rerun-each',
  '--seed',
  '--bail',
]

/** What some tests use and npm does not bring: the file that shows it is there, and the Debian packages that hold it. */
const NEEDS = [
  { file: '/usr/bin/chromium', packages: ['chromium', 'fonts-liberation'], used: 'tests in a browser' },
  { file: '/usr/bin/psql', packages: ['postgresql'], used: 'tests on PostgreSQL' },
  { file: '/usr/sbin/pgbouncer', packages: ['pgbouncer'], used: 'tests behind a connection pooler' },
  { file: '/usr/bin/curl', packages: ['curl'], used: 'tests of the documented curl lines' },
  {
    file: '/usr/bin/oathtool',
    packages: ['oathtool'],
    used: 'tests of one-time codes against another program',
  },
  {
    file: '/usr/bin/qemu-aarch64-static',
    packages: ['qemu-user-static', 'libc6-arm64-cross', 'libgcc-s1-arm64-cross'],
    used: 'tests of the file for arm64',
  },
]

/** How many files are named that took longest. */
const LONGEST_SHOWN = 12
/** Of each failure, and how many of a file, are told again at the end. */
const LINES_OF_A_FAILURE = 30
const FAILURES_SHOWN = 5

/** What the command line prints is not the database's: on PostgreSQL test/scenarios/cli-postgres.test.ts alone holds it. */
const ONCE_A_RUNTIME = /^test\/scenarios\/cli-(?!postgres|progress)/

/** Files that run at the same time. */
const LANES = Math.min(2, availableParallelism())
/** They build what others of them build, and so come one after the other; the longest of all, they begin. */
const ONE_AFTER_ANOTHER = /^test\/(?:deployment|readme)\//
/** They measure, or fill the machine: nothing runs beside them. */
const ALONE = /\/(?:timing|shared-port|drain|login-storm|mail-latency|memory)(?:\.long)?\.test\.ts$/

/** They are about what a disk does or how long it takes, or install programs that are kept or large: a disk is under them. */
const ON_DISK = /^test\/(?:deployment|examples|readme|reliability)\/|\/storage\//

/** The test files that may need it: all but those of plain functions. */
const OUTSIDE_NPM = /^test\/|\/(?:storage|features|migrations)\/|\/crypto\/totp\./

const started = Date.now()

/** Splits the command line: words choose files, flags (with their values) go to Bun, the rest is ours. */
export function readArguments(args) {
  const words = []
  const flags = []
  let isLong = false
  const chosen = { runtime: 'bun', database: 'sqlite' }
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at]
    if (arg === '--long') isLong = true
    else if (arg in OPTIONS) {
      at += 1
      if (!OPTIONS[arg].includes(args[at])) throw new Error(`${arg} takes ${OPTIONS[arg].join(' or ')}.`)
      chosen[arg.slice(2)] = args[at]
    } else if (!arg.startsWith('-')) words.push(arg.replace(/^\.\//, ''))
    else if (FLAGS_WITH_VALUE.includes(arg)) {
      flags.push(arg, args[at + 1] ?? '')
      at += 1
    } else flags.push(arg)
  }
  return { words, flags, isLong, ...chosen }
}

/** Every test file under the folders, sorted, with `/` between names. */
export function testFiles(root, { words, isLong, runtime = 'bun', database = 'sqlite' }) {
  const isBlackBox = runtime !== 'bun' || database !== 'sqlite'
  const found = []
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory() && entry.name !== 'node_modules') walk(path)
      if (entry.isFile() && /\.test\.(?:tsx?|mjs)$/.test(entry.name)) {
        found.push(relative(root, path).split(sep).join('/'))
      }
    }
  }
  for (const folder of FOLDERS) if (existsSync(join(root, folder))) walk(join(root, folder))
  return found
    .filter((file) => isLong || !/\.long\.test\.(?:tsx?|mjs)$/.test(file))
    .filter((file) => !isBlackBox || BLACK_BOX.some((folder) => file.startsWith(folder)))
    .filter((file) => database === 'sqlite' || words.length > 0 || !ONCE_A_RUNTIME.test(file))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort()
}

/**
 * What one file did, from its report and the end of its process. No report means that it crashed, left early or holds
 * no test: one failure, unless a name pattern may have left nothing to run.
 */
export function countFile({ report, code, signal, isNamePattern }) {
  const counts = report?.match(/<testsuites[^>]* tests="(\d+)"[^>]* failures="(\d+)"[^>]* skipped="(\d+)"/)
  if (!counts) {
    if (isNamePattern && !signal) return { passed: 0, failed: 0, skipped: 0 }
    const why = signal ? `ended by ${signal}` : `no report (exit code ${code}): no test, or it left early`
    return { passed: 0, failed: 1, skipped: 0, why }
  }
  const [tests, failures, skipped] = counts.slice(1).map(Number)
  const passed = tests - failures - skipped
  if (failures > 0) return { passed, failed: failures, skipped, why: `${failures} failed` }
  if (code === 0 || (isNamePattern && passed === 0 && !signal)) return { passed, failed: 0, skipped }
  return { passed, failed: 1, skipped, why: signal ? `ended by ${signal}` : 'an error outside its tests' }
}

/** Installs what is missing, where this process may; otherwise says in one line what is skipped. */
function installNeeds(temporary) {
  const missing = NEEDS.filter((need) => !existsSync(need.file))
  if (missing.length === 0) return
  const packages = missing.flatMap((need) => need.packages)
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (mayInstall) {
    console.log(`Installing ${packages.join(', ')} with apt-get, for the tests that need it.`)
    const log = join(temporary, 'apt-get.log')
    const output = openSync(log, 'a')
    const apt = (...args) =>
      spawnSync('/usr/bin/apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=60', ...args], {
        stdio: ['ignore', output, output],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        timeout: 240_000,
      })
    apt('update')
    apt('install', '-y', '--no-install-recommends', ...packages)
    closeSync(output)
    if (missing.some((need) => !existsSync(need.file))) console.log(readFileSync(log, 'utf8').slice(-2000))
  }
  for (const need of missing) {
    if (existsSync(need.file)) continue
    console.log(
      `Skipped: ${need.used} (no ${need.file}; on Debian: apt-get install ${need.packages.join(' ')}).`,
    )
  }
}

/** Of a file's output, what each test that failed said before its line: whoever reads the end of a log finds the cause there. */
export function failuresIn(output) {
  const found = []
  let said = []
  for (const line of output.split('\n')) {
    if (line.startsWith('(fail)')) found.push([...said.slice(-LINES_OF_A_FAILURE), line].join('\n'))
    if (/^\((?:fail|pass|skip|todo)\)/.test(line)) said = []
    else if (line.trim() !== '') said.push(line)
  }
  return found
}

/** Runs one file in a process group of its own; what it leaves running ends with it. Its output comes in one piece, when it has ended. */
function runFile(root, file, flags, { reportFile, outputFile, environment, deadline }) {
  const args = ['test', `./${file}`, '--reporter=junit', `--reporter-outfile=${reportFile}`]
  if (!flags.some((flag) => flag.startsWith('--timeout'))) args.push('--timeout', String(MILLISECONDS_A_TEST))
  return new Promise((resolve) => {
    const output = openSync(outputFile, 'a')
    const child = spawn(findBun(), [...args, ...flags], {
      cwd: root,
      stdio: ['ignore', output, output],
      detached: true,
      env: { ...process.env, ...environment },
    })
    const endGroup = () => {
      try {
        process.kill(-child.pid, 'SIGKILL')
      } catch {
        // Nothing of the group is left, which is what is wanted.
      }
    }
    const timer = setTimeout(endGroup, Math.max(1, deadline - Date.now()))
    process.once('exit', endGroup)
    child.on('exit', (code, signal) => {
      clearTimeout(timer)
      process.off('exit', endGroup)
      endGroup()
      closeSync(output)
      const said = readFileSync(outputFile, 'utf8')
      process.stdout.write(said)
      const report = existsSync(reportFile) ? readFileSync(reportFile, 'utf8') : undefined
      resolve({ report, code, signal, said })
    })
  })
}

/** One server for the whole run, which ends with it: the address of its database. */
function startPostgres(root, environment) {
  const child = spawn(findBun(), [join(root, 'test/support/serve-cluster.ts')], {
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`PostgreSQL did not start (exit code ${code}).`)))
    child.stdout.once('data', (line) => {
      // It reads the end of this process from its standard input, and is not waited for.
      child.unref()
      child.stdout.unref()
      child.stdin.unref()
      resolve(String(line).trim())
    })
  })
}

async function main() {
  const root = process.cwd()
  const { words, flags, isLong, runtime, database, postgres } = readArguments(process.argv.slice(2))
  const isNamePattern = flags.some((flag) => flag === '-t' || flag.startsWith('--test-name-pattern'))
  const files = testFiles(root, { words, isLong, runtime, database })
  const temporary = mkdtempSync(join(tmpdir(), 'latchkey-test-'))
  // Some tests are somebody else for a while, who reads the program there.
  chmodSync(temporary, 0o755)
  process.once('exit', () => rmSync(temporary, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130))

  if (files.some((file) => OUTSIDE_NPM.test(file))) installNeeds(temporary)
  const environment = {
    LATCHKEY_TEST_RUNTIME: runtime,
    LATCHKEY_TEST_DATABASE: database,
    // Node reads the sources a hundred times, and compiles them once.
    NODE_COMPILE_CACHE: join(temporary, 'node'),
  }
  if (postgres !== undefined) {
    const programs = mkdtempSync(join(tmpdir(), `latchkey-postgres-${postgres}-`))
    process.once('exit', () => rmSync(programs, { recursive: true, force: true }))
    environment.LATCHKEY_TEST_POSTGRES = unpackPostgres(programs)
  }
  const inMemory = makeFolderInMemory()
  const quick = inMemory === undefined ? {} : { TMPDIR: inMemory }
  Object.assign(
    environment,
    await prepare({ root, files, folder: temporary, environment: { ...environment, ...quick } }),
  )
  if (database === 'postgres') {
    // It ends after this process, and so is not in the folder that goes with it.
    const beside = inMemory === undefined ? {} : { TMPDIR: dirname(inMemory) }
    environment.LATCHKEY_TEST_DATABASE_URL = await startPostgres(root, { ...environment, ...beside })
  }
  // Where both runtimes are compared, the other one is used when it is there; in CI it always is.
  const node = runtime === 'node' || process.env.CI === 'true' ? findNode() : findInstalledNode()
  if (node !== undefined) environment.LATCHKEY_TEST_NODE = node
  const deadline = started + (isLong ? MILLISECONDS_OF_LONG : MILLISECONDS_IN_ALL)
  const total = { passed: 0, failed: 0, skipped: 0 }
  const complaints = []
  const lasted = []
  const runOne = async (file) => {
    const at = files.indexOf(file)
    const began = Date.now()
    if (began > deadline) {
      total.failed += 1
      complaints.push(`  ${file}: not run: the time for all tests was used up`)
      return
    }
    const ended = await runFile(root, file, flags, {
      reportFile: join(temporary, `${at}.xml`),
      outputFile: join(temporary, `${at}.txt`),
      environment: ON_DISK.test(file) || ALONE.test(file) ? environment : { ...environment, ...quick },
      deadline,
    })
    const counts = countFile({ ...ended, isNamePattern })
    lasted.push({ file, seconds: Math.round((Date.now() - began) / 1000) })
    for (const key of Object.keys(total)) total[key] += counts[key]
    if (!counts.why) return
    const told = failuresIn(ended.said).slice(0, FAILURES_SHOWN)
    complaints.push([`  ${file}: ${counts.why}`, ...told].join('\n'))
  }
  const beside = files.filter((file) => !ALONE.test(file))
  const isOrdered = (file) => ONE_AFTER_ANOTHER.test(file)
  const waiting = [
    beside.filter(isOrdered),
    ...beside.filter((file) => !isOrdered(file)).map((file) => [file]),
  ]
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      for (const file of next) await runOne(file)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  for (const file of files) if (ALONE.test(file)) await runOne(file)
  if (complaints.length > 0) console.log(`\nFiles that failed:\n${complaints.join('\n')}`)
  if (total.passed + total.failed === 0) console.log('\nNo test ran, which proves nothing.')
  const longest = lasted.sort((a, b) => b.seconds - a.seconds).slice(0, LONGEST_SHOWN)
  console.log(`\nLongest: ${longest.map(({ file, seconds }) => `${file} ${seconds} s`).join(', ')}`)
  console.log(`${files.length} files in ${Math.round((Date.now() - started) / 1000)} s`)
  console.log(
    `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
  )
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
}

if (isStarted(import.meta.url)) await main()
