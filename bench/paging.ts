import { setTimeout as sleep } from 'node:timers/promises'
import { type Combination, nameOf, type Subject, subjectOf } from './combination.ts'
import { type Context, joined, type Section } from './context.ts'
import type { Store } from './databases/database.ts'
import { type SignedIn, signIn } from './http/accounts.ts'
import type { Slot } from './http/generator.ts'
import { LIMITS } from './limits.ts'
import { depthsOf, PAGE, pathsOf, READS, type ReadKind } from './paging-depths.ts'
import { proveChange, provePages } from './paging-proof.ts'
import { type Program, startProduct } from './program.ts'
import { ratiosOf, type Spread, spreadOf } from './spread.ts'
import { type Failure, failureOf, takeTurns } from './turns.ts'

const PAUSE_MS = 200
/** Few enough that a wait is for the page and not for the other requests. */
export const PAGING_CONNECTIONS = 4

export interface PagingRow extends Subject {
  readonly skip: number
  readonly read: ReadKind
  /** p99 over that of skip=0 read in the same way, round by round. */
  readonly ratio: Spread
  /** At most; undefined where nobody promised anything. */
  readonly target: number | undefined
  readonly p50Ms: Spread
  readonly p99Ms: Spread
  readonly perSecond: Spread
  readonly cpuMicroseconds: Spread
  readonly databaseCpuMicroseconds: Spread
}

/** Pages at three depths, on each combination in turn, all on the one store of their database. */
export async function measurePaging(
  context: Context,
  stores: ReadonlyMap<string, Store>,
): Promise<Section<PagingRow>> {
  const sections: Section<PagingRow>[] = []
  for (const combination of context.combinations) {
    const store = stores.get(combination.database.name)
    // Why there is none stands in the table of the loads.
    if (!store) continue
    try {
      sections.push(await measureCombination(context, combination, store))
    } catch (error) {
      sections.push({ rows: [], failures: [failureOf(nameOf(subjectOf(combination)), error)] })
    }
  }
  return joined(sections)
}

async function measureCombination(
  context: Context,
  combination: Combination,
  store: Store,
): Promise<Section<PagingRow>> {
  const { workspace, plan, say } = context
  const name = nameOf(subjectOf(combination))
  say(`${name}: pages of ${plan.pagingUsers.toLocaleString('en-US')} users, ${plan.paging.rounds} rounds`)
  const program = await startProduct(workspace, { command: combination.runtime.command, store })
  try {
    const administrator = await signIn(program, 1)
    await provePages(program, administrator, plan.pagingUsers)
    const measured = await measureDepths(context, combination, program, administrator)
    // Last, for an id is never given twice: the pages above are of the ids that were written.
    await proveChange(program, administrator, plan.pagingUsers)
    return {
      ...measured,
      failures: measured.failures.map((one) => ({ ...one, what: `${name}: ${one.what}` })),
    }
  } finally {
    await program.stop()
  }
}

const contestantName = (read: ReadKind, skip: number): string => `skip=${skip}, ${read}`

async function measureDepths(
  { generator, plan }: Context,
  combination: Combination,
  program: Program,
  { token }: SignedIn,
): Promise<{ rows: PagingRow[]; failures: readonly Failure[] }> {
  const users = plan.pagingUsers
  const load = async (read: ReadKind, skip: number, seconds: number): Promise<Slot> => {
    const requests = pathsOf(read, skip, users).map((path) => ({ method: 'GET', path, token }))
    const slot = await generator.load(program, { connections: PAGING_CONNECTIONS, seconds, requests })
    if (slot.failed + slot.refused > 0) throw new Error('not every answer was 200')
    await sleep(PAUSE_MS)
    return slot
  }
  const depths = depthsOf(users)
  const contestants = READS.flatMap((read) =>
    depths.map((skip) => ({
      name: contestantName(read, skip),
      take: async (round: number) => {
        if (round === 0 && plan.paging.warmUpSeconds > 0) await load(read, skip, plan.paging.warmUpSeconds)
        return await load(read, skip, plan.paging.seconds)
      },
    })),
  )
  const { slots, failures } = await takeTurns(contestants, plan.paging.rounds)
  const rows = READS.flatMap((read) =>
    depths.flatMap((skip) => {
      const own = slots.get(contestantName(read, skip))
      return own ? [rowOf(combination, read, skip, own, slots.get(contestantName(read, 0)) ?? [], users)] : []
    }),
  )
  return { rows, failures }
}

function rowOf(
  combination: Combination,
  read: ReadKind,
  skip: number,
  own: readonly Slot[],
  first: readonly Slot[],
  users: number,
): PagingRow {
  const of = (value: (slot: Slot) => number) => spreadOf(own.map(value))
  return {
    ...subjectOf(combination),
    skip,
    read,
    ratio: spreadOf(ratiosOf(own, first, ({ p99Ms }) => p99Ms)),
    target: skip === users - PAGE ? LIMITS.deepPageRatio : undefined,
    p50Ms: of(({ p50Ms }) => p50Ms),
    p99Ms: of(({ p99Ms }) => p99Ms),
    perSecond: of(({ perSecond }) => perSecond),
    cpuMicroseconds: of(({ cpuMicroseconds }) => cpuMicroseconds),
    databaseCpuMicroseconds: of(({ databaseCpuMicroseconds }) => databaseCpuMicroseconds),
  }
}
