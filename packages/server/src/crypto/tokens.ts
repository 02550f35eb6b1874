import { timingSafeEqual } from 'node:crypto'
import { hmacSha256 } from './hmac.ts'

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
/** Characters: far above what is issued, and within what can be signed. */
const LONGEST_TOKEN = 2_048
/** Decoded payloads that are kept. */
const REMEMBERED = 20_000

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * JWTs by HS256 with one key (RFC 7515, RFC 9068's claims). The header is one constant text: a token with any other
 * header, so any other algorithm, key or `crit`, is not one of ours (RFC 8725 sections 3.1 and 3.2). The signature
 * is compared as it is spelled, so each token has one spelling.
 */
export function accessTokens(key: Buffer): AccessTokens {
  const header = `${encode({ alg: 'HS256', typ: 'at+jwt' })}.`
  const sign = hmacSha256(key)
  const isSignature = signatureComparison()
  const decode = rememberingDecoder()
  return {
    issue({ sub, sid, iat, exp }) {
      const signed =
        header +
        encode({ iss: ISSUER, aud: ISSUER, sub, sid, client_id: ISSUER, jti: `${sid}.${iat}`, iat, exp })
      return `${signed}.${sign(signed)}`
    },
    verify(token, nowSeconds) {
      const dot = token.length - SIGNATURE_LENGTH - 1
      if (token.length > LONGEST_TOKEN || !token.startsWith(header) || token.charCodeAt(dot) !== DOT)
        return undefined
      if (!isSignature(sign(token.slice(0, dot)), token.slice(dot + 1))) return undefined
      const claims = decode(token.slice(header.length, dot))
      return claims && isInItsTime(claims, nowSeconds) ? claims : undefined
    },
  }
}

const DOT = 46

/** Compares in constant time, as spelled, without making buffers for each token. */
function signatureComparison(): (expected: string, given: string) => boolean {
  const a = Buffer.alloc(SIGNATURE_LENGTH)
  const b = Buffer.alloc(SIGNATURE_LENGTH)
  return (expected, given) => {
    // In UTF-8 only 43 ASCII characters fill 43 bytes with what can be equal; Latin-1 would drop upper bytes.
    if (given.length !== SIGNATURE_LENGTH || b.write(given, 'utf8') !== SIGNATURE_LENGTH) return false
    a.write(expected, 'latin1')
    return timingSafeEqual(a, b)
  }
}

interface Claims extends AccessClaims {
  readonly nbf: number
}

const isInItsTime = ({ iat, exp, nbf }: Claims, now: number): boolean =>
  exp > now && iat <= now + SKEW_SECONDS && nbf <= now + SKEW_SECONDS

/**
 * Decoding is a pure function of a payload whose signature held, so what it gave is remembered, in two generations:
 * when the young one is full the old one is dropped. Nothing about whether a token counts is remembered here.
 */
function rememberingDecoder(): (payload: string) => Claims | undefined {
  let young = new Map<string, Claims>()
  let old = new Map<string, Claims>()
  return (payload) => {
    const known = young.get(payload)
    if (known) return known
    const claims = old.get(payload) ?? readClaims(payload)
    if (!claims) return undefined
    if (young.size >= REMEMBERED / 2) {
      old = young
      young = new Map()
    }
    young.set(payload, claims)
    return claims
  }
}

function readClaims(payload: string): Claims | undefined {
  const claims = parseObject(Buffer.from(payload, 'base64url').toString())
  if (!claims || claims.iss !== ISSUER || claims.aud !== ISSUER) return undefined
  const { sub, sid, iat, exp, nbf = 0 } = claims
  if (typeof sub !== 'string' || sub === '' || typeof sid !== 'string') return undefined
  return isInstant(iat) && isInstant(exp) && isInstant(nbf) ? { sub, sid, iat, exp, nbf } : undefined
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
