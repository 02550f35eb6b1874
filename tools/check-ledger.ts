// `npm run ledger`: which checks of the security ledger, and which published vulnerabilities, have a test that carries
// their number. Fails when one that ought to has none, and when what waits for a feature has its test.

import { judgeLedger } from './judge-ledger.ts'
import { advisories, checks } from './ledger.ts'
import { namedTests } from './numbers-in-tests.ts'

/** Whole sections, and single checks of others. */
const FINISHED = ['B', 'C', 'D', 'E', 'F', 'G', 'J', 'C102', 'C103', 'C104', 'C105', 'C106']

const verdict = judgeLedger({ checks, advisories, finished: FINISHED }, namedTests())
console.log(
  [verdict.checks, verdict.advisories, verdict.summary].map((lines) => lines.join('\n')).join('\n\n'),
)
for (const falsehood of verdict.falsehoods) console.log(`FALSE  ${falsehood}`)
process.exitCode = verdict.falsehoods.length > 0 ? 1 : 0
