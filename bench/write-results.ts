import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Results } from './results.ts'

interface Written {
  readonly text: string
  readonly results: Results
  readonly chart: string
}

/** The page under its date and as the latest one; the figures and the chart of the latest one. */
export function writeResults(folder: string, beganAt: Date, { text, results, chart }: Written): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${beganAt.toISOString().slice(0, 10)}.md`), text)
  writeFileSync(join(folder, 'latest.md'), text)
  writeFileSync(join(folder, 'latest.json'), `${JSON.stringify(results, undefined, 2)}\n`)
  writeFileSync(join(folder, 'latest.svg'), chart)
}
