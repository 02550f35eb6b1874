import type { SessionId } from '#kernel/ids'
import { changedMeanwhile } from './account-of.ts'
import { ATTEMPT_MS, startAgain } from './begin.ts'
import type { Back } from './complete.ts'
import { type HalfProve, type ProvidersDeps, refusing } from './deps.ts'
import { kinds } from './kinds.ts'

/** How far the clock of a provider may be off. */
const SKEW_MS = 30_000

/**
 * Whoever holds the session that asked for it has shown anew who they are, by an identity that is linked to its account, and in no
 * other session (C062). It is one factor: what makes a proof of it is POST /auth/reauthenticate.
 */
export async function proveOwn(
  deps: ProvidersDeps & { halfProve: HalfProve },
  { attempt, provider, person, back, request }: Back,
): Promise<void> {
  const { storage, store, clock } = deps
  const refuse = refusing(deps, request)
  const { userId, sessionId, expiresAt } = attempt
  if (userId === null || sessionId === null) throw changedMeanwhile()
  // Somebody else has signed in in this browser meanwhile.
  if (back.sessionId !== undefined && back.sessionId !== sessionId)
    throw refuse('provider_state_not_valid', 'provider_refused', startAgain, userId)
  const { name, slug, kind } = provider
  if (!isAnew(kinds[kind].anew?.toldWhen, person.signedInAt, expiresAt - ATTEMPT_MS))
    throw refuse(
      'provider_sign_in_not_new',
      'provider_refused',
      `${name} did not say that you signed in there just now, so this proves nothing. Try again and sign in there, or prove it another way.`,
      userId,
    )
  const { issuer, subject, email = null } = person
  await storage.write(async (tx) => {
    if (!(await store.useIdentity(tx, { issuer, subject, userId, email, provider: slug, now: clock.now() })))
      throw refuse(
        'identity_not_linked',
        'provider_refused',
        `This account at ${name} is not the one that is linked to yours. Sign in there with that one.`,
        userId,
      )
    await deps.halfProve(tx, { userId, sessionId: sessionId as SessionId })
  })
}

/** OpenID Connect Core 1.0 section 3.1.3.7, rule 11. */
function isAnew(
  toldWhen: 'always' | 'sometimes' | undefined,
  signedInAt: number | undefined,
  askedAt: number,
): boolean {
  if (toldWhen === undefined) return true
  if (signedInAt === undefined) return toldWhen === 'sometimes'
  return signedInAt >= askedAt - SKEW_MS
}
