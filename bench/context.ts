import type { Combination } from './combination.ts'
import type { Store } from './databases/database.ts'
import type { Generator } from './http/generator.ts'
import type { OneFile } from './one-file.ts'
import type { Plan } from './plan.ts'
import type { Failure } from './turns.ts'
import type { Workspace } from './workspace.ts'

/** What every measurement works with. */
export interface Context {
  readonly workspace: Workspace
  readonly generator: Generator
  readonly plan: Plan
  readonly combinations: readonly Combination[]
  /** Undefined where it was not wanted or could not be built. */
  readonly oneFile: OneFile | undefined
  /** A copy of a store that holds the users of the plan; made at the first call for its database. */
  prepared(combination: Combination): Promise<Store>
  say(progress: string): void
}

/** What one section measured, and what it could not. */
export interface Section<Row> {
  readonly rows: readonly Row[]
  readonly failures: readonly Failure[]
}

/** Sections of the same kind, one after another. */
export const joined = <Row>(sections: readonly Section<Row>[]): Section<Row> => ({
  rows: sections.flatMap(({ rows }) => rows),
  failures: sections.flatMap(({ failures }) => failures),
})
