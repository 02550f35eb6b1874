import { expect, test } from 'bun:test'
import { judgeLedger, type Ledger } from './judge-ledger.ts'
import { advisories, checks } from './ledger.ts'

const ledger: Ledger = {
  checks: [
    { number: 'C001', priority: 'P0', section: 'A', what: 'of a finished section' },
    { number: 'C002', priority: 'P1', section: 'A', what: 'of a finished section' },
    { number: 'C003', priority: 'P2', section: 'A', what: 'of a finished section, later' },
    { number: 'C004', priority: 'P0', section: 'A', what: 'not yet', waitsFor: 'mail' },
    { number: 'C005', priority: 'P0', section: 'B', what: 'finished by itself' },
    { number: 'C006', priority: 'P0', section: 'B', what: 'of an open section' },
  ],
  advisories: [
    { number: 'V01', ids: ['CVE-2025-61928', 'GHSA-xg6x-h9c9-2m83'] },
    { number: 'V02', ids: [] },
    { number: 'V03', ids: ['CVE-2026-45364'], waitsFor: 'throttling' },
  ],
  finished: ['A', 'C005'],
}
const names = ['C001 a', 'C002 b', 'C005 e', 'V01 GHSA-xg6x-h9c9-2m83 f', 'V02 g']
const judge = (given: readonly string[]) =>
  judgeLedger(
    ledger,
    given.map((name) => ({ path: 'a.test.ts', name })),
  )
const without = (gone: string) => names.filter((name) => !name.startsWith(gone))

test('nothing is false while all that can be tested is', () => {
  const verdict = judge(names)
  expect(verdict.falsehoods).toEqual([])
  expect(verdict.summary).toEqual([
    '3 of 6 checks have a test',
    '2 of 3 advisories have a negative test, 1 wait for a feature',
  ])
  expect(verdict.checks.map((line) => line.replace(/ {2,}/g, ' | '))).toEqual([
    'C001 P0 A | of a finished section | a.test.ts',
    'C002 P1 A | of a finished section | a.test.ts',
    'C003 P2 A | of a finished section, later | MISSING',
    'C004 P0 A | not yet | waits for mail',
    'C005 P0 B | finished by itself | a.test.ts',
    'C006 P0 B | of an open section | not built',
  ])
  expect(verdict.advisories[2]).toEndWith(' waits for throttling')
})

test.each(['C001', 'C002', 'C005', 'V01', 'V02'])('a hole at %s is told', (gone) => {
  expect(judge(without(gone)).falsehoods).toEqual([
    expect.stringMatching(new RegExp(`^${gone} .*has a (?:negative )?test`)),
  ])
})

test.each([
  ['its number alone', 'V01 f'],
  ['its identifier alone', 'CVE-2025-61928 f'],
  ['another identifier', 'V01 CVE-2026-45364 f'],
])('an advisory is not proved by %s', (_, name) => {
  expect(judge([...without('V01'), name]).falsehoods).toHaveLength(1)
})

test.each(['C004 d', 'V03 CVE-2026-45364 h', 'V03 h'])('what waits, and has the test %p, is told', (name) => {
  expect(judge([...names, name]).falsehoods).toEqual([expect.stringMatching(/^(?:C004|V03) waits for /)])
})

test('several files are counted, and each once', () => {
  const tests = ['a', 'b', 'b'].map((path) => ({ path: `${path}.test.ts`, name: 'C001 again' }))
  expect(judgeLedger(ledger, tests).checks[0]).toEndWith(' a.test.ts and 1 more')
})

test('the ledger has every number once: 109 checks, 66 advisories', () => {
  const numbers = (all: readonly { number: string }[]) => all.map(({ number }) => number)
  const upTo = (count: number, letter: string, digits: number) =>
    Array.from({ length: count }, (_, at) => letter + String(at + 1).padStart(digits, '0'))
  expect(numbers(checks)).toEqual(upTo(109, 'C', 3))
  expect(numbers(advisories)).toEqual(upTo(66, 'V', 2))
})
