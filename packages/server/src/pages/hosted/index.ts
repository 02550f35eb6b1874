import type { Implemented, Page } from '@latchkey/contract'
import type { Caller } from '#features/principals'
import { accountPages } from './account.ts'
import { returnPages } from './return.ts'
import { type ReturningDeps, returning } from './returning.ts'
import { signInPages } from './sign-in.ts'
import { type SignedInDeps, signedIn } from './signed-in.ts'

export interface HostedDeps extends SignedInDeps, ReturningDeps {
  /** What answers the API: a form does what the request of the same meaning does. */
  readonly implemented: readonly Implemented<Caller>[]
}

/** The pages of this server that people sign in by, and what is theirs behind it. */
export function hostedPages(deps: HostedDeps): Page[] {
  const shared = { ...deps, browser: signedIn(deps), returning: returning(deps) }
  return [...signInPages(shared), ...returnPages(shared), ...accountPages(shared)]
}
