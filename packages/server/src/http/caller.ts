import type { Actor } from '#kernel/ids'

/** What the edge must know of whoever is calling. */
export interface Caller {
  readonly userId: Actor
  readonly permissions: ReadonlySet<string>
  /** What an API key was made for; absent where somebody is signed in. */
  readonly scopes?: ReadonlySet<string>
}
