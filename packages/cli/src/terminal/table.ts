import { printable } from './printable.ts'

const WIDE =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}])/u

const graphemes = new Intl.Segmenter()

/** Columns of a terminal: a Chinese character and most emoji take two. */
export function widthOf(text: string): number {
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1
  return width
}

const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)))

/** Rows under their titles, aligned; whatever the cells hold is made printable. */
export function table(titles: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [titles, ...rows.map((row) => row.map((cell) => printable(String(cell))))]
  const widths = titles.map((_, i) => Math.max(...cells.map((row) => widthOf(String(row[i] ?? '')))))
  return cells
    .map((row) =>
      row
        .map((cell, i) => (i === row.length - 1 ? String(cell) : pad(String(cell), widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** One thing, a line a property. What it lacks is left out. */
export function card(facts: Readonly<Record<string, string | number | undefined>>): string {
  const present = Object.entries(facts).filter(([, value]) => value !== undefined)
  const width = Math.max(...present.map(([name]) => widthOf(name)))
  return present.map(([name, value]) => `${pad(name, width)}  ${printable(String(value))}`).join('\n')
}
