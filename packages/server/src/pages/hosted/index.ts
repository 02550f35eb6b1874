import { contract, type Identity, type Implemented, type Page } from '@latchkey/contract'
import type { Caller } from '#features/principals'
import { handlerOf } from '../form-page.ts'
import { accountPages } from './account.ts'
import { type ProviderPagesDeps, providerPages } from './providers.ts'
import { askForMore, signInPages } from './sign-in.ts'
import { type SignedInDeps, signedIn } from './signed-in.ts'

export interface HostedDeps extends SignedInDeps, ProviderPagesDeps {
  /** What answers the API: a form does what the request of the same meaning does. */
  readonly implemented: readonly Implemented<Caller>[]
}

/** The pages of this server that people sign in by, and what is theirs behind it. */
export function hostedPages(deps: HostedDeps): Page[] {
  const shared = { ...deps, browser: signedIn(deps) }
  const { identities, unlink } = contract.providers
  const elsewhere = {
    listIdentities: handlerOf(deps.implemented, identities) as (
      call: object,
    ) => Promise<{ items: Identity[] }>,
    unlink: handlerOf(deps.implemented, unlink),
    askForMore,
  }
  return [...signInPages(shared), ...providerPages({ ...shared, ...elsewhere }), ...accountPages(shared)]
}
