import { createHmac, timingSafeEqual } from 'node:crypto'

/** What an access token says. Instants are seconds since the epoch (RFC 7519 section 4.1). */
export interface AccessClaims {
  readonly sub: string
  readonly sid: string
  readonly iat: number
  readonly exp: number
}

export interface AccessTokens {
  issue(claims: AccessClaims): string
  /** The claims of a token that this server signed and that is in its time; else undefined, whatever is wrong. */
  verify(token: string, nowSeconds: number): AccessClaims | undefined
}

const ISSUER = 'latchkey'
/** Clocks of replicas may differ by this much (RFC 8725 section 3.8 asks for little). Seconds. */
const SKEW_SECONDS = 60
/** 32 bytes in base64url. */
const SIGNATURE_LENGTH = 43

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * JWTs by HS256 with one key (RFC 7515, RFC 9068's claims). The header is one constant text: a token with any other
 * header, so any other algorithm, key or `crit`, is not one of ours (RFC 8725 sections 3.1 and 3.2). The signature
 * is compared as it is spelled, so each token has one spelling.
 */
export function accessTokens(key: Buffer): AccessTokens {
  const header = `${encode({ alg: 'HS256', typ: 'at+jwt' })}.`
  const sign = (signed: string): string => createHmac('sha256', key).update(signed).digest('base64url')
  return {
    issue({ sub, sid, iat, exp }) {
      const signed = header + encode({ iss: ISSUER, aud: ISSUER, sub, sid, client_id: ISSUER, jti: `${sid}.${iat}`, iat, exp })
      return `${signed}.${sign(signed)}`
    },
    verify(token, nowSeconds) {
      const dot = token.length - SIGNATURE_LENGTH - 1
      if (!token.startsWith(header) || token.charCodeAt(dot) !== 46) return undefined
      const signed = token.slice(0, dot)
      if (!isSameSignature(sign(signed), token.slice(dot + 1))) return undefined
      return readClaims(signed.slice(header.length), nowSeconds)
    },
  }
}

function isSameSignature(expected: string, given: string): boolean {
  const bytes = Buffer.from(given)
  return bytes.length === SIGNATURE_LENGTH && timingSafeEqual(Buffer.from(expected), bytes)
}

function readClaims(payload: string, nowSeconds: number): AccessClaims | undefined {
  const claims = parseObject(Buffer.from(payload, 'base64url').toString())
  if (!claims || claims.iss !== ISSUER || claims.aud !== ISSUER) return undefined
  const { sub, sid, iat, exp, nbf } = claims
  if (typeof sub !== 'string' || sub === '' || typeof sid !== 'string') return undefined
  if (!isInstant(iat) || !isInstant(exp)) return undefined
  if (nbf !== undefined && !(isInstant(nbf) && nbf <= nowSeconds + SKEW_SECONDS)) return undefined
  if (exp <= nowSeconds || iat > nowSeconds + SKEW_SECONDS) return undefined
  return { sub, sid, iat, exp }
}

const isInstant = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
