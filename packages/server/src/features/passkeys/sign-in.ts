import {
  type AttemptCause,
  type PasskeyAssertion,
  type Problem,
  problem,
  type RequestFacts,
} from '@latchkey/contract'
import type { RelyingParty } from '#crypto/webauthn'
import type { Recorder } from '#features/audit'
import type { GuardFeature } from '#features/guard'
import type { Clock } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Storage, Transaction } from '#storage'
import { assertion } from './assert.ts'
import type { Ceremonies } from './ceremonies.ts'
import { requestOptions, type UserVerification } from './options.ts'
import type { PasskeyStore } from './store.ts'

/** How a session begins, once it is known whose. */
export type FinishSignIn<Answer> = (
  proved: {
    readonly userId: UserId
    readonly provedBy: 'passkey'
    /** 2 where the authenticator knew its owner by a PIN or a biometric, too (NIST SP 800-63B-4 section 2.2). */
    readonly level: 1 | 2
    readonly goesOn: boolean
    readonly request: RequestFacts
    readonly record: Recorder
  },
  proving: (tx: Transaction, isWhole: boolean) => Promise<void>,
) => Promise<Answer>

export interface SignInDeps<Answer> {
  storage: Storage
  store: PasskeyStore
  ceremonies: Ceremonies
  clock: Clock
  userVerification: UserVerification
  guard: Pick<GuardFeature, 'noteRefusal' | 'remember'>
  party(): RelyingParty
  findDisabledAt(userId: UserId): Promise<number | null | undefined>
  finishSignIn: FinishSignIn<Answer>
  onCountedBack(userId: UserId, passkeyId: string, request: RequestFacts, record: Recorder): Promise<void>
}

const ANYBODYS = { purpose: 'sign_in', userId: null, boundTo: null } as const

export async function beginSignIn<A>({ ceremonies, party, userVerification }: SignInDeps<A>) {
  const { ceremony, challenge } = await ceremonies.begin(ANYBODYS)
  return { ceremony, options: requestOptions(party(), { challenge, userVerification }) }
}

/** One text for all that is not accepted, and for passkeys that nobody has. */
const notAccepted = (reference: string): Problem =>
  problem('invalid_passkey', {
    detail: 'The passkey was not accepted. Try again, or sign in another way.',
    reference,
  })

/**
 * POST /auth/passkey. There is nothing to guess, so no budget is spent, and no stranger spends anybody's (C027).
 * Throws `invalid_passkey`, `account_disabled`, and what finishing a sign-in throws.
 */
export async function signInByPasskey<Answer>(
  deps: SignInDeps<Answer>,
  { ceremony, response, refresh = false }: PasskeyAssertion & { refresh?: boolean },
  request: RequestFacts,
  record: Recorder,
): Promise<Answer> {
  const { ceremonies, guard, clock, userVerification } = deps
  const refused = (cause: AttemptCause, userId?: UserId) =>
    notAccepted(guard.noteRefusal({ channel: 'passkey', cause, request, userId }))

  const challenge = await ceremonies.spend(ceremony, ANYBODYS)
  const needsUserVerification = userVerification === 'required'
  // Looked at all the same where the ceremony is over, so that nobody learns by the clock which part was wrong.
  const proved = await assertion(deps, response, { challenge: challenge ?? '', needsUserVerification })
  if (challenge === undefined) throw refused('ceremony_not_valid')
  if (!proved) throw refused('passkey_not_valid')
  const { userId, passkeyId } = proved
  const disabledAt = await deps.findDisabledAt(userId)
  if (disabledAt !== null) {
    const reference = guard.noteRefusal({ channel: 'passkey', cause: 'account_disabled', request, userId })
    throw problem('account_disabled', {
      detail: 'This account is disabled. Ask an administrator of this server.',
      reference,
    })
  }
  if (proved.hasCountedBack) {
    await deps.onCountedBack(userId, passkeyId, request, record)
    throw refused('passkey_counted_back', userId)
  }
  let isUsed = true
  const level = proved.isUserVerified ? 2 : 1
  try {
    return await deps.finishSignIn(
      { userId, provedBy: 'passkey', level, goesOn: refresh, request, record },
      async (tx, isWhole) => {
        isUsed = await proved.use(tx, clock.now())
        if (!isUsed) throw problem('invalid_passkey')
        // Half a sign-in makes nobody known where it came from.
        if (isWhole) await guard.remember(tx, userId, request)
      },
    )
  } catch (error) {
    if (isUsed) throw error
    if (!(await proved.isStillThere())) throw refused('passkey_not_valid', userId)
    await deps.onCountedBack(userId, passkeyId, request, record)
    throw refused('passkey_counted_back', userId)
  }
}
