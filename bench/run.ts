// `npm run bench`: measures, prints Markdown, and writes it with its figures as JSON and a chart. Nothing of it is
// asserted; `--help` says what can be chosen. What fails loses its own figures and takes a row of its table.

import { fileURLToPath } from 'node:url'
import { chart } from './chart.ts'
import type { Combination } from './combination.ts'
import type { Context, Section } from './context.ts'
import type { Database, DatabaseName, Store } from './databases/database.ts'
import { postgresDatabase } from './databases/postgres.ts'
import { sqliteDatabase } from './databases/sqlite.ts'
import { HASH_COST_IN_WORDS } from './hash-cost.ts'
import { findGenerator } from './http/generator.ts'
import { measurePasswords } from './http/passwords.ts'
import { measureReads } from './http/reads.ts'
import { measureWrites } from './http/writes.ts'
import { loadAverage, machineRows } from './machine.ts'
import { measureMemory } from './memory.ts'
import { measureSteps } from './micro/steps.ts'
import { buildOneFile, type OneFile } from './one-file.ts'
import { type Options, readOptions, type SectionName, USAGE } from './options.ts'
import { measureAssets } from './pages/assets.ts'
import { measurePages } from './pages/sight.ts'
import { measurePageTimes } from './pages/times.ts'
import { measurePaging } from './paging.ts'
import { loadUsers } from './paging-load.ts'
import { measurePeers } from './peers/measure.ts'
import { fullPlan, quickPlan } from './plan.ts'
import { preparedStores } from './prepared.ts'
import { report } from './report.ts'
import type { Results } from './results.ts'
import { findRuntime, type Runtime } from './runtimes.ts'
import { measureStarts } from './starts.ts'
import { measureStorms } from './storm/measure.ts'
import { measureTour } from './tour/measure.ts'
import { type Failure, failureOf } from './turns.ts'
import { Workspace } from './workspace.ts'
import { writeResults } from './write-results.ts'

if (process.argv.includes('--help')) {
  console.log(USAGE)
  process.exit(0)
}
const options = optionsOrUsage()
if (process.platform !== 'linux') throw new Error('the bench reads /proc: it runs on Linux only')

const say = (progress: string) => process.stderr.write(`${progress}\n`)
const beganAt = new Date()
const load = loadAverage()
const workspace = new Workspace()
const generator = findGenerator(workspace, { ownOnly: options.ownGenerator })
const plan = options.isQuick ? quickPlan : fullPlan
say(`load by ${generator.name}`)

/** What is missing on this machine takes a row of every table that would have had it. */
const absent: Failure[] = []
const runtimes = await available(options.runtimes, findRuntime)
const databases = await available(options.databases, openDatabase)
const combinations: Combination[] = runtimes.flatMap((runtime) =>
  databases.map((database) => ({ runtime, database })),
)
/** Sections that start the one file. */
const STARTING: readonly SectionName[] = ['start', 'memory']
/** Why there is no one file; a row of their tables only. */
const oneFileAbsent: Failure[] = []
const oneFile = await built()
const context: Context = {
  workspace,
  generator,
  plan,
  combinations,
  oneFile,
  prepared: preparedStores({ workspace, users: plan.users, say }),
  say,
}

/** By the name of the database: the users that pages are cut from. */
const manyUsers = new Map<string, Store>()
const results: Results = {
  isQuick: options.isQuick,
  hash: HASH_COST_IN_WORDS,
  plan,
  ...(oneFile ? { oneFileMb: oneFile.megabytes } : {}),
  ...(await section('http', 'reads', measureReads)),
  ...(await section('http', 'writes', measureWrites)),
  ...(await section('sign-in', 'passwords', measurePasswords)),
  ...(await section('start', 'starts', measureStarts)),
  ...(await section('memory', 'memory', measureMemory)),
  ...(await section('paging', 'loading', (all) => loadUsers(all, manyUsers))),
  ...(await section('paging', 'paging', (all) => measurePaging(all, manyUsers))),
  ...(await section('pages', 'pages', measurePages)),
  ...(await section('pages', 'pageAssets', measureAssets)),
  ...(await section('pages', 'pageTimes', measurePageTimes)),
  ...(await section('tour', 'tour', measureTour)),
  ...(await section('peers', 'peers', measurePeers)),
  ...(await section('storm', 'storms', measureStorms)),
  ...(await section('steps', 'steps', measureSteps)),
  // After the rest, for it tells how long that took.
  machine: [
    ...machineRows(workspace.folder, beganAt),
    ...runtimes.map(({ label, version, sqliteVersion }) => [
      label,
      `${version}, with SQLite ${sqliteVersion}`,
    ]),
    ...databases.map(({ label, version }) => [label, version]),
    ['load generator', generator.name],
    ['load average at the start', load],
    ['minutes it took', ((Date.now() - beganAt.getTime()) / 60_000).toFixed(1)],
  ],
}

const text = report(results)
process.stdout.write(text)
if (!options.isQuick || options.out !== undefined) {
  const folder = options.out ?? fileURLToPath(new URL('./results/', import.meta.url))
  writeResults(folder, beganAt, { text, results, chart: chart(results) })
  say(`written to ${folder}`)
}
for (const database of databases) await database.close()
process.exit(0)

function optionsOrUsage(): Options {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`)
    process.exit(2)
  }
}

async function openDatabase(name: DatabaseName): Promise<Database> {
  return name === 'sqlite' ? sqliteDatabase(workspace) : await postgresDatabase(workspace)
}

async function available<Name extends string, Found extends Runtime | Database>(
  names: readonly Name[],
  find: (name: Name) => Promise<Found>,
): Promise<Found[]> {
  const found: Found[] = []
  for (const name of names) {
    try {
      found.push(await find(name))
    } catch (error) {
      absent.push(failureOf(name, error))
      say(`${name} is left out: ${absent.at(-1)?.reason}`)
    }
  }
  return found
}

async function built(): Promise<OneFile | undefined> {
  const isWanted = STARTING.some((name) => options.sections.has(name))
  if (!isWanted || !options.runtimes.includes('bun')) return undefined
  try {
    return await buildOneFile(workspace)
  } catch (error) {
    oneFileAbsent.push(failureOf('dist/latchkey', error))
    say(`dist/latchkey is left out: ${oneFileAbsent[0]?.reason}`)
    return undefined
  }
}

/** One section under its key, when it was asked for; one that breaks as a whole is a single failure. */
async function section<Key extends keyof Results, Row>(
  name: SectionName,
  key: Key,
  measure: (context: Context) => Promise<Section<Row>>,
): Promise<Partial<Record<Key, Section<Row>>>> {
  if (!options.sections.has(name)) return {}
  const startedAt = performance.now()
  let measured: Section<Row>
  try {
    measured = await measure(context)
  } catch (error) {
    measured = { rows: [], failures: [failureOf(key, error)] }
  }
  say(`${key}: ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`)
  for (const { what, reason } of measured.failures) say(`not measured: ${what}: ${reason}`)
  const failures = [...absent, ...(STARTING.includes(name) ? oneFileAbsent : []), ...measured.failures]
  const complete: Section<Row> = { rows: measured.rows, failures }
  return { [key]: complete } as Partial<Record<Key, Section<Row>>>
}
