import type { Database } from './databases/database.ts'
import type { Runtime } from './runtimes.ts'

/** One way to run the product. */
export interface Combination {
  readonly runtime: Runtime
  readonly database: Database
}

/** What a row of a result is about, in words: `Bun, PostgreSQL`. */
export interface Subject {
  readonly runtime: string
  readonly database: string
}

export const subjectOf = ({ runtime, database }: Combination): Subject => ({
  runtime: runtime.label,
  database: database.label,
})

export const nameOf = ({ runtime, database }: Subject): string => `${runtime}, ${database}`
