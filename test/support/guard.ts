import { markedCursors } from '../../packages/server/src/crypto/cursors.ts'
import { keyedDigest } from '../../packages/server/src/crypto/keyed-digest.ts'
import {
  type BudgetSettings,
  budgetsOf,
  type GuardFeature,
  guardFeature,
} from '../../packages/server/src/features/guard/index.ts'
import type { Clock } from '../../packages/server/src/kernel/clock.ts'
import { systemRandom } from '../../packages/server/src/kernel/random.ts'
import type { Storage } from '../../packages/server/src/storage/index.ts'

/** The defaults, as docs/config.md has them. */
const strict: BudgetSettings = {
  guardAccountBurst: 4,
  guardAccountPerDay: 100,
  guardPairBurst: 3,
  guardPairPerDay: 50,
  guardSourceBurst: 50,
  guardSourcePerDay: 1_440,
  guardKnownBurst: 20,
  guardKnownPerDay: 100,
  guardEnumerationBurst: 1_000,
  guardEnumerationPerDay: 2_000,
  guardRegistrationBurst: 1_000,
  guardRegistrationPerDay: 10_000,
}

/** The guard by itself, on a database and a clock of the test's own. */
export const guardOn = (storage: Storage, clock: Clock, given: Partial<BudgetSettings> = {}): GuardFeature =>
  guardFeature({
    storage,
    clock,
    random: systemRandom,
    digest: keyedDigest(Buffer.alloc(32, 7)),
    cursors: markedCursors(keyedDigest(Buffer.alloc(32, 7))),
    budgets: budgetsOf({ ...strict, ...given }),
    tracked: 100_000,
    attemptsDays: 30,
    // A test may close its database before the last refusal is written.
    onLost: () => undefined,
  })
