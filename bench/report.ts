import { paragraph, table } from './markdown.ts'
import { pagesSection } from './pages/section.ts'
import { loadingSection, pagingSection } from './paging-sections.ts'
import { CONNECTIONS } from './plan.ts'
import type { Results } from './results.ts'
import {
  memorySection,
  passwordsSection,
  peersSection,
  readsSection,
  startsSection,
  stepsSection,
  writesSection,
} from './sections.ts'
import { stormsSection } from './storm/section.ts'
import { tourSection } from './tour/section.ts'
import { verdictsSection } from './verdicts.ts'

/** The whole result as one Markdown page. */
export function report(results: Results): string {
  const sections = [
    ...head(results),
    ...verdictsSection(results),
    ...readsSection(results),
    ...writesSection(results),
    ...passwordsSection(results),
    ...startsSection(results),
    ...memorySection(results),
    ...loadingSection(results),
    ...pagingSection(results),
    ...pagesSection(results),
    ...tourSection(results),
    ...peersSection(results),
    ...stormsSection(results),
    ...stepsSection(results),
    ...commandsSection(results),
  ]
  return `${sections.join('\n\n')}\n`
}

function head({ isQuick, machine, hash }: Results): string[] {
  return [
    '# Benchmarks',
    ...(isQuick ? ['**A quick run: it shows that the bench works. Its figures mean nothing.**'] : []),
    paragraph(
      'Made by `npm run bench`; docs/benchmarks.md says how to read it. A figure is the median of its rounds,',
      `in parentheses the least and the most. Passwords are hashed with ${hash} unless the row says otherwise.`,
      'Nothing here is asserted by a test.',
    ),
    table(['what', 'value'], machine),
  ]
}

function commandsSection({ plan }: Results): string[] {
  const wrk = (seconds: number) => `wrk -t1 -c${CONNECTIONS} -d${seconds}s --timeout 10s --latency`
  const url = 'http://127.0.0.1:<port>'
  return [
    '## Commands',
    [
      '```sh',
      'npm run bench',
      '# which runs, among others, with every setting at its default (<runtime> is bun or node):',
      'PORT=<port> DATA_DIR=<folder> <runtime> packages/cli/src/main.ts serve --dev > <log file>',
      'PORT=<port> DATABASE_URL=<address> LATCHKEY_SECRET=<secret> <runtime> packages/cli/src/main.ts serve --dev > <log file>',
      '<runtime> bench/http/bare-<runtime>.ts <port> <answers.json>',
      `${wrk(plan.reads.seconds)} -H 'Authorization: Bearer <token>' ${url}/users/me`,
      `${wrk(plan.writes.seconds)} -s bench/http/loads.lua ${url} -- <requests.tsv>`,
      `<runtime> bench/micro/hashing.ts <threads> ${plan.passwords.seconds}`,
      `bun bench/micro/micro.ts ${plan.microSamples} <folder>`,
      '```',
    ].join('\n'),
  ]
}
