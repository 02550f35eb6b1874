import { type FactorKind, problem } from '@latchkey/contract'
import type { KeyedDigest } from '#crypto/keyed-digest'
import type { Clock } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Transaction } from '#storage'
import type { PendingStore } from './pending/store.ts'
import type { ProvedBy } from './store.ts'

/** Ten minutes at most (C053). */
export const LIFETIME_MS = 10 * 60 * 1_000
/** ASVS 5.0 6.6.3. */
export const MOST_TRIES = 5
/** 256 bits. */
const BYTES = 32

interface Deps {
  pending: PendingStore
  clock: Clock
  random: Random
  digest: KeyedDigest
}

/** What was proved, and is not enough. */
export interface HalfProved {
  readonly userId: UserId
  /** Undefined where the account has no password. */
  readonly passwordHash: string | undefined
  readonly provedBy: ProvedBy
  readonly goesOn: boolean
  /** Of whoever signs in by a provider: what has to be so still once the rest is proved, and what is linked then. */
  readonly waiting?: string | undefined
}

/** A sign-in that was begun belongs to the password that there was. */
export const boundToPassword = (digest: KeyedDigest, passwordHash: string | undefined): string =>
  digest(`password ${passwordHash ?? ''}`)

/** The token by which a sign-in that needs more goes on. It is worth nothing anywhere else. */
export async function beginPending(
  { pending, clock, random, digest }: Deps,
  tx: Transaction,
  needs: 'factor' | 'password',
  { userId, passwordHash, provedBy, goesOn, waiting }: HalfProved,
): Promise<string> {
  const token = `${needs === 'factor' ? 'mfa' : 'pwd'}_${random.bytes(BYTES).toString('base64url')}`
  await pending.put(tx, {
    digest: digest(token),
    userId,
    needs,
    boundTo: boundToPassword(digest, passwordHash),
    provedBy,
    goesOn: goesOn ? 1 : 0,
    link: waiting ?? null,
    expiresAt: clock.now() + LIFETIME_MS,
  })
  return token
}

export const mfaRequired = (token: string, factors: readonly FactorKind[], reference?: string) =>
  problem('mfa_required', {
    detail: 'This account has a second factor. Finish with POST /auth/login/mfa.',
    next: { mfa_token: token, factors },
    reference,
  })

export const passwordChangeRequired = (token: string, reference: string) =>
  problem('password_change_required', {
    detail: 'This account needs a new password. Choose it with POST /auth/login/password, then sign in.',
    next: { password_token: token },
    reference,
  })

export const signInIsOver = (reference?: string) =>
  problem('invalid_mfa_token', { detail: 'This sign-in is over. Sign in again.', reference })
