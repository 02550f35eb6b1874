import type { Spread } from './spread.ts'

/** Source lines that are one paragraph. */
export const paragraph = (...lines: readonly string[]): string => lines.join(' ')

/** A table; columns of figures stand on the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const isOfFigures = head.map((_, i) => rows.every((row) => /^(?:[\d*]|-$)/.test(row[i] ?? '')))
  const rule = isOfFigures.map((isRight) => (isRight ? '---:' : '---'))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}

/** Three digits that count, and thousands apart: `12.3`, `0.912`, `18,240`. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '-'
  if (value >= 100) return Math.round(value).toLocaleString('en-US')
  return value.toPrecision(3)
}

/** The median, and what the rounds spread over. */
export const spread = ({ median, least, most }: Spread): string =>
  `**${figure(median)}** (${figure(least)}..${figure(most)})`
