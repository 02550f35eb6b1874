import { SKEW_SECONDS } from '#crypto/claims'

/** What decides when a key signs and verifies. Instants are milliseconds since the epoch. */
export interface KeyTimes {
  readonly kid: string
  readonly createdAt: number
  readonly signsFrom: number
  readonly retiredAt: number | null
  /** The longest life of a token that it signed. */
  readonly tokenSeconds: number
}

/** For how long anybody may keep the published keys. */
export const JWKS_MAX_AGE_SECONDS = 300
const SKEW_MS = SKEW_SECONDS * 1_000
/** Longer than any cache keeps the published keys, by the clock of whichever replica. */
const PUBLISHED_AHEAD_MS = JWKS_MAX_AGE_SECONDS * 1_000 + SKEW_MS

/** Tokens say when they were issued in whole seconds: no key begins in the middle of one. */
export const signsAtOnce = (now: number): number => Math.floor(now / 1_000) * 1_000
export const signsOncePublished = (now: number): number => signsAtOnce(now + 1_000) + PUBLISHED_AHEAD_MS

/** The one that signs last first; of two that begin together, the one that was made later. */
export const byTurn = (a: KeyTimes, b: KeyTimes): number =>
  b.signsFrom - a.signsFrom || b.createdAt - a.createdAt || (a.kid < b.kid ? 1 : -1)

/** A key that was retired before it signed has followed nobody. */
const hasFollowed = ({ signsFrom, retiredAt }: KeyTimes): boolean =>
  retiredAt === null || retiredAt > signsFrom

/** When some other key signs in its place, by the clock of whichever replica; infinity while none is to. */
export function signsUntil(key: KeyTimes, all: readonly KeyTimes[]): number {
  const later = all.filter((one) => one !== key && byTurn(one, key) < 0 && hasFollowed(one))
  return Math.min(...later.map(({ signsFrom }) => signsFrom)) + SKEW_MS
}

/** When the last token that it may have signed has expired; of a retired one, when that was decided. */
export const verifiesUntil = (key: KeyTimes, all: readonly KeyTimes[]): number =>
  key.retiredAt ?? signsUntil(key, all) + key.tokenSeconds * 1_000

export type KeyState = 'next' | 'signing' | 'verifying' | 'expired' | 'retired'

export function stateOf<K extends KeyTimes>(key: K, all: readonly K[], now: number): KeyState {
  if (key.retiredAt !== null) return 'retired'
  if (key.signsFrom > now) return 'next'
  if (signerOf(all, now) === key) return 'signing'
  return verifiesUntil(key, all) > now ? 'verifying' : 'expired'
}

/** The youngest of those that may sign by now. */
export const signerOf = <K extends KeyTimes>(all: readonly K[], now: number): K | undefined =>
  lastToSign(all.filter(({ signsFrom }) => signsFrom <= now))

/** The one that will sign when all have begun. */
export const lastToSign = <K extends KeyTimes>(all: readonly K[]): K | undefined =>
  all.filter(({ retiredAt }) => retiredAt === null).sort(byTurn)[0]
