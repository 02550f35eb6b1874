import { nameOf } from './combination.ts'
import { ME } from './http/reads.ts'
import { REFRESH } from './http/writes.ts'
import { LIMITS } from './limits.ts'
import { figure, table } from './markdown.ts'
import { pagePromises } from './pages/promises.ts'
import type { Results } from './results.ts'
import type { StormRow } from './storm/measure.ts'

/** One figure that a promise is about. */
export interface Measured {
  /** What was measured: `Bun, SQLite`. */
  readonly on: string
  readonly value: number
}

export interface Promised {
  readonly what: string
  readonly limit: { readonly atMost: number } | { readonly atLeast: number }
  readonly unit: string
  /** Whoever the promise is about; who has no figure is not measured. */
  readonly on: readonly string[]
  figures(results: Results): Measured[]
}

export interface Verdict {
  readonly what: string
  readonly limit: string
  /** The worst figure of each. */
  readonly figures: string
  readonly verdict: 'met' | 'missed' | 'not measured' | 'met where measured'
}

const ON_BUN = ['Bun, SQLite', 'Bun, PostgreSQL']
const ON_NODE = ['Node, SQLite', 'Node, PostgreSQL']
const SOURCES = 'Bun, SQLite'
const EMBEDDED = ['Bun, SQLite', 'Node, SQLite']
const ONE_FILE = 'dist/latchkey, SQLite'

const readsOn =
  (runtime: string, isWanted: (name: string) => boolean) =>
  ({ reads }: Results): Measured[] =>
    (reads?.rows ?? [])
      .filter((row) => row.runtime === runtime && isWanted(row.name))
      .map((row) => ({ on: nameOf(row), value: row.ratio.median }))

const startsOf =
  (program: string, databases: readonly string[]) =>
  ({ starts }: Results): Measured[] =>
    (starts?.rows ?? [])
      .filter((row) => row.program === program && databases.includes(row.on))
      .map((row) => ({ on: program, value: row.ms.median }))

const idleOf =
  (program: string) =>
  ({ memory }: Results): Measured[] =>
    (memory?.rows ?? [])
      .filter((row) => row.program === program && row.targetMb !== undefined)
      .map((row) => ({ on: program, value: row.residentMb }))

const stormsOn =
  (isWanted: (row: StormRow) => boolean, value: (row: StormRow) => number) =>
  ({ storms }: Results): Measured[] =>
    (storms?.rows ?? [])
      .filter((row) => row.server.startsWith('Latchkey') && isWanted(row))
      .map((row) => ({ on: /\((.+)\)/.exec(row.server)?.[1] ?? row.server, value: value(row) }))
const isBusy = ({ load }: StormRow) => load.includes('connections')
const isStorm = ({ load }: StormRow) => /^\d+x/.test(load)

const PROMISES: readonly Promised[] = [
  {
    what: `\`${ME}\` on Bun, CPU over the bare server's`,
    limit: { atMost: LIMITS.ownUserRatio.bun },
    unit: 'x',
    on: ON_BUN,
    figures: readsOn('Bun', (name) => name === ME),
  },
  {
    what: `\`${ME}\` on Node, CPU over Node's own bare server's`,
    limit: { atMost: LIMITS.ownUserRatio.node },
    unit: 'x',
    on: ON_NODE,
    figures: readsOn('Node', (name) => name === ME),
  },
  {
    what: 'every other documented read on Bun, the dearest',
    limit: { atMost: LIMITS.otherReadRatio },
    unit: 'x',
    on: ON_BUN,
    figures: readsOn('Bun', (name) => name !== ME),
  },
  {
    what: 'sign-in and registration over hashing alone, the lower',
    limit: { atLeast: LIMITS.hashingShare },
    unit: '',
    on: [...ON_BUN, ...ON_NODE],
    figures: ({ passwords }) =>
      (passwords?.rows ?? []).map((row) => ({ on: nameOf(row), value: row.ratio.median })),
  },
  {
    what: `\`${REFRESH}\` a second, each on the disk`,
    limit: { atLeast: LIMITS.refreshesPerSecond },
    unit: '',
    on: [SOURCES],
    figures: ({ writes }) =>
      (writes?.rows ?? [])
        .filter((row) => row.name === REFRESH)
        .map((row) => ({ on: nameOf(row), value: row.perSecond.median })),
  },
  {
    what: 'p99 of `who am I` while 64 connections sign in',
    limit: { atMost: LIMITS.busyP99Ms },
    unit: ' ms',
    on: EMBEDDED,
    figures: stormsOn(isBusy, ({ p99Ms }) => p99Ms),
  },
  {
    what: 'p99 of `who am I` in a storm of sign-ins',
    limit: { atMost: LIMITS.stormP99Ms },
    unit: ' ms',
    on: EMBEDDED,
    figures: stormsOn(isStorm, ({ p99Ms }) => p99Ms),
  },
  {
    what: 'sign-ins while others wait, over hashing alone',
    limit: { atLeast: LIMITS.hashingShare },
    unit: '',
    on: EMBEDDED,
    figures: stormsOn(
      (row) => isBusy(row) || isStorm(row),
      ({ hashingShare }) => hashingShare ?? Number.NaN,
    ),
  },
  {
    what: 'refused in a storm after, p99',
    limit: { atMost: LIMITS.refusedWithinMs },
    unit: ' ms',
    on: EMBEDDED,
    figures: stormsOn(isStorm, ({ refusedP99Ms }) => refusedP99Ms),
  },
  {
    what: 'p99 of the last page over the first, the higher of both ways of reading',
    limit: { atMost: LIMITS.deepPageRatio },
    unit: 'x',
    on: [...ON_BUN, ...ON_NODE],
    figures: ({ paging }) =>
      (paging?.rows ?? [])
        .filter((row) => row.target !== undefined)
        .map((row) => ({ on: nameOf(row), value: row.ratio.median })),
  },
  {
    what: 'writing the users that pages are cut from',
    limit: { atMost: LIMITS.bulkSeconds },
    unit: ' s',
    on: ['SQLite', 'PostgreSQL'],
    figures: ({ loading }) =>
      (loading?.rows ?? []).map(({ database, seconds }) => ({ on: database, value: seconds })),
  },
  {
    what: 'start on a new database',
    limit: { atMost: LIMITS.startMs.new },
    unit: ' ms',
    on: [SOURCES],
    figures: startsOf(SOURCES, ['new database']),
  },
  {
    what: 'start on an existing database',
    limit: { atMost: LIMITS.startMs.existing },
    unit: ' ms',
    on: [SOURCES],
    figures: startsOf(SOURCES, ['existing database']),
  },
  {
    what: 'start of the one file, new or existing database, the slower',
    limit: { atMost: LIMITS.binaryStartMs },
    unit: ' ms',
    on: [ONE_FILE],
    figures: startsOf(ONE_FILE, ['new database', 'existing database']),
  },
  {
    what: 'size of the one file',
    limit: { atMost: LIMITS.binaryMb },
    unit: ' MB',
    on: ['dist/latchkey'],
    figures: ({ oneFileMb }) => (oneFileMb === undefined ? [] : [{ on: 'dist/latchkey', value: oneFileMb }]),
  },
  {
    what: 'resident memory, idle',
    limit: { atMost: LIMITS.residentMb },
    unit: ' MB',
    on: [SOURCES],
    figures: idleOf(SOURCES),
  },
  {
    what: 'resident memory of the one file, idle',
    limit: { atMost: LIMITS.binaryResidentMb },
    unit: ' MB',
    on: [ONE_FILE],
    figures: idleOf(ONE_FILE),
  },
  ...pagePromises,
]

/** What the product promises, and whether this run saw it kept. */
export const verdictsOf = (results: Results): Verdict[] => PROMISES.map((one) => judge(one, results))

function judge({ what, limit, unit, on, figures }: Promised, results: Results): Verdict {
  const measured = Map.groupBy(figures(results), (one) => one.on)
  const worst = on.map((name) => {
    const values = (measured.get(name) ?? []).map(({ value }) => value).filter(Number.isFinite)
    const value = 'atMost' in limit ? Math.max(...values) : Math.min(...values)
    return { name, value: values.length === 0 ? undefined : value }
  })
  const known = worst.flatMap(({ value }) => (value === undefined ? [] : [value]))
  const isKept = (value: number) => ('atMost' in limit ? value <= limit.atMost : value >= limit.atLeast)
  return {
    what,
    limit: 'atMost' in limit ? `at most ${limit.atMost}${unit}` : `at least ${limit.atLeast}${unit}`,
    figures: worst
      .map(({ name, value }) => `${name}: ${value === undefined ? '-' : `${figure(value)}${unit}`}`)
      .join('; '),
    verdict: verdictOn(known.length, on.length, known.every(isKept)),
  }
}

function verdictOn(known: number, wanted: number, isKept: boolean): Verdict['verdict'] {
  if (!isKept) return 'missed'
  if (known === 0) return 'not measured'
  return known < wanted ? 'met where measured' : 'met'
}

export const verdictsSection = (results: Results): string[] => [
  '## Targets',
  `Medians, judged as they are printed below; what hashes does so with ${results.hash}.`,
  table(
    ['what', 'target', 'measured', 'verdict'],
    verdictsOf(results).map(({ what, limit, figures, verdict }) => [what, limit, figures, `**${verdict}**`]),
  ),
]
