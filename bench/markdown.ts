import type { Section } from './context.ts'
import type { Rounds } from './plan.ts'
import type { Spread } from './spread.ts'

/** Source lines that are one paragraph. */
export const paragraph = (...lines: readonly string[]): string => lines.join(' ')

/** A table; columns of figures stand on the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const figures = rows.filter((row) => !row.some((cell) => cell.startsWith(FAILED)))
  const isOfFigures = head.map((_, i) => figures.every((row) => /^(?:\d|\*\*[\d-]|-$)/.test(row[i] ?? '')))
  const rule = isOfFigures.map((isRight) => (isRight ? '---:' : '---'))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}

const FAILED = 'not measured: '

/** The rows of a section, and below them a row for each thing that could not be measured, with the reason. */
export function sectionTable<Row>(
  head: readonly string[],
  { rows, failures }: Section<Row>,
  cells: (row: Row) => readonly string[],
): string {
  const failed = failures.map(({ what, reason }) => [
    what,
    `${FAILED}${reason.replaceAll('|', '\\|').replaceAll('<', '&lt;')}`,
    ...head.slice(2).map(() => '-'),
  ])
  return table(head, [...rows.map(cells), ...failed])
}

/** Three digits that count, and thousands apart: `12.3`, `0.912`, `18,240`; `-` for what is no number. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '-'
  if (value === 0) return '0'
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US')
  return Math.abs(value) < 0.001 ? value.toExponential(1) : value.toPrecision(3)
}

/** The median, and what the rounds spread over. */
export const spread = ({ median, least, most }: Spread): string =>
  `**${figure(median)}** (${figure(least)}..${figure(most)})`

export const inRounds = ({ rounds, seconds }: Rounds): string =>
  `${rounds} round${rounds === 1 ? '' : 's'} of ${seconds} s`

export const target = (value: number | undefined, unit: string): string =>
  value === undefined ? '-' : `${value}${unit}`
