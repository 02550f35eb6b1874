import { problem } from '@latchkey/contract'
import type { FactorsFeature } from '#features/factors'
import type { Caller, Principal, PrincipalsFeature } from '#features/principals'
import type { Clock } from '#kernel/clock'
import { OPERATOR } from '#kernel/ids'
import type { Reader, Transaction } from '#storage'
import type { sessionStore } from './store.ts'

/** ASVS 5.0 7.5.3. */
export const FRESH_MS = 10 * 60 * 1_000

interface Deps {
  store: ReturnType<typeof sessionStore>
  clock: Clock
  factors: Pick<FactorsFeature, 'kindsOf'>
  refuseEnded: PrincipalsFeature['refuseEnded']
}

/**
 * What changes how somebody signs in asks for a proof that is young, and by as many factors as the account has (V20): the database is
 * asked, in the transaction of the change. Throws `reauth_required`, `invalid_token` where the session ended meanwhile.
 */
export async function requireFresh(
  deps: Deps,
  tx: Transaction,
  caller: Pick<Principal, 'userId' | 'sessionId'>,
): Promise<void> {
  await deps.refuseEnded(tx, caller)
  await refuseStale(deps, tx, caller)
}

/** The same of what is only read, as all that is held of somebody. */
export async function refuseStale(
  deps: Omit<Deps, 'refuseEnded'>,
  reader: Reader,
  caller: Pick<Principal, 'userId' | 'sessionId'>,
): Promise<void> {
  if ((await lookAtProof(deps, reader, caller)).isFresh) return
  // Two reads: a factor that came between them, with the proof by it, looks like one that was not proved. It is there by now.
  const { isFresh, highest } = await lookAtProof(deps, reader, caller)
  if (isFresh) return
  throw problem('reauth_required', {
    detail: `Prove again who you are with POST /auth/reauthenticate${highest === 2 ? ', with a second factor' : ''}: the last proof is too old or too weak for this.`,
  })
}

async function lookAtProof(
  { store, clock, factors }: Omit<Deps, 'refuseEnded'>,
  reader: Reader,
  { userId, sessionId }: Pick<Principal, 'userId' | 'sessionId'>,
) {
  const proof = await store.findProof(reader, userId, sessionId)
  if (!proof) throw problem('invalid_token')
  const age = clock.now() - proof.provedAt
  const highest = (await factors.kindsOf(reader, userId)).length > 0 ? 2 : 1
  // A clock that was set back makes nothing fresh.
  return { isFresh: age >= 0 && age < FRESH_MS && proof.level >= highest, highest }
}

/**
 * What is documented asks for nothing more on accounts without a second factor (clause 8 of the wire contract); on those that have one,
 * for a fresh proof by it, which no API key gives. Throws `reauth_required`, `invalid_token` where what the caller came by ended meanwhile.
 */
export async function requireFreshWhereProtected(deps: Deps, tx: Transaction, caller: Caller): Promise<void> {
  const { userId } = caller
  await deps.refuseEnded(tx, caller)
  if (userId === OPERATOR || (await deps.factors.kindsOf(tx, userId)).length === 0) return
  if (!('sessionId' in caller))
    throw problem('reauth_required', {
      detail: 'This account has a second factor: do this in a session, after POST /auth/reauthenticate.',
    })
  return refuseStale(deps, tx, caller as Principal)
}
