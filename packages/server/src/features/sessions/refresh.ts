import { problem, type RequestFacts } from '@latchkey/contract'
import { isSameDigest } from '#crypto/keyed-digest'
import type { PresentedRefreshToken, RefreshTokens } from '#crypto/refresh-tokens'
import type { AccessTokens } from '#crypto/tokens'
import type { Clock } from '#kernel/clock'
import { isSessionId, type SessionId, type UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Storage, Transaction } from '#storage'
import type { Family, refreshStore } from './refresh/store.ts'
import type { sessionStore } from './store.ts'
import { type Lifetimes, tokenAnswer } from './token-answer.ts'

export interface RefreshDeps extends Lifetimes {
  storage: Storage
  store: ReturnType<typeof sessionStore>
  refreshes: ReturnType<typeof refreshStore>
  refreshTokens: RefreshTokens
  tokens: AccessTokens
  clock: Clock
  random: Random
  /** How long a spent token still gets the successor that it got; 0 is the strict reading of ASVS 5.0 10.4.5. */
  refreshGraceSeconds: number
  /** Tells the owner and the log that a spent token was used again: two have it. In the transaction that ends the session. */
  onReuse(tx: Transaction, reuse: Reuse): Promise<void>
}

export interface Reuse {
  readonly userId: UserId
  readonly sessionId: SessionId
  readonly request: RequestFacts
}

type Verdict =
  | { readonly session: { id: SessionId; userId: UserId; endsAt: number }; readonly token: string }
  | 'refused'

const refused = () =>
  problem('invalid_grant', { detail: 'The refresh token does not count any more. Sign in again.' })

/**
 * POST /auth/refresh (RFC 6749 section 6, RFC 9700 section 4.14.2). Throws `invalid_grant`.
 *
 * The verdict is committed before it is told: what ends a session must not be taken back with the refusal.
 */
export async function refresh(deps: RefreshDeps, token: string, request: RequestFacts) {
  const presented = deps.refreshTokens.read(token)
  const id = presented?.sessionId
  if (presented === undefined || id === undefined || !isSessionId(id)) throw refused()
  const now = deps.clock.now()
  const nonce = deps.random.bytes(16).toString('base64url')
  const next = presented.successor(nonce)
  const verdict = await deps.storage.write(async (tx): Promise<Verdict> => {
    const rotated = await deps.refreshes.rotate(tx, {
      id,
      generation: presented.generation,
      digest: presented.digest,
      nextGeneration: presented.generation + 1,
      nextDigest: next.digest,
      nonce,
      now,
      idleEndsAt: now + deps.sessionIdleSeconds * 1_000,
    })
    if (rotated) return { session: { id, ...rotated }, token: next.token }
    return judgeSpent(deps, tx, presented, id, request)
  })
  if (verdict === 'refused') throw refused()
  return { ...(await tokenAnswer(deps, verdict.session, now)), refresh_token: verdict.token }
}

/**
 * A token that is not the one that counts. It was issued here, so it counted once: within the grace it gets the successor
 * that it got, and after it the session ends, for its holder is not alone (ASVS 5.0 10.4.5).
 */
async function judgeSpent(
  { refreshes, store, clock, refreshGraceSeconds, onReuse }: RefreshDeps,
  tx: Transaction,
  presented: PresentedRefreshToken,
  id: SessionId,
  request: RequestFacts,
): Promise<Verdict> {
  const now = clock.now()
  const family = await refreshes.find(tx, id, now)
  // Of a later generation than is known: the database is an older copy, and the token was not spent.
  if (!family || family.generation === null || presented.generation >= family.generation) return 'refused'
  const successor = successorInGrace(family, presented, now, refreshGraceSeconds)
  if (successor !== undefined) return { session: { id, ...family }, token: successor }
  await store.removeOneOf(tx, family.userId, id)
  tx.changed(family.userId)
  await onReuse(tx, { userId: family.userId, sessionId: id, request })
  return 'refused'
}

function successorInGrace(
  { generation, nonce, digest, refreshedAt }: Family,
  presented: PresentedRefreshToken,
  now: number,
  graceSeconds: number,
): string | undefined {
  if (presented.generation + 1 !== generation || nonce === null || refreshedAt === null) return undefined
  // A clock that was set back must not make the grace longer.
  if (Math.abs(now - refreshedAt) >= graceSeconds * 1_000) return undefined
  const successor = presented.successor(nonce)
  return digest !== null && isSameDigest(successor.digest, digest) ? successor.token : undefined
}
