/** One horizontal bar. */
export interface Bar {
  readonly label: string
  readonly value: number
  /** Stands behind its end: the figure with its unit. */
  readonly note: string
  readonly kind: 'own' | 'reference' | 'other'
}

/** Bars on one scale, which begins at 0. */
export interface Panel {
  readonly title: string
  readonly bars: readonly Bar[]
}

interface Drawing {
  readonly title: string
  readonly caption: string
  readonly panels: readonly Panel[]
}

const WIDTH = 960
const MARGIN = 24
const LABEL_WIDTH = 250
const BAR_LEFT = MARGIN + LABEL_WIDTH + 10
/** The longest bar; what is right of it is for its note. */
const BAR_WIDTH = 250
const ROW = 24
const BAR_HEIGHT = 14
const PANEL_HEAD = 34
const PANEL_GAP = 20
const HEAD = 72

/** Both themes by the reader's setting, text and bars with a contrast of at least 4.5 and 3 to their ground. */
const STYLE = `
  svg { font-family: system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', sans-serif; font-size: 13px; }
  .ground { fill: #ffffff; } .ink { fill: #1f2328; } .quiet { fill: #59636e; } .axis { stroke: #8c959f; }
  .own { fill: #0969da; } .reference { fill: #6e7781; } .other { fill: #bc4c00; }
  .title { font-size: 18px; font-weight: 600; } .panel { font-size: 14px; font-weight: 600; }
  .quiet { font-size: 12px; }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117; } .ink { fill: #f0f6fc; } .quiet { fill: #9198a1; } .axis { stroke: #656c76; }
    .own { fill: #4493f8; } .reference { fill: #848d97; } .other { fill: #db6d28; }
  }`

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const text = (x: number, y: number, kind: string, words: string, anchor = 'start'): string =>
  `<text x="${x}" y="${y}" class="${kind}" text-anchor="${anchor}">${escaped(words)}</text>`

/** A picture that needs nothing but itself: no script, no font, no other file. */
export function drawPanels({ title, caption, panels }: Drawing): string {
  const parts: string[] = []
  let top = HEAD
  for (const panel of panels) {
    parts.push(...drawPanel(panel, top))
    top += PANEL_HEAD + panel.bars.length * ROW + PANEL_GAP
  }
  const height = top + 4
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}\n</style>`,
    `<rect class="ground" width="${WIDTH}" height="${height}" rx="6"/>`,
    text(MARGIN, 32, 'ink title', title),
    text(MARGIN, 54, 'quiet', caption),
    ...parts,
    '</svg>',
    '',
  ].join('\n')
}

function drawPanel({ title, bars }: Panel, top: number): string[] {
  const finite = bars.map(({ value }) => value).filter(Number.isFinite)
  const longest = Math.max(...finite, Number.MIN_VALUE)
  const rows = bars.flatMap(({ label, value, note, kind }, i) => {
    const y = top + PANEL_HEAD + i * ROW
    const width = Number.isFinite(value) ? Math.max(1, (value / longest) * BAR_WIDTH) : 0
    const baseline = y + BAR_HEIGHT - 2
    return [
      text(MARGIN + LABEL_WIDTH, baseline, 'ink', label, 'end'),
      `<rect x="${BAR_LEFT}" y="${y}" width="${width.toFixed(1)}" height="${BAR_HEIGHT}" class="${kind}"/>`,
      text(Math.round(BAR_LEFT + width + 8), baseline, 'quiet', note),
    ]
  })
  const bottom = top + PANEL_HEAD + bars.length * ROW - (ROW - BAR_HEIGHT) + 4
  return [
    text(MARGIN, top + 16, 'ink panel', title),
    `<line x1="${BAR_LEFT}" x2="${BAR_LEFT}" y1="${top + PANEL_HEAD - 4}" y2="${bottom}" class="axis"/>`,
    ...rows,
  ]
}
