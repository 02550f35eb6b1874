import type { AccessTokens } from '#crypto/tokens'
import type { SessionId, UserId } from '#kernel/ids'

/** How long things live; in seconds. */
export interface Lifetimes {
  readonly accessTokenSeconds: number
  /** A session that is not refreshed for so long ends. */
  readonly sessionIdleSeconds: number
  /** A session ends then, however it is used. */
  readonly sessionAbsoluteSeconds: number
}

interface Session {
  readonly id: SessionId
  readonly userId: UserId
  /** Milliseconds since the epoch. */
  readonly endsAt: number
}

/** What a sign-in and a refresh answer: a token that ends with its session at the latest (RFC 6749 section 5.1). */
export async function tokenAnswer(
  { tokens, accessTokenSeconds }: { tokens: AccessTokens; accessTokenSeconds: number },
  { id, userId, endsAt }: Session,
  now: number,
) {
  const iat = Math.floor(now / 1_000)
  // In the last second of a session it is as short as can be said.
  const exp = Math.min(iat + accessTokenSeconds, Math.max(iat + 1, Math.floor(endsAt / 1_000)))
  return {
    access_token: await tokens.issue({ sub: String(userId), sid: id, iat, exp }),
    token_type: 'bearer' as const,
    expires_in: exp - iat,
  }
}
