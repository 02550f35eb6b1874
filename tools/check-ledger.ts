// `npm run ledger`: which checks of the security ledger have a test that carries their number, and which have none. Fails
// when a P0 of a finished section has neither a test nor a reason to wait, and when what waited has its test.

import { advisories, type Check, checks } from './ledger.ts'
import { numbersInTests } from './numbers-in-tests.ts'

/** Whole sections, and single checks of others. */
const FINISHED = ['B', 'C', 'D', 'E', 'F', 'G', 'J', 'C104', 'C105']

const tested = numbersInTests()
const isFinished = ({ section, number }: Check) => FINISHED.includes(section) || FINISHED.includes(number)

function stateOf(check: Check): string {
  const files = tested.get(check.number)
  if (files) return files.length === 1 ? (files[0] ?? '') : `${files[0]} and ${files.length - 1} more`
  if (check.waitsFor) return `waits for ${check.waitsFor}`
  return isFinished(check) ? 'MISSING' : 'not built'
}

for (const check of checks) {
  const { number, priority, section, what } = check
  console.log(`${number} ${priority} ${section}  ${what.padEnd(52)} ${stateOf(check)}`)
}

const known = Object.entries(advisories)
const covered = known.filter(([number, ids]) => [number, ...ids].some((id) => tested.has(id)))
console.log(
  `\n${covered.length} of ${known.length} advisories have a negative test that names them. None yet for:`,
)
for (const [number, ids] of known)
  if (![number, ...ids].some((id) => tested.has(id))) console.log(`${number}  ${ids.join(', ')}`)

const missing = checks.filter(
  (check) => isFinished(check) && check.priority === 'P0' && !check.waitsFor && !tested.has(check.number),
)
const done = checks.filter(({ number, waitsFor }) => waitsFor !== undefined && tested.has(number))
const count = checks.filter(({ number }) => tested.has(number)).length
console.log(`\n${count} of ${checks.length} checks have a test`)
for (const { number, what } of missing) console.log(`FALSE  ${number} (${what}) has a test`)
for (const { number, waitsFor } of done)
  console.log(`FALSE  ${number} waits for ${waitsFor}: it has a test now, so say so in tools/ledger.ts`)
process.exitCode = missing.length + done.length > 0 ? 1 : 0
