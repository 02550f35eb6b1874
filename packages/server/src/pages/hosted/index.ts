import type { Ask, Implemented, Page } from '@latchkey/contract'
import type { Caller } from '#features/principals'
import type { Language } from '#kernel/language'
import { accountPages } from './account/index.ts'
import { signInPages } from './sign-in.ts'
import { type SignedInDeps, signedIn } from './signed-in.ts'

export interface HostedDeps extends SignedInDeps {
  /** Of the server. */
  readonly language: Language
  /** What answers the API: a form does what the request of the same meaning does. */
  readonly implemented: readonly Implemented<Caller>[]
  /** The same, for whoever is known by a cookie. */
  readonly ask: Ask<Caller>
  /** Where people reach the server. */
  baseUrl(): string
}

/** The pages of this server that people sign in by, and what is theirs behind it. */
export function hostedPages(deps: HostedDeps): Page[] {
  const shared = { ...deps, browser: signedIn(deps) }
  return [...signInPages(shared), ...accountPages(shared)]
}
