import { contract, type Implemented, implementFor, problem, type RequestFacts } from '@latchkey/contract'
import type { KeyedDigest } from '#crypto/keyed-digest'
import type { AuditFeature, Recorder } from '#features/audit'
import type { GuardFeature } from '#features/guard'
import type { Caller, Principal } from '#features/principals'
import type { Clock } from '#kernel/clock'
import { OPERATOR, type UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Reader, Storage, Transaction } from '#storage'
import { ceremonies as ceremoniesOf } from './ceremonies.ts'
import { addPasskey, beginToAdd, type ManageDeps, removePasskey, renamePasskey } from './manage.ts'
import type { UserVerification } from './options.ts'
import { type PartySettings, relyingParty } from './relying-party.ts'
import { type PasskeyFactor, passkeyFactor } from './second-factor.ts'
import { shown } from './shown.ts'
import { beginSignIn, type FinishSignIn, signInByPasskey } from './sign-in.ts'
import { passkeyStore } from './store.ts'

export type { PasskeyFactor } from './second-factor.ts'

export interface PasskeysFeature extends PasskeyFactor {
  removeAll(tx: Transaction, userId: UserId): Promise<number>
  /** Removes ceremonies that nobody ended. */
  sweep(): Promise<void>
}

interface Deps extends PartySettings {
  storage: Storage
  clock: Clock
  random: Random
  digest: KeyedDigest
}

/** Passkeys as the factors and the sign-in see them. */
export function passkeysFeature(deps: Deps): PasskeysFeature {
  const own = partsOf(deps)
  return {
    ...passkeyFactor(own),
    removeAll: own.store.removeAll,
    async sweep() {
      await own.ceremonies.sweep()
    },
  }
}

function partsOf(deps: Deps) {
  const store = passkeyStore(deps.storage)
  return { ...deps, store, ceremonies: ceremoniesOf({ ...deps, store }), party: () => relyingParty(deps) }
}

interface SignedIn {
  readonly access_token: string
  readonly token_type: 'bearer'
  readonly expires_in: number
}

interface RouteDeps
  extends Deps,
    Pick<ManageDeps, 'refuseEnded' | 'requireFresh' | 'hasOtherWayIn' | 'onRemoved'> {
  userVerification: UserVerification
  guard: Pick<GuardFeature, 'noteRefusal' | 'remember'>
  audit: Pick<AuditFeature, 'by'>
  findDisabledAt(userId: UserId): Promise<number | null | undefined>
  finishSignIn: FinishSignIn<SignedIn>
  /** Codes for an account that has its first second factor now; null where there are some. */
  codesForTheFirst(tx: Transaction, userId: UserId): Promise<string[] | null>
  /** The session proved the second factor just now. */
  raiseSession(tx: Transaction, caller: Principal): Promise<unknown>
  tellOwner(
    tx: Transaction,
    userId: UserId,
    kind: 'passkey_added' | 'passkey_removed' | 'passkey_counted_back',
    sourceAddress: string | undefined,
  ): Promise<void>
}

const signedIn = (caller: Caller): Principal => {
  // The edge lets no key and no operator through: a session is what `access` asks for.
  if (!('sessionId' in caller)) throw problem('forbidden', { detail: 'There is no session to do this in.' })
  return caller as Principal
}

export function passkeysRoutes(deps: RouteDeps): Implemented<Caller>[] {
  const { storage, audit } = deps
  const own = partsOf(deps)
  const { store } = own
  const onCountedBack = (userId: UserId, passkeyId: string, request: RequestFacts, record: Recorder) =>
    storage.write(async (tx) => {
      await deps.tellOwner(tx, userId, 'passkey_counted_back', request.sourceAddress())
      await record(tx, { action: 'passkey.counted_back', subject: userId, facts: { passkey: passkeyId } })
    })
  const managing = { ...deps, ...own }
  const signing = { ...deps, ...own, onCountedBack }
  const list = async (reader: Reader, userId: UserId) => ({
    items: (await store.list(reader, userId)).map(shown),
  })
  return implementFor<Caller>()(contract.passkeys, {
    list: ({ caller: { userId } }) => (userId === OPERATOR ? { items: [] } : list(storage, userId)),
    begin: ({ caller }) => beginToAdd(managing, signedIn(caller)),
    add: ({ caller, body, request }) =>
      addPasskey(managing, signedIn(caller), body, request.sourceAddress(), audit.by(caller, request)),
    rename: ({ caller, params: { passkey_id }, body: { name }, request }) =>
      renamePasskey(managing, signedIn(caller), passkey_id, name, audit.by(caller, request)),
    remove: ({ caller, params: { passkey_id }, request }) =>
      removePasskey(
        managing,
        signedIn(caller),
        passkey_id,
        request.sourceAddress(),
        audit.by(caller, request),
      ),
    beginSignIn: () => beginSignIn(signing),
    signIn: ({ body, request }) => signInByPasskey(signing, body, request, audit.by(undefined, request)),
  })
}
