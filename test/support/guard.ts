import { loadConfig } from '../../packages/server/src/config/index.ts'
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

/** The defaults of a server. */
export const strict: BudgetSettings = await loadConfig({ env: {}, cwd: '/nowhere' })

/** The guard by itself, on a database and a clock of the test's own. */
export const guardOn = (
  storage: Storage,
  clock: Clock,
  given: Partial<BudgetSettings> = {},
  hashing: { admit?: () => void; isBusy?: () => boolean } = {},
): GuardFeature =>
  guardFeature({
    storage,
    clock,
    random: systemRandom,
    digest: keyedDigest(Buffer.alloc(32, 7)),
    cursors: markedCursors(keyedDigest(Buffer.alloc(32, 7))),
    budgets: budgetsOf({ ...strict, ...given }),
    tracked: 100_000,
    attemptsDays: 30,
    hashing: { admit: () => undefined, isBusy: () => false, ...hashing },
    // A test may close its database before the last refusal is written.
    onLost: () => undefined,
    tellNewDevice: async () => undefined,
  })
