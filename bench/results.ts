import type { Section } from './context.ts'
import type { PasswordRow } from './http/passwords.ts'
import type { ReadRow } from './http/reads.ts'
import type { WriteRow } from './http/writes.ts'
import type { MemoryRow } from './memory.ts'
import type { MicroFigures } from './micro/micro.ts'
import type { AssetRow } from './pages/assets.ts'
import type { PageRow } from './pages/sight.ts'
import type { PageTimeRow } from './pages/times.ts'
import type { PagingRow } from './paging.ts'
import type { LoadingRow } from './paging-load.ts'
import type { PeerRow } from './peers/measure.ts'
import type { Plan } from './plan.ts'
import type { StartRow } from './starts.ts'
import type { StormRow } from './storm/measure.ts'
import type { TourRow } from './tour/measure.ts'

/** A whole run: what latest.json holds, and what the page and the chart are drawn from. */
export interface Results {
  readonly isQuick: boolean
  /** What was measured, and on what: rows of the head. */
  readonly machine: readonly (readonly string[])[]
  /** Argon2id's cost in words, beside every figure that hashes with it. */
  readonly hash: string
  readonly plan: Plan
  /** MB of the program in one file; absent where it was not built. */
  readonly oneFileMb?: number
  /** A section that was not asked for is absent. */
  readonly reads?: Section<ReadRow>
  readonly writes?: Section<WriteRow>
  readonly passwords?: Section<PasswordRow>
  readonly starts?: Section<StartRow>
  readonly memory?: Section<MemoryRow>
  readonly loading?: Section<LoadingRow>
  readonly paging?: Section<PagingRow>
  readonly pages?: Section<PageRow>
  readonly pageAssets?: Section<AssetRow>
  readonly pageTimes?: Section<PageTimeRow>
  readonly tour?: Section<TourRow>
  readonly peers?: Section<PeerRow>
  readonly storms?: Section<StormRow>
  readonly steps?: Section<MicroFigures>
}
