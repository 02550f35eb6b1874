import type { SessionId, UserId } from '#kernel/ids'
import { changedMeanwhile } from './account-of.ts'
import { startAgain } from './begin.ts'
import type { Back } from './complete.ts'
import { type ProvidersDeps, refusing } from './deps.ts'

/** In which what comes back counts, and in no other (C079). Throws `provider_refused` where somebody else has signed in meanwhile. */
export function sessionThatAsked(
  deps: ProvidersDeps,
  { attempt: { userId, sessionId }, back, request }: Back,
): { readonly userId: UserId; readonly sessionId: SessionId } {
  if (userId === null || sessionId === null) throw changedMeanwhile()
  // Whoever is at the browser now gives nothing of theirs to the account of the one before them, and is not told that it was done.
  if (back.sessionId !== undefined && back.sessionId !== sessionId)
    throw refusing(deps, request)('provider_state_not_valid', 'provider_refused', startAgain, userId)
  return { userId, sessionId: sessionId as SessionId }
}
