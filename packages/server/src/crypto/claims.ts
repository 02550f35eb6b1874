/** What an access token says. Instants are seconds since the epoch (RFC 7519 section 4.1). */
export interface AccessClaims {
  readonly sub: string
  readonly sid: string
  readonly iat: number
  readonly exp: number
}

/** As they were read from a token. */
export interface ReadClaims extends AccessClaims {
  readonly nbf: number
}

const ISSUER = 'latchkey'
/** Clocks of replicas may differ by this much (RFC 8725 section 3.8 asks for little). */
export const SKEW_SECONDS = 60

export const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The payload of an access token (RFC 9068 section 2.2), as it is spelled in one. */
export const writeClaims = ({ sub, sid, iat, exp }: AccessClaims): string =>
  encoded({ iss: ISSUER, aud: ISSUER, sub, sid, client_id: ISSUER, jti: `${sid}.${iat}`, iat, exp })

/** Undefined unless each claim is one of ours. */
export function readClaims(payload: string): ReadClaims | undefined {
  const claims = parseObject(Buffer.from(payload, 'base64url').toString())
  if (!claims || claims.iss !== ISSUER || claims.aud !== ISSUER) return undefined
  const { sub, sid, iat, exp, nbf = 0 } = claims
  if (typeof sub !== 'string' || sub === '' || typeof sid !== 'string') return undefined
  return isInstant(iat) && isInstant(exp) && isInstant(nbf) ? { sub, sid, iat, exp, nbf } : undefined
}

export const isInItsTime = ({ iat, exp, nbf }: ReadClaims, now: number): boolean =>
  exp > now && iat <= now + SKEW_SECONDS && nbf <= now + SKEW_SECONDS

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
