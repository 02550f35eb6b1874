import { table } from './markdown.ts'
import { CONNECTIONS } from './plan.ts'
import {
  type Measured,
  memorySection,
  microSection,
  passwordsSection,
  readsSection,
  startsSection,
  writesSection,
} from './sections.ts'

export interface Report extends Measured {
  readonly isQuick: boolean
  readonly machine: readonly string[][]
  readonly loadAverage: string
  readonly generatorName: string
  readonly minutes: number
}

/** The whole result as one Markdown page. */
export function report(all: Report): string {
  const sections = [
    ...head(all),
    ...readsSection(all),
    ...writesSection(all),
    ...passwordsSection(all),
    ...startsSection(all),
    ...memorySection(all),
    ...microSection(all),
    ...commandsSection(all),
  ]
  return `${sections.join('\n\n')}\n`
}

function head({ isQuick, machine, loadAverage, generatorName, minutes }: Report): string[] {
  return [
    '# Benchmarks',
    ...(isQuick ? ['**A quick run: it shows that the bench works. Its figures mean nothing.**'] : []),
    'Made by `npm run bench`; docs/benchmarks.md says how to read it. A figure is the median of its ' +
      'rounds, in parentheses the least and the most. Nothing here is asserted by a test.',
    table(
      ['what', 'value'],
      [
        ...machine,
        ['load generator', generatorName],
        ['load average at the start', loadAverage],
        ['minutes it took', minutes.toFixed(1)],
      ],
    ),
  ]
}

function commandsSection({ plan }: Report): string[] {
  const wrk = (seconds: number) => `wrk -t1 -c${CONNECTIONS} -d${seconds}s --timeout 10s --latency`
  const url = 'http://127.0.0.1:<port>'
  return [
    '## Commands',
    [
      '```sh',
      'npm run bench',
      '# which runs, among others, with `bun` from npm and every setting at its default:',
      'PORT=<port> DATA_DIR=<folder> bun packages/cli/src/main.ts serve --dev > <log file>',
      'bun bench/http/bare.ts <port> <answers.json>',
      `${wrk(plan.reads.seconds)} -H 'Authorization: Bearer <token>' ${url}/users/me`,
      `${wrk(plan.writes.seconds)} -s bench/http/loads.lua ${url} -- <requests.tsv>`,
      `bun bench/micro/hashing.ts <threads> ${plan.passwords.seconds}`,
      `bun bench/micro/micro.ts ${plan.microSamples} <folder>`,
      '```',
    ].join('\n'),
  ]
}
