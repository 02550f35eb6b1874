import type { AccessTokens } from '#crypto/tokens'
import type { KeyHolder, Live, Principal } from '#features/principals'
import type { Clock } from '#kernel/clock'

export interface IntrospectDeps {
  /** The one credential check. */
  authenticate(token: string): Live | undefined | Promise<Live | undefined>
  tokens: AccessTokens
  clock: Clock
}

/** POST /oauth/introspect (RFC 7662 section 2.2). */
export async function introspect({ authenticate, tokens, clock }: IntrospectDeps, token: string) {
  const live = await authenticate(token)
  if (live === undefined) return { active: false }
  const facts = {
    active: true,
    token_type: 'Bearer' as const,
    sub: String(live.userId),
    username: live.user.username,
    scope: [...live.permissions].sort().join(' '),
  }
  if (!isSession(live)) return { ...facts, client_id: live.keyId, ...endOf(live) }
  const claims = await tokens.verify(token, clock.now() / 1_000)
  // Its time ended between the two looks.
  if (!claims) return { active: false }
  return { ...facts, sid: live.sessionId, iat: claims.iat, exp: claims.exp }
}

const isSession = (live: Live): live is Principal => 'sessionId' in live

const endOf = ({ expiresAt }: KeyHolder) =>
  Number.isFinite(expiresAt) ? { exp: Math.floor(expiresAt / 1_000) } : {}
