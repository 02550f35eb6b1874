import { type AccessClaims, isInItsTime, writeClaims } from './claims.ts'
import type { KeyRing, RingKey } from './key-ring.ts'
import { mayBeOfUnknownKey } from './token-key.ts'

export type { AccessClaims } from './claims.ts'

export interface AccessTokens {
  /** At once when memory knows the keys. */
  issue(claims: AccessClaims): string | Promise<string>
  /** The claims of a token that this server signed and that is in its time; else undefined, whatever is wrong. */
  verify(token: string, nowSeconds: number): Verdict | Promise<Verdict>
}
type Verdict = AccessClaims | undefined

/** The keys as memory has them, and how memory is brought up to date. */
export interface TokenKeys {
  readonly ring: KeyRing
  /** Whether `ring` may be believed: every change was heard of. */
  isCurrent(): boolean
  /** Asks the database. Throws `Unavailable`. */
  reload(): Promise<void>
  /** As `reload`, for the sake of a token of a key that is not there; seldom, for anybody can write such a token. */
  lookFor(token: string): Promise<void>
}

/** Characters: above the longest that is issued (by RS256), and within what can be signed. */
const LONGEST_TOKEN = 2_048

/** An access token by the key that signs at the instant of its issue. Throws where there is none. */
export function issueBy(ring: KeyRing, claims: AccessClaims): string {
  const key = ring.signer(claims.iat * 1_000)
  if (!key) throw new Error('there is no signing key')
  return key.signAccess(writeClaims(claims))
}

/** The claims of a token that a key of the ring signed and that is in its time, as the key is; else undefined. */
export function verifyBy(ring: KeyRing, token: string, now: number): Verdict {
  const found = token.length > LONGEST_TOKEN ? undefined : ring.find(token)
  return found && judge(found, token, now)
}

function judge({ key, verifiesUntil }: RingKey, token: string, now: number): Verdict {
  if (now * 1_000 >= verifiesUntil) return undefined
  const claims = key.verify(token)
  return claims && isInItsTime(claims, now) ? claims : undefined
}

/** JWTs by the keys of a ring (RFC 7515, RFC 9068). Each token has one spelling. */
export function accessTokens(keys: TokenKeys): AccessTokens {
  const verifyAfter = async (refreshed: Promise<void>, token: string, now: number): Promise<Verdict> => {
    await refreshed
    return verifyBy(keys.ring, token, now)
  }
  return {
    issue: (claims) =>
      keys.isCurrent() ? issueBy(keys.ring, claims) : keys.reload().then(() => issueBy(keys.ring, claims)),
    verify(token, now) {
      if (token.length > LONGEST_TOKEN) return undefined
      const found = keys.ring.find(token)
      if (found) return keys.isCurrent() ? judge(found, token, now) : verifyAfter(keys.reload(), token, now)
      return mayBeOfUnknownKey(token) ? verifyAfter(keys.lookFor(token), token, now) : undefined
    },
  }
}
