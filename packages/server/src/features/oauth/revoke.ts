import type { RefreshTokens } from '#crypto/refresh-tokens'
import type { Recorder } from '#features/audit'
import type { Live, PrincipalsFeature } from '#features/principals'
import { type ApiKeyId, isSessionId, type SessionId, type UserId } from '#kernel/ids'

export interface RevokeDeps {
  /** The one credential check. */
  authenticate(token: string): Live | undefined | Promise<Live | undefined>
  principals: Pick<PrincipalsFeature, 'find'>
  refreshTokens: RefreshTokens
  endSession(userId: UserId, sessionId: SessionId, record: Recorder): Promise<unknown>
  revokeKey(userId: UserId, keyId: ApiKeyId, record: Recorder): Promise<unknown>
}

/** POST /oauth/revoke (RFC 7009 section 2.2): the same answer whatever was sent, unless it could not be written down. */
export async function revoke(deps: RevokeDeps, token: string, record: Recorder) {
  const live = await whoseIs(deps, token)
  if (live && 'sessionId' in live) await deps.endSession(live.userId, live.sessionId, record)
  else if (live) await deps.revokeKey(live.userId, live.keyId, record)
  return { message: 'Revoked' }
}

/** Any refresh token of a session ends it, a spent one too: whoever has that is not its owner's program alone. */
function whoseIs({ authenticate, principals, refreshTokens }: RevokeDeps, token: string) {
  const presented = refreshTokens.read(token)
  if (presented === undefined) return authenticate(token)
  return isSessionId(presented.sessionId) ? principals.find(presented.sessionId) : undefined
}
