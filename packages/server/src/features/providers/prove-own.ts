import { ATTEMPT_MS } from './begin.ts'
import type { Back } from './complete.ts'
import { type HalfProve, type ProvidersDeps, refusing } from './deps.ts'
import { kinds } from './kinds.ts'
import { sessionThatAsked } from './session-that-asked.ts'
import { requireUnchanged } from './unchanged.ts'

/** How far the clock of a provider may be off. */
const SKEW_MS = 30_000

/**
 * Whoever holds the session that asked for it has shown anew who they are, by an identity that is linked to its account, and in no
 * other session (C062). It is one factor: what makes a proof of it is POST /auth/reauthenticate.
 */
export async function proveOwn(deps: ProvidersDeps & { halfProve: HalfProve }, came: Back): Promise<void> {
  const { attempt, provider, person, request } = came
  const { storage, store, clock } = deps
  const refuse = refusing(deps, request)
  const session = sessionThatAsked(deps, came)
  const { userId } = session
  const { name, slug, kind } = provider
  if (!isAnew(kinds[kind].anew?.toldWhen, person.signedInAt, attempt.expiresAt - ATTEMPT_MS))
    throw refuse(
      'provider_sign_in_not_new',
      'provider_refused',
      `${name} did not say that you signed in there just now, so this proves nothing. Try again and sign in there, or prove it another way.`,
      userId,
    )
  const { issuer, subject, email = null } = person
  await storage.write(async (tx) => {
    await requireUnchanged(deps, tx, provider)
    if (!(await store.useIdentity(tx, { issuer, subject, userId, email, provider: slug, now: clock.now() })))
      throw refuse(
        'identity_not_linked',
        'provider_refused',
        `This account at ${name} is not the one that is linked to yours. Sign in there with that one.`,
        userId,
      )
    await deps.halfProve(tx, session)
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
