import { problem } from '@latchkey/contract'

/** Longer than any token that was ever issued. */
const LONGEST = 4_096

const BEARER = /^bearer +(\S+) *$/i

/**
 * The bearer token of the one Authorization field (RFC 6750 section 2.1); a query or a body never carries one.
 *
 * Throws `unauthenticated` when there is none, `invalid_request` when there are two, `invalid_token` for junk.
 */
export function bearerToken(authorization: string | null): string {
  if (authorization === null)
    throw problem('unauthenticated', { detail: 'Send Authorization: Bearer <token>.' })
  if (authorization.includes(','))
    throw problem('invalid_request', { detail: 'Send one Authorization field.', closesConnection: true })
  if (authorization.length > LONGEST) throw invalidToken()
  // As nearly everybody spells it; whatever is wrong behind it no verification passes.
  if (authorization.startsWith('Bearer ')) return authorization.slice('Bearer '.length)
  const token = BEARER.exec(authorization)?.[1]
  if (token !== undefined) return token
  if (/^bearer\b/i.test(authorization)) throw invalidToken()
  throw problem('unauthenticated', {
    detail: 'Send Authorization: Bearer <token>; no other scheme is taken.',
  })
}

const BASIC = /^basic +([A-Za-z0-9+/]+={0,2}) *$/i

/**
 * As `bearerToken`, or an API key that is the password of `Basic` (RFC 7617), whatever name comes with it: so OAuth clients
 * send their secret (RFC 6749 section 2.3.1). A key has no character that would be encoded for it.
 */
export function bearerOrSecret(authorization: string | null): string {
  const encoded = authorization !== null && authorization.length <= LONGEST && BASIC.exec(authorization)?.[1]
  if (!encoded) return bearerToken(authorization)
  const pair = Buffer.from(encoded, 'base64').toString('utf8')
  const secret = pair.slice(pair.indexOf(':') + 1)
  // Somebody's password is nothing here, and neither is a token.
  if (!secret.startsWith('lk_')) throw invalidToken()
  return secret
}

/** What may be an API key; undefined for anything else, which a public route does not judge. */
export function apiKeyIn(authorization: string | null): string | undefined {
  if (authorization === null || authorization.length > LONGEST) return undefined
  const token = BEARER.exec(authorization)?.[1]
  return token?.startsWith('lk_') ? token : undefined
}

export const invalidToken = () =>
  problem('invalid_token', { detail: 'The token is not valid, or its session has ended. Sign in again.' })
