import { follow } from './follow.ts'
import { type Jwk, type Jws, readJws } from './jws.ts'
import { Keys } from './keys.ts'
import { Revoked } from './revoked.ts'

/** Whose token it is, and until when. */
export interface Verified {
  readonly userId: number
  readonly sessionId: string
  /** Seconds since the epoch. */
  readonly issuedAt: number
  readonly expiresAt: number
}

/**
 * `invalid`: not a token of this server, not in its time, or its session has ended. `unsure`: the server was not heard of for
 * five seconds, so nobody can say: refuse, and ask the caller to come again.
 */
export type Verdict =
  | { readonly ok: true; readonly who: Verified }
  | { readonly ok: false; readonly reason: 'missing' | 'invalid' | 'unsure' }

export interface VerifierOptions {
  /** Where the server is, e.g. `https://id.example.com`. */
  readonly baseUrl: string
  /** An API key with the scope `revocations:read`. */
  readonly apiKey: string
  /** Instead of the platform's `fetch`. */
  readonly fetch?: typeof fetch
  /** Milliseconds since the epoch; instead of the machine's clock. */
  readonly now?: () => number
  /** Milliseconds that never go back; instead of `performance.now()`. */
  readonly monotonic?: () => number
  /** Told of what went wrong with the feed; it is tried again by itself. */
  readonly onFailure?: (error: unknown) => void
}

export interface Verifier {
  /** The token of an `Authorization` field: checked here, without asking anybody. Never throws. */
  verify(authorization: string | null | undefined): Promise<Verdict>
  /** Resolves when the feed was heard for the first time. */
  ready(): Promise<void>
  /** Ends the connection. */
  close(): void
}

/** Whoever has heard nothing for so long believes nothing; milliseconds. */
const CURRENT_FOR = 5_000
/** Clocks may differ by so much; seconds (RFC 8725 section 3.8). */
const SKEW = 60
const ISSUER = 'latchkey'
const UNSURE: Verdict = { ok: false, reason: 'unsure' }
/** Characters: a list of half a million sessions that ended. */
const LONGEST_MESSAGE = 8_000_000

/** Checks access tokens in another program than the server: refuses what ended within a second, without a call a request. */
export function createVerifier(options: VerifierOptions): Verifier {
  const { baseUrl, apiKey, fetch: ask = fetch, now = Date.now, onFailure = () => undefined } = options
  const monotonic = options.monotonic ?? (() => performance.now())
  const root = baseUrl.replace(/\/$/, '')
  const revoked = new Revoked()
  const keys = new Keys(async () => {
    const response = await ask(`${root}/.well-known/jwks.json`)
    if (!response.ok) throw new Error(`the key set answered ${response.status}`)
    return ((await response.json()) as { keys: Jwk[] }).keys
  }, monotonic)
  const ending = new AbortController()
  const heard = Promise.withResolvers<void>()
  let heardAt = Number.NEGATIVE_INFINITY
  let askedAt = Number.NEGATIVE_INFINITY
  void follow(
    {
      open(signal) {
        askedAt = monotonic()
        return ask(`${root}/revocations/stream`, { headers: { Authorization: `Bearer ${apiKey}` }, signal })
      },
      async take(data) {
        const receivedAt = monotonic()
        const message = readJws(data, LONGEST_MESSAGE)
        // It came from the server itself: a key that is not known was made a moment ago.
        if (!message || !(await keys.hasSigned(message, 0)) || !revoked.take(message, now())) return false
        // By the server's clock so much passed since it was asked: what was held back on its way is as old as that.
        const saidAt = askedAt + revoked.passed
        if (revoked.passed > 0 && receivedAt - saidAt > CURRENT_FOR) return false
        heardAt = Math.min(receivedAt, saidAt)
        heard.resolve()
        return true
      },
      onFailure,
      monotonic,
      silentFor: CURRENT_FOR,
    },
    ending.signal,
  )

  const judge = async (token: string): Promise<Verdict> => {
    const jws = readJws(token)
    const who = jws && claimsOf(jws, now() / 1_000)
    if (
      !jws ||
      !who ||
      !revoked.allows(jws.kid) ||
      !(await keys.hasSigned(jws)) ||
      (await revoked.has(who.sessionId))
    )
      return { ok: false, reason: 'invalid' }
    return { ok: true, who }
  }
  return {
    async verify(authorization) {
      const token = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1]
      if (token === undefined) return { ok: false, reason: 'missing' }
      const isUnsure = () => monotonic() - heardAt > CURRENT_FOR
      if (isUnsure()) return UNSURE
      try {
        const verdict = await judge(token)
        return isUnsure() ? UNSURE : verdict
      } catch {
        return UNSURE
      }
    },
    ready: () => heard.promise,
    close: () => ending.abort(),
  }
}

/** Undefined for a token of another kind (RFC 9068 section 4), of another server, or out of its time. */
function claimsOf({ typ, payload }: Jws, seconds: number): Verified | undefined {
  const { iss, aud, sub, sid, iat, exp } = payload
  if (typ !== 'at+jwt' || iss !== ISSUER || aud !== ISSUER) return undefined
  if (typeof sub !== 'string' || !/^[1-9]\d{0,15}$/.test(sub) || typeof sid !== 'string') return undefined
  if (!Number.isSafeInteger(iat) || !Number.isSafeInteger(exp)) return undefined
  const [issuedAt, expiresAt] = [Number(iat), Number(exp)]
  if (expiresAt <= seconds || issuedAt > seconds + SKEW) return undefined
  return { userId: Number(sub), sessionId: sid, issuedAt, expiresAt }
}

/** What a refusal is over HTTP (RFC 6750 section 3), for the middlewares of this package and for yours. */
export function refusalOf(reason: 'missing' | 'invalid' | 'unsure') {
  if (reason === 'unsure')
    return {
      status: 503,
      headers: { 'Retry-After': '1' },
      body: body(503, 'unsure', 'Sign-ins cannot be checked right now.'),
    }
  const challenge = reason === 'missing' ? 'Bearer' : 'Bearer error="invalid_token"'
  const [code, detail] =
    reason === 'missing'
      ? ['unauthenticated', 'Send Authorization: Bearer <token>.']
      : ['invalid_token', 'The token is not valid, or its session has ended. Sign in again.']
  return { status: 401, headers: { 'WWW-Authenticate': challenge }, body: body(401, code, detail) }
}

const body = (code: number, error: string | undefined, detail: string | undefined) => ({
  detail,
  status: 'error' as const,
  code,
  error,
})
