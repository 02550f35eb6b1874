import { KeyRing } from '../../packages/server/src/crypto/key-ring.ts'
import { openTokenKey } from '../../packages/server/src/crypto/token-key.ts'
import { type AccessClaims, issueBy, verifyBy } from '../../packages/server/src/crypto/tokens.ts'

/** Access tokens by HS256 with this key of 32 bytes and no other. */
export function hs256(bytes: Buffer) {
  const key = openTokenKey({ kid: 'sig_0aB1cD2e', algorithm: 'HS256', bytes })
  const ring = new KeyRing([{ key, signsFrom: 0, verifiesUntil: Number.POSITIVE_INFINITY }])
  return {
    issue: (claims: AccessClaims) => issueBy(ring, claims),
    verify: (token: string, now: number) => verifyBy(ring, token, now),
  }
}
