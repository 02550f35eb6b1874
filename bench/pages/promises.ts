import { nameOf } from '../combination.ts'
import { LIMITS } from '../limits.ts'
import type { Results } from '../results.ts'
import type { Measured, Promised } from '../verdicts.ts'
import type { PageRow } from './sight.ts'
import type { PageTimeRow } from './times.ts'

const PAGES = 'pages'
const EVERYWHERE = ['Bun, SQLite', 'Bun, PostgreSQL', 'Node, SQLite', 'Node, PostgreSQL']

const ofPages =
  (of: (row: PageRow) => number | undefined) =>
  ({ pages }: Results): Measured[] =>
    (pages?.rows ?? []).flatMap((row) => {
      if (row.isFloor) return []
      const value = of(row)
      return value === undefined ? [] : [{ on: PAGES, value }]
    })

const timesOf =
  (isWanted: (row: PageTimeRow) => boolean) =>
  ({ pageTimes }: Results): Measured[] =>
    (pageTimes?.rows ?? []).filter(isWanted).map((row) => ({ on: nameOf(row), value: row.ratio.median }))

/** What is promised of the pages for people. */
export const pagePromises: readonly Promised[] = [
  {
    what: 'HTML of a page, packed by gzip, the heaviest',
    limit: { atMost: LIMITS.page.gzipBytes },
    unit: ' bytes',
    on: [PAGES],
    figures: ofPages((row) => row.gzipBytes),
  },
  {
    what: 'script of the pages, unpacked',
    limit: { atMost: LIMITS.page.scriptBytes },
    unit: ' bytes',
    on: [PAGES],
    figures: ({ pageAssets }) =>
      (pageAssets?.rows ?? [])
        .filter(({ isScript }) => isScript)
        .map(({ bytes: value }) => ({ on: PAGES, value })),
  },
  {
    what: 'requests of a page in a browser with nothing kept, the most',
    limit: { atMost: LIMITS.page.requests },
    unit: '',
    on: [PAGES],
    figures: ofPages((row) => row.requests),
  },
  {
    what: 'first contentful paint on loopback, with nothing kept, the latest',
    limit: { atMost: LIMITS.page.firstPaintMs },
    unit: ' ms',
    on: [PAGES],
    figures: ofPages((row) => row.coldMs?.median),
  },
  {
    what: 'page of nobody in particular, CPU over as many bare bytes, the dearest',
    limit: { atMost: LIMITS.page.ratio },
    unit: 'x',
    on: EVERYWHERE,
    figures: timesOf((row) => !row.isOwn),
  },
  {
    what: 'page of somebody who is signed in, CPU over as many bare bytes, the dearest',
    limit: { atMost: LIMITS.page.ratio },
    unit: 'x',
    on: EVERYWHERE,
    figures: timesOf((row) => row.isOwn),
  },
]
