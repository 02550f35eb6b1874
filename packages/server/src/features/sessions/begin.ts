import type { RequestFacts } from '@latchkey/contract'
import type { RefreshTokens } from '#crypto/refresh-tokens'
import type { AccessTokens } from '#crypto/tokens'
import type { Recorder } from '#features/audit'
import type { Clock } from '#kernel/clock'
import { newSessionId, type SessionId, type UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Storage, Transaction } from '#storage'
import type { ProvedBy, sessionStore } from './store.ts'
import { type Lifetimes, tokenAnswer } from './token-answer.ts'

export interface BeginDeps extends Lifetimes {
  storage: Storage
  store: ReturnType<typeof sessionStore>
  tokens: AccessTokens
  clock: Clock
  random: Random
  refreshTokens: RefreshTokens
}

/** Who proved who they are, and by what. */
export interface Proved {
  readonly userId: UserId
  /** The hash that was right; undefined where no password was asked for. */
  readonly passwordHash: string | undefined
  readonly provedBy: ProvedBy
  /** By how many factors. */
  readonly level: 1 | 2
  /** When; now where nothing else is said. */
  readonly provedAt?: number
  /** Whether a refresh token was asked for. */
  readonly goesOn: boolean
  readonly request: RequestFacts
  readonly record: Recorder
}

const LONGEST_USER_AGENT = 256

/**
 * The one way in which a session begins, whatever proved whose it is. `proving` is what is spent for it, in the same transaction.
 * Undefined where the account was deleted, disabled or changed meanwhile: then nothing is spent. Throws what `proving` throws.
 */
export async function beginSession(
  deps: BeginDeps,
  { userId, passwordHash, provedBy, level, provedAt, goesOn, request, record }: Proved,
  proving: (tx: Transaction, id: SessionId) => Promise<unknown>,
) {
  const { storage, store, refreshTokens, clock, random } = deps
  const now = clock.now()
  const id = newSessionId(random)
  const first = goesOn ? refreshTokens.begin(id, random.bytes(32)) : undefined
  const session = {
    id,
    userId,
    passwordHash: passwordHash ?? null,
    provedBy,
    level,
    provedAt: provedAt ?? now,
    sourceAddress: request.sourceAddress() ?? null,
    userAgent: request.userAgent()?.slice(0, LONGEST_USER_AGENT) ?? null,
    now,
    refreshGeneration: first ? 0 : null,
    refreshDigest: first?.digest ?? null,
    ...endsOf(deps, now, first !== undefined),
  }
  const hasBegun = await storage.write(async (tx) => {
    if (!(await store.insert(tx, session))) return false
    await proving(tx, id)
    const facts = { session: id, proved_by: provedBy, factors: level }
    await record(tx, { action: 'session.begun', actor: userId, subject: userId, facts })
    return true
  })
  if (!hasBegun) return undefined
  const answer = await tokenAnswer(deps, session, now)
  return first ? { ...answer, refresh_token: first.token } : answer
}

/** Without a refresh token a session lives as long as its one token. */
function endsOf(lifetimes: Lifetimes, now: number, goesOn: boolean) {
  if (!goesOn) {
    const endsAt = (Math.floor(now / 1_000) + lifetimes.accessTokenSeconds) * 1_000
    return { expiresAt: endsAt, endsAt }
  }
  const endsAt = now + lifetimes.sessionAbsoluteSeconds * 1_000
  return { expiresAt: Math.min(now + lifetimes.sessionIdleSeconds * 1_000, endsAt), endsAt }
}
