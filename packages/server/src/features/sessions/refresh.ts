import { type AttemptCause, problem, type RequestFacts } from '@latchkey/contract'
import { isSameDigest } from '#crypto/keyed-digest'
import type { IssuedRefreshToken, PresentedRefreshToken, RefreshTokens } from '#crypto/refresh-tokens'
import type { AccessTokens } from '#crypto/tokens'
import type { Recorder } from '#features/audit'
import type { GuardFeature } from '#features/guard'
import type { Clock } from '#kernel/clock'
import { isSessionId, type SessionId, type UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Storage, Transaction } from '#storage'
import { NONCE_BYTES, readRotations } from './refresh/rotations.ts'
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
  guard: Pick<GuardFeature, 'noteRefusal'>
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
  | { readonly refused: AttemptCause; readonly userId?: UserId }

const refused = (reference: string) =>
  problem('invalid_grant', {
    detail: 'The refresh token does not count any more. Sign in again.',
    reference,
  })

/**
 * POST /auth/refresh (RFC 6749 section 6, RFC 9700 section 4.14.2). Throws `invalid_grant`.
 *
 * The verdict is committed before it is told: what ends a session must not be taken back with the refusal.
 */
export async function refresh(deps: RefreshDeps, token: string, request: RequestFacts, record: Recorder) {
  const presented = deps.refreshTokens.read(token)
  const id = presented?.sessionId
  const note = (cause: AttemptCause, userId?: UserId) =>
    refused(deps.guard.noteRefusal({ channel: 'refresh', cause, request, userId }))
  if (presented === undefined || id === undefined || !isSessionId(id)) throw note('refresh_token_not_valid')
  const now = deps.clock.now()
  const nonce = deps.random.bytes(NONCE_BYTES).toString('base64url')
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
    return judgeSpent(deps, tx, { presented, id, now, request, record })
  })
  if ('refused' in verdict) throw note(verdict.refused, verdict.userId)
  return { ...(await tokenAnswer(deps, verdict.session, now)), refresh_token: verdict.token }
}

interface Use {
  readonly presented: PresentedRefreshToken
  readonly id: SessionId
  /** When the request came: it must not be late because the database was. */
  readonly now: number
  readonly request: RequestFacts
  readonly record: Recorder
}

/**
 * A token that is not the one that counts. It was issued here, so it counted once: within the grace it gets the one that
 * counts, and after it the session ends, for its holder is not alone (ASVS 5.0 10.4.5).
 */
async function judgeSpent(deps: RefreshDeps, tx: Transaction, use: Use): Promise<Verdict> {
  const { refreshes, store, onReuse } = deps
  const { presented, id, now, request, record } = use
  const family = await refreshes.find(tx, id, now)
  // Of a later generation than is known: the database is an older copy, and the token was not spent.
  if (!family) return { refused: 'session_ended' }
  const { userId } = family
  if (family.generation === null || presented.generation >= family.generation)
    return { refused: 'refresh_token_not_valid', userId }
  const newest = newestInGrace(deps, family, use)
  if (newest !== undefined) return { session: { id, ...family }, token: newest }
  await refreshes.lockOwner(tx, userId)
  // Whoever else came too late has told already.
  if (await store.removeOneOf(tx, userId, id)) {
    tx.changed(userId)
    await record(tx, { action: 'session.reused', subject: userId, facts: { session: id } })
    await onReuse(tx, { userId, sessionId: id, request })
  }
  return { refused: 'refresh_token_used_again', userId }
}

/** The token that counts, made anew from the spent one; undefined when that was spent too long ago. */
function newestInGrace(
  { refreshTokens, refreshGraceSeconds }: RefreshDeps,
  { generation, rotations, digest }: Family,
  { presented, now }: Use,
): string | undefined {
  const behind = (generation ?? 0) - presented.generation
  const since = readRotations(rotations ?? '')
    .slice(0, behind)
    .reverse()
  const [spent] = since
  if (spent === undefined || since.length < behind) return undefined
  // A clock that was set back must not make the grace longer.
  if (Math.abs(now - spent.at) >= refreshGraceSeconds * 1_000) return undefined
  let token: PresentedRefreshToken | undefined = presented
  let newest: IssuedRefreshToken | undefined
  for (const { nonce } of since) {
    newest = token?.successor(nonce)
    token = newest && refreshTokens.read(newest.token)
  }
  return newest && digest !== null && isSameDigest(newest.digest, digest) ? newest.token : undefined
}
