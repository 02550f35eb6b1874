import { type Combination, nameOf, subjectOf } from './combination.ts'
import type { Context } from './context.ts'
import type { Store } from './databases/database.ts'
import { type Program, startProduct } from './program.ts'
import { type Failure, failureOf } from './turns.ts'

/** One combination that runs. */
export interface Member {
  readonly combination: Combination
  readonly name: string
  readonly program: Program
  readonly store: Store
}

export interface Fleet {
  readonly members: readonly Member[]
  /** Combinations that did not start. */
  readonly failures: readonly Failure[]
  stop(): Promise<void>
}

/** A server for each combination, each on its own copy of the prepared users; who does not start is left out. */
export async function startFleet(
  context: Context,
  combinations: readonly Combination[],
  passwordThreads?: number,
): Promise<Fleet> {
  const members: Member[] = []
  const failures: Failure[] = []
  for (const combination of combinations) {
    const name = nameOf(subjectOf(combination))
    try {
      const store = await context.prepared(combination)
      const threads = passwordThreads === undefined ? {} : { passwordThreads }
      const { command } = combination.runtime
      const program = await startProduct(context.workspace, { command, store, ...threads })
      members.push({ combination, name, program, store })
    } catch (error) {
      failures.push(failureOf(name, error))
    }
  }
  const stop = async () => {
    await Promise.all(members.map(({ program }) => program.stop()))
  }
  return { members, failures, stop }
}

/** The combinations of each runtime, in the order in which the runtimes first appear. */
export function byRuntime(combinations: readonly Combination[]): Combination[][] {
  const groups = Map.groupBy(combinations, ({ runtime }) => runtime.name)
  return [...groups.values()]
}
