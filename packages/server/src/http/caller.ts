import type { Actor } from '#kernel/ids'
import type { Usage } from '#kernel/usage'

/** What the edge must know of whoever is calling. */
export interface Caller {
  readonly userId: Actor
  readonly permissions: ReadonlySet<string>
  /** What an API key was made for; absent where somebody is signed in. */
  readonly scopes?: ReadonlySet<string>
  /** How much was asked lately; whoever has none is not counted. */
  readonly usage?: Usage
}
