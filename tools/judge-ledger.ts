import type { Advisory, Check } from './ledger.ts'
import { type NamedTest, numbersIn } from './numbers-in-tests.ts'

export interface Ledger {
  readonly checks: readonly Check[]
  readonly advisories: readonly Advisory[]
  /** Whole sections, and single checks of others. */
  readonly finished: readonly string[]
}

export interface Verdict {
  /** For each check and each advisory, what it is tested by. */
  readonly checks: readonly string[]
  readonly advisories: readonly string[]
  readonly summary: readonly string[]
  /** What ought to be true and is not. */
  readonly falsehoods: readonly string[]
}

/** Holds the ledger against what the tests are called. */
export function judgeLedger({ checks, advisories, finished }: Ledger, tests: readonly NamedTest[]): Verdict {
  const filesNaming = (number: string): string[] => filesOf(tests, (numbers) => numbers.has(number))
  /** Its number beside an identifier, so that whoever looks for either finds the test. */
  const filesProving = ({ number, ids }: Advisory): string[] =>
    filesOf(
      tests,
      (numbers) => numbers.has(number) && (ids.length === 0 || ids.some((id) => numbers.has(id))),
    )
  const isFinished = ({ section, number }: Check) => finished.includes(section) || finished.includes(number)
  const blocks = (check: Check) => isFinished(check) && check.priority !== 'P2'

  const checked = checks.filter(({ number }) => filesNaming(number).length > 0)
  const proven = advisories.filter((one) => filesProving(one).length > 0)
  const waiting = advisories.filter(({ waitsFor }) => waitsFor !== undefined)
  const waits = [...checks, ...waiting].filter(({ waitsFor }) => waitsFor !== undefined)
  return {
    checks: checks.map((check) => {
      const { number, priority, section, what } = check
      const otherwise = isFinished(check) ? 'MISSING' : 'not built'
      return `${number} ${priority} ${section}  ${what.padEnd(52)} ${state(check, filesNaming(number), otherwise)}`
    }),
    advisories: advisories.map((one) => {
      const { number, ids } = one
      return `${number}  ${ids.join(', ').padEnd(52)} ${state(one, filesProving(one), 'MISSING')}`
    }),
    summary: [
      `${checked.length} of ${checks.length} checks have a test`,
      `${proven.length} of ${advisories.length} advisories have a negative test, ${waiting.length} wait for a feature`,
    ],
    falsehoods: [
      ...checks
        .filter((check) => blocks(check) && !check.waitsFor && !checked.includes(check))
        .map(({ number, what }) => `${number} (${what}) has a test`),
      ...advisories
        .filter((one) => !one.waitsFor && !proven.includes(one))
        .map(
          ({ number, ids }) =>
            `${number} has a negative test that names it${ids.length === 0 ? '' : ` and ${ids.join(' or ')}`}`,
        ),
      ...waits
        .filter(({ number }) => filesNaming(number).length > 0)
        .map(
          ({ number, waitsFor }) =>
            `${number} waits for ${waitsFor}: ${filesNaming(number)[0]} names it, so say in tools/ledger.ts that it waits no longer`,
        ),
    ],
  }
}

function filesOf(tests: readonly NamedTest[], fits: (numbers: Set<string>) => boolean): string[] {
  return [...new Set(tests.filter(({ name }) => fits(numbersIn(name))).map(({ path }) => path))]
}

function state({ waitsFor }: { waitsFor?: string }, files: readonly string[], otherwise: string): string {
  const [first] = files
  if (first !== undefined) return files.length === 1 ? first : `${first} and ${files.length - 1} more`
  return waitsFor === undefined ? otherwise : `waits for ${waitsFor}`
}
