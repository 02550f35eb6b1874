import { describe, expect, test } from 'bun:test'
import { depthsOf, pathsOf } from '../../bench/paging-depths.ts'
import { quickPlan } from '../../bench/plan.ts'
import type { Results } from '../../bench/results.ts'
import { verdictsOf } from '../../bench/verdicts.ts'

const skipsOf = (paths: readonly string[]) =>
  paths.map((path) => Number(/skip=(\d+)&limit=10$/.exec(path)?.[1]))

describe('pages that are read for the first time', () => {
  test.each([
    [0, 0, 1_023],
    [500_000, 500_000, 501_023],
    [999_990, 998_967, 999_990],
  ])('at %i begin from %i to %i, each once', (skip, least, most) => {
    const skips = skipsOf(pathsOf('first', skip, 1_000_000))
    expect(skips).toEqual(Array.from({ length: most - least + 1 }, (_, i) => least + i))
  })

  test('are all there are when there are few', () => {
    expect(skipsOf(pathsOf('first', 0, 40))).toEqual(Array.from({ length: 31 }, (_, i) => i))
    expect(skipsOf(pathsOf('first', 30, 40))).toEqual(Array.from({ length: 31 }, (_, i) => i))
  })
})

test('a page that is read again is that of the depth', () => {
  expect(pathsOf('again', 999_990, 1_000_000)).toEqual(['/users?skip=999990&limit=10'])
})

test('the depths are the beginning, the middle and the last page', () => {
  expect(depthsOf(1_000_000)).toEqual([0, 500_000, 999_990])
})

describe('verdicts', () => {
  const spread = (median: number) => ({ median, least: median, most: median })
  const nothing: Results = { isQuick: false, machine: [], hash: 'a hash', plan: quickPlan }
  const page = (
    runtime: string,
    database: string,
    read: 'first' | 'again',
    ratio: number,
    target?: number,
  ) => ({
    ...{ runtime, database, read, skip: 0, target, ratio: spread(ratio), p50Ms: spread(1), p99Ms: spread(1) },
    ...{ perSecond: spread(1), cpuMicroseconds: spread(1), databaseCpuMicroseconds: spread(1) },
  })
  const verdictOn = (what: string, results: Results) =>
    verdictsOf(results).find((one) => one.what.startsWith(what))

  test('every promise has a row when nothing was measured', () => {
    const verdicts = verdictsOf(nothing)
    expect(verdicts).toHaveLength(23)
    for (const { verdict } of verdicts) expect(verdict).toBe('not measured')
  })

  test.each([
    [[119, 120], 'met'],
    [[119, 120.1], 'missed'],
    [[119], 'met where measured'],
    [[121], 'missed'],
  ] as const)('loads of %p s: %s', (seconds, verdict) => {
    const names = ['SQLite', 'PostgreSQL']
    const rows = seconds.map((one, i) => ({
      ...{ database: names[i] ?? '', users: 1, counted: 1, total: 1, targetSeconds: 120, seconds: one },
    }))
    const found = verdictOn('writing', { ...nothing, loading: { rows, failures: [] } })
    expect(found?.verdict).toBe(verdict)
    expect(found?.limit).toBe('at most 120 s')
  })

  test('the higher of both ways of reading decides, and a row without a target does not', () => {
    const all = ['Bun', 'Node'].flatMap((runtime) =>
      ['SQLite', 'PostgreSQL'].map((database) => [runtime, database] as const),
    )
    const rowsWith = (worst: number) =>
      all.flatMap(([runtime, database]) => [
        page(runtime, database, 'first', 1, 2),
        page(runtime, database, 'again', worst, 2),
        page(runtime, database, 'first', 9),
      ])
    const on = (worst: number) =>
      verdictOn('p99 of the last page', { ...nothing, paging: { rows: rowsWith(worst), failures: [] } })
    expect(on(2)?.verdict).toBe('met')
    expect(on(2)?.figures).toBe(
      'Bun, SQLite: 2.00x; Bun, PostgreSQL: 2.00x; Node, SQLite: 2.00x; Node, PostgreSQL: 2.00x',
    )
    expect(on(2.01)?.verdict).toBe('missed')
  })

  test('what is promised at least is missed from below', () => {
    const row = (ratio: number) => ({
      ...{
        runtime: 'Bun',
        database: 'SQLite',
        name: 'POST /auth/login',
        threads: 1,
        connections: 8,
        target: 0.9,
      },
      ...{ hashesPerSecond: spread(1), perSecond: spread(1), ratio: spread(ratio), refused: 0, failed: 0 },
    })
    const on = (...ratios: number[]) =>
      verdictOn('sign-in', { ...nothing, passwords: { rows: ratios.map(row), failures: [] } })?.verdict
    expect(on(0.9, 1.1)).toBe('met where measured')
    expect(on(0.89, 1.1)).toBe('missed')
  })

  test('a figure that is no number was not measured', () => {
    expect(verdictOn('size', { ...nothing, oneFileMb: Number.NaN })?.verdict).toBe('not measured')
    expect(verdictOn('size', { ...nothing, oneFileMb: 114.7 })?.figures).toBe('dist/latchkey: 115 MB')
    expect(verdictOn('size', { ...nothing, oneFileMb: 120.1 })?.verdict).toBe('missed')
  })
})
