import { contract, type Implemented, implementFor, problem, type RequestFacts } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import type { Caller, Principal } from '#features/principals'
import { OPERATOR, type UserId } from '#kernel/ids'
import type { Outbound } from '#kernel/outbound'
import type { Reader, Transaction } from '#storage'
import { type Asked, beginAt, type Sent } from './begin.ts'
import { checkProvider } from './check.ts'
import { providerClient } from './client.ts'
import { type CameBack, type Completed, complete } from './complete.ts'
import type { FinishSignIn, HalfProve, ProvidersDeps } from './deps.ts'
import { listIdentities, removeOne, unlink } from './identities.ts'
import { linkShown } from './link-shown.ts'
import { addProvider, changeProvider, removeProvider, shown } from './manage.ts'
import { type OfferedProvider, offeredProviders } from './offered.ts'
import { providerStore } from './store.ts'

export { type Sent, startAgain } from './begin.ts'
export type { CameBack, Completed } from './complete.ts'
export type { OfferedProvider } from './offered.ts'
export { usernameFrom } from './proposed-username.ts'
export { resealProviders } from './reseal.ts'
export { speaksOf } from './speaks-of.ts'

export interface ProvidersFeature {
  /** Those that are enabled. */
  listOffered(): Promise<readonly OfferedProvider[]>
  /** Throws `provider_not_found`, `provider_unavailable`, `reauth_required`. */
  begin(asked: Asked, request: RequestFacts): Promise<Sent>
  /** Whether somebody gets in by an identity. */
  hasIdentity(reader: Reader, userId: UserId): Promise<boolean>
  /** This one signs in to this account no longer, be it the last way in; the caller says that the user changed. Whether it was there. */
  removeOne(tx: Transaction, userId: UserId, id: string, record: Recorder): Promise<boolean>
  /** No identity signs in to this account any more; the caller says that the user changed. */
  removeAll(tx: Transaction, userId: UserId): Promise<number>
  /** The same, and nothing is known any more of what was removed before: the account is somebody else's from now on. */
  forgetAll(tx: Transaction, userId: UserId): Promise<void>
  /** In the transaction of a sign-in whose second factor was shown: by whom it began. Whether all is as it was then. */
  linkShown(tx: Transaction, one: Parameters<typeof linkShown>[2]): Promise<boolean>
  /** Removes attempts that nobody ended. */
  sweep(): Promise<void>
}

export interface ProvidersRoutes<Answer> {
  readonly routes: Implemented<Caller>[]
  /** Throws `provider_refused` where nobody was sent from here. */
  complete(back: CameBack, request: RequestFacts): Promise<Completed<Answer>>
}

export interface FeatureDeps extends Omit<ProvidersDeps, 'store' | 'client'> {
  /** In development: servers of this machine may be providers, also by http. */
  readonly isDevelopment: boolean
  readonly outbound: Outbound
}

const partsOf = (deps: FeatureDeps) => {
  const { isDevelopment: allowsLoopback } = deps
  const client = providerClient({ outbound: deps.outbound, clock: deps.clock, allowsLoopback })
  return { ...deps, client, allowsLoopback, store: providerStore(deps.storage) }
}

/** "Sign in with …": other servers that say who somebody is. */
export function providersFeature(deps: FeatureDeps) {
  const own = partsOf(deps)
  const { storage, store, clock } = own
  const feature: ProvidersFeature = {
    listOffered: offeredProviders({ storage, list: () => store.list(storage) }),
    begin: (asked, request) => beginAt(own, asked, request),
    hasIdentity: store.hasIdentity,
    removeOne: (...asked) => removeOne(own, ...asked),
    removeAll: store.removeIdentities,
    async forgetAll(tx, userId) {
      await store.removeIdentities(tx, userId)
      await store.forgetAllRemoved(tx, userId)
    },
    linkShown: (tx, one) => linkShown(own, tx, one),
    async sweep() {
      await storage.write((tx) => store.removeExpired(tx, clock.now()))
    },
  }
  return { ...feature, own }
}

const signedIn = (caller: Caller): Principal => {
  // The edge lets no key and no operator through: a session is what `access` asks for.
  if (!('sessionId' in caller)) throw problem('forbidden', { detail: 'There is no session to do this in.' })
  return caller as Principal
}

export function providersRoutes<Answer>({
  providers: { own },
  finishSignIn,
  halfProve,
}: {
  providers: ReturnType<typeof providersFeature>
  finishSignIn: FinishSignIn<Answer>
  halfProve: HalfProve
}): ProvidersRoutes<Answer> {
  const { audit, storage, store } = own
  return {
    complete: (back, request) => complete({ ...own, finishSignIn, halfProve }, back, request),
    routes: implementFor<Caller>()(contract.providers, {
      list: async () => ({ items: (await store.list(storage)).map((row) => shown(own, row)) }),
      create: ({ caller, body, request }) => addProvider(own, caller, body, audit.by(caller, request)),
      change: ({ caller, params, body, request }) =>
        changeProvider(own, caller, params.slug, body, audit.by(caller, request)),
      remove: ({ caller, params, request }) =>
        removeProvider(own, caller, params.slug, audit.by(caller, request)),
      check: ({ params }) => checkProvider(own, params.slug),
      identities: ({ caller: { userId } }) =>
        userId === OPERATOR ? { items: [] } : listIdentities(own, userId),
      unlink: ({ caller, params, request }) =>
        unlink(own, signedIn(caller), params.identity_id, request.sourceAddress(), audit.by(caller, request)),
    }),
  }
}
