import { describe, expect, test } from 'bun:test'
import { chart } from '../../bench/chart.ts'
import { drawPanels } from '../../bench/chart-svg.ts'
import { figure, sectionTable } from '../../bench/markdown.ts'
import { quickPlan } from '../../bench/plan.ts'
import { report } from '../../bench/report.ts'
import type { Results } from '../../bench/results.ts'

const spread = (median: number) => ({ median, least: median / 2, most: median * 2 })

const results: Results = {
  isQuick: false,
  machine: [
    ['date', '2030-01-02 03:04 UTC'],
    ['commit', '0123456789abcdef'],
    ['CPU', 'A & B <fast>'],
  ],
  hash: 'Argon2id, 19 MiB, t=2, p=1',
  plan: quickPlan,
  reads: {
    rows: [
      {
        runtime: 'Bun',
        database: 'SQLite',
        name: 'GET /users/me',
        target: 1.8,
        ratio: spread(1.5),
        cpuMicroseconds: spread(12),
        databaseCpuMicroseconds: spread(0),
        bareCpuMicroseconds: spread(8),
        perSecond: spread(78_553),
        barePerSecond: spread(120_000),
        p50Ms: spread(0.7),
        p99Ms: spread(2),
      },
    ],
    failures: [{ what: 'Node, PostgreSQL', reason: 'did not start: a | b <c>' }],
  },
  loading: {
    rows: [
      {
        ...{ database: 'SQLite', users: 1_000_000, seconds: 41.2, targetSeconds: 120 },
        ...{ counted: 1_000_000, total: 1_000_000 },
      },
    ],
    failures: [],
  },
  paging: {
    rows: [0, 999_990].map((skip) => ({
      runtime: 'Bun',
      database: 'SQLite',
      skip,
      read: 'first' as const,
      ratio: spread(skip === 0 ? 1 : 1.25),
      target: skip === 0 ? undefined : 2,
      p50Ms: spread(0.5),
      p99Ms: spread(skip === 0 ? 2 : 2.5),
      perSecond: spread(9_000),
      cpuMicroseconds: spread(100),
      databaseCpuMicroseconds: spread(0),
    })),
    failures: [],
  },
  pages: {
    rows: [
      {
        ...{ name: '/sign-in', bytes: 3_159, gzipBytes: 1_408, brotliBytes: 1_023, requests: 3, asked: 1 },
        ...{ coldMs: spread(90), warmMs: spread(40) },
      },
      {
        ...{ name: 'second factor', bytes: 2_386, gzipBytes: 1_207, brotliBytes: 912 },
        ...{ requests: undefined, asked: undefined, coldMs: undefined, warmMs: undefined },
      },
    ],
    failures: [],
  },
  pageAssets: {
    rows: [
      {
        ...{ name: '/assets/pages.js', isScript: true, bytes: 3_687, gzipBytes: 1_547, brotliBytes: 1_319 },
        ...{ sentBytes: 1_555, cacheControl: 'public, max-age=31536000, immutable' },
      },
    ],
    failures: [],
  },
  pageTimes: {
    rows: [false, true].map((isOwn) => ({
      runtime: 'Bun',
      database: 'SQLite',
      name: isOwn ? '/account' : '/sign-in',
      isOwn,
      bytes: 3_159,
      ratio: spread(isOwn ? 9 : 2.5),
      cpuMicroseconds: spread(40),
      databaseCpuMicroseconds: spread(0),
      bareCpuMicroseconds: spread(16),
      perSecond: spread(20_000),
      p50Ms: spread(2),
    })),
    failures: [],
  },
  peers: {
    rows: [
      {
        operation: 'sign-in',
        peer: 'Better Auth on Node, scrypt',
        hash: 'scrypt, N=16384, r=16, p=1 (32 MiB)',
        ratio: spread(8),
        cpuMicroseconds: spread(74_000),
        perSecond: spread(Number.NaN),
        p50Ms: spread(600),
        p99Ms: spread(900),
        refused: 0,
        failed: 3,
        residentMb: 218,
      },
    ],
    failures: [],
  },
}

/** Every table of a page, as rows of cells. */
const tablesOf = (page: string): string[][][] =>
  page
    .split('\n\n')
    .filter((block) => block.startsWith('|'))
    .map((block) =>
      block.split('\n').map((line) =>
        line
          .replace(/^\| | \|$/g, '')
          .split(/(?<!\\)\|/)
          .map((cell) => cell.trim()),
      ),
    )

describe('the page', () => {
  const page = report(results)

  test('every row of every table has the cells of its head', () => {
    const tables = tablesOf(page)
    expect(tables).toHaveLength(9)
    for (const [head = [], ...rows] of tables) {
      expect(rows.length).toBeGreaterThan(1)
      for (const row of rows) expect(row).toHaveLength(head.length)
    }
  })

  test('what could not be measured has a row with the reason, beside the figures of the others', () => {
    const reads = tablesOf(page)[2] ?? []
    expect(reads.at(-2)?.slice(0, 3)).toEqual(['Bun, SQLite', '`GET /users/me`', '**1.50** (0.750..3.00)'])
    expect(reads.at(-1)?.slice(0, 3)).toEqual([
      'Node, PostgreSQL',
      'not measured: did not start: a \\| b &lt;c>',
      '-',
    ])
  })

  test('each target has its figure and its verdict', () => {
    const verdicts = tablesOf(page)[1] ?? []
    expect(verdicts).toHaveLength(2 + 23)
    expect(verdicts).toContainEqual([
      "`GET /users/me` on Bun, CPU over the bare server's",
      'at most 1.8x',
      'Bun, SQLite: 1.50x; Bun, PostgreSQL: -',
      '**met where measured**',
    ])
    expect(verdicts).toContainEqual([
      'size of the one file',
      'at most 120 MB',
      'dist/latchkey: -',
      '**not measured**',
    ])
  })

  test('a page is judged by its weight, its paint and its time, signed in and not apart', () => {
    expect(page).toMatch(/^\| \/sign-in \| 3,159 \| 1,408 \| 1,023 \| 3 \+ 1 \| \*\*90\.0\*\*/m)
    expect(page).toMatch(/^\| second factor \| 2,386 \| 1,207 \| 912 \| - \| - \| - \| 100 \|/m)
    const verdicts = tablesOf(page)[1] ?? []
    const of = (what: string) => verdicts.find(([said]) => said?.startsWith(what))?.slice(2)
    expect(of('page of nobody')?.[1]).toBe('**met where measured**')
    expect(of('page of somebody')?.[1]).toBe('**missed**')
    expect(of('first contentful paint')).toEqual(['pages: 90.0 ms', '**met**'])
    expect(of('requests of a page')).toEqual(['pages: 3.00', '**met**'])
  })

  test('the page at skip=0 has no ratio to itself, the last one has a target', () => {
    expect(page).toMatch(
      /^\| Bun, SQLite \| 0 \| first \| 0\.500 \| \*\*2\.00\*\* \(1\.00\.\.4\.00\) \| - \| - \| 9,000 \|/m,
    )
    expect(page).toMatch(
      /^\| Bun, SQLite \| 999,990 \| first \| .* \| \*\*1\.25\*\* \(0\.625\.\.2\.50\) \| 2x \| 9,000 \|/m,
    )
    expect(page).toMatch(/^\| SQLite \| 1,000,000 \| \*\*41\.2\*\* \| 120 s \| 1,000,000 \| 1,000,000 \|/m)
  })

  test('a section that was not asked for is absent', () => {
    expect(page).toContain('## Peers')
    expect(page).not.toContain('## Start')
    expect(page).not.toContain('## Resident memory')
  })

  test('the hash stands in the row that hashes', () => {
    expect(page).toMatch(
      /^\| sign-in \| Better Auth on Node, scrypt \| scrypt, N=16384, r=16, p=1 \(32 MiB\) \|/m,
    )
  })

  test('a quick run says that its figures mean nothing', () => {
    expect(page).not.toContain('mean nothing')
    expect(report({ ...results, isQuick: true })).toContain('mean nothing')
  })
})

test.each([
  [12.34, '12.3'],
  [0.9123, '0.912'],
  [18_240.4, '18,240'],
  [0, '0'],
  [0.000_04, '4.0e-5'],
  [Number.NaN, '-'],
  [Number.POSITIVE_INFINITY, '-'],
])('the figure %p is written %p', (value, text) => {
  expect(figure(value)).toBe(text)
})

test('a column stands on the right only when all its measured rows hold figures', () => {
  const text = sectionTable(
    ['what', 'words', 'figures'],
    { rows: ['1.0', '-'], failures: [{ what: 'x', reason: 'y' }] },
    (row) => ['a', `b${row}`, row],
  )
  expect(text.split('\n')[1]).toBe('| --- | --- | ---: |')
})

describe('the chart', () => {
  const svg = chart(results)
  const barsOf = (picture: string) =>
    [...picture.matchAll(/<rect x="\d+" y="\d+" width="([\d.]+)"[^>]* class="(\w+)"/g)].map(
      ([, width, kind]) => [kind, Number(width)] as const,
    )

  test('every element is closed, and what is shown is escaped', () => {
    const open: string[] = []
    for (const [, slash, name = '', selfClosed] of svg.matchAll(/<(\/?)(\w+)[^<>]*?(\/?)>/g)) {
      if (slash === '/') expect(open.pop()).toBe(name)
      else if (selfClosed !== '/') open.push(name)
    }
    expect(open).toEqual([])
    expect(svg).toContain('A &amp; B &lt;fast&gt;')
    expect(svg).not.toContain('<fast>')
    expect(svg).not.toMatch(/NaN|undefined|null/)
  })

  test('bars are as long as their values, on a scale that begins at 0', () => {
    const [[bareKind, bare] = [], [ownKind, own] = []] = barsOf(svg)
    expect([bareKind, ownKind]).toEqual(['reference', 'own'])
    expect(Number(own) / Number(bare)).toBeCloseTo(12 / 8, 2)
  })

  test('figures, units and ratios stand beside their bars', () => {
    expect(svg).toContain('12.0 µs · 1.50x bare, 78,553 requests/s')
    expect(svg).toContain('2.50 ms · 1.25x skip=0 · p50 0.500 ms')
    expect(svg).toContain('41.2 s')
    expect(svg).toContain('74,000 µs · 8.00x · -/s · scrypt, N=16384, r=16, p=1 (32 MiB)')
  })

  test('the picture of the JSON is the picture of the run', () => {
    expect(chart(JSON.parse(JSON.stringify(results)) as Results)).toBe(svg)
  })

  test('both themes are drawn', () => {
    expect(svg).toContain('prefers-color-scheme: dark')
  })

  test('a value that is no number has no bar, and the others keep theirs', () => {
    const bar = (value: number) => ({ label: 'a', value, note: 'b', kind: 'own' as const })
    const panels = [{ title: 'c', bars: [bar(Number.NaN), bar(2)] }]
    const widths = barsOf(drawPanels({ title: 'd', caption: 'e', panels })).map(([, width]) => width)
    expect(widths[0]).toBe(0)
    expect(widths[1]).toBeGreaterThan(0)
  })
})
