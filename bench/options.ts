import { parseArgs } from 'node:util'
import type { DatabaseName } from './databases/database.ts'
import type { RuntimeName } from './runtimes.ts'

export const SECTIONS = [
  'http',
  'sign-in',
  'start',
  'memory',
  'paging',
  'pages',
  'tour',
  'peers',
  'storm',
  'steps',
] as const
export type SectionName = (typeof SECTIONS)[number]

export interface Options {
  readonly runtimes: readonly RuntimeName[]
  readonly databases: readonly DatabaseName[]
  readonly sections: ReadonlySet<SectionName>
  readonly isQuick: boolean
  readonly ownGenerator: boolean
  /** Where the results are written; undefined for the project's own folder. */
  readonly out: string | undefined
}

export const USAGE = `npm run bench -- [options]
  --runtime bun|node|both           both by default
  --database sqlite|postgres|both   both by default
  --only ${SECTIONS.join(',')}
                                    some of the sections; all by default
  --quick                           a smoke run whose figures mean nothing; written only with --out
  --own-generator                   load from bench/http/load.ts even where wrk is installed
  --out <folder>                    where the results are written; bench/results by default`

/** Throws a sentence for an option or a value that does not exist. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runtime: { type: 'string', default: 'both' },
      database: { type: 'string', default: 'both' },
      only: { type: 'string', default: SECTIONS.join(',') },
      quick: { type: 'boolean', default: false },
      'own-generator': { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  })
  return {
    runtimes: oneOrBoth('--runtime', values.runtime, ['bun', 'node']),
    databases: oneOrBoth('--database', values.database, ['sqlite', 'postgres']),
    sections: new Set(values.only.split(',').map((name) => among('--only', name, SECTIONS))),
    isQuick: values.quick,
    ownGenerator: values['own-generator'],
    out: values.out,
  }
}

function oneOrBoth<Name extends string>(option: string, value: string, names: readonly Name[]): Name[] {
  return value === 'both' ? [...names] : [among(option, value, names)]
}

function among<Name extends string>(option: string, value: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === value)
  if (found === undefined) throw new Error(`${option} takes ${names.join(', ')}, not "${value}"`)
  return found
}
