import type { AssertionResponse } from '@latchkey/contract'
import { nobodysPublicKey } from '#crypto/cose-key'
import { type RelyingParty, verifyAssertion } from '#crypto/webauthn'
import type { UserId } from '#kernel/ids'
import type { Storage, Transaction } from '#storage'
import type { PasskeyStore } from './store.ts'

interface Deps {
  storage: Storage
  store: PasskeyStore
  party(): RelyingParty
}

/** Somebody showed that they hold a passkey of this account. */
export interface Assertion {
  readonly userId: UserId
  readonly passkeyId: string
  readonly isUserVerified: boolean
  /** It did not count on from where it was: there may be two of it. */
  readonly hasCountedBack: boolean
  /** Counts it, in the transaction of what it proves. Whether it still counts on, for another may have been faster. */
  use(tx: Transaction, now: number): Promise<boolean>
  /** Not removed meanwhile: what does not count on then is behind another one. */
  isStillThere(): Promise<boolean>
}

/** Costs the same for a passkey that there is and one that there is not. Undefined for whatever proves nothing. */
export async function assertion(
  { storage, store, party }: Deps,
  response: AssertionResponse,
  expected: {
    readonly challenge: string
    readonly needsUserVerification: boolean
    /** Whose it has to be; undefined where it says itself whose it is. */
    readonly userId?: UserId
  },
): Promise<Assertion | undefined> {
  const found = await store.findByCredential(storage, response.id)
  const proved = await verifyAssertion(
    response,
    { ...expected, party: party() },
    found?.publicKey ?? nobodysPublicKey(),
  )
  if (!found || !proved) return undefined
  const { userHandle } = response.response
  // A discoverable one names its owner (Web Authentication Level 3 section 7.2, step 6); another says so at most.
  const isNamed = typeof userHandle === 'string' && userHandle !== ''
  if (isNamed ? userHandle !== found.handle : expected.userId === undefined) return undefined
  if (expected.userId !== undefined && expected.userId !== found.userId) return undefined
  // What it was made as it stays (step 18).
  if (proved.isBackupEligible !== (found.isBackupEligible === 1)) return undefined
  const counts = proved.counter > 0 || found.counter > 0
  return {
    userId: found.userId,
    passkeyId: found.id,
    isUserVerified: proved.isUserVerified,
    hasCountedBack: counts && proved.counter <= found.counter,
    use: (tx, now) =>
      store.use(tx, {
        id: found.id,
        counter: proved.counter,
        isBackedUp: proved.isBackedUp ? 1 : 0,
        now,
      }),
    isStillThere: async () => (await store.findByCredential(storage, response.id))?.id === found.id,
  }
}
