import type { Problem } from '@latchkey/contract'
import { errors } from '@latchkey/contract'
import type { Format } from './negotiate.ts'

const JSON_TYPE = 'application/json; charset=utf-8'

/** What every answer carries (ASVS 5.0 3.4, 14.3.2). */
export function constantHeaders(options: { https: boolean }): Headers {
  return new Headers({
    'Content-Type': JSON_TYPE,
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    Vary: 'Accept',
    ...(options.https ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  })
}

/** `{"data": …, "status": "success", "code": 200}`, the general format of the wire contract. */
export const wrap = (data: string, status: number): string =>
  `{"data":${data},"status":"success","code":${status}}`

/** The documented three keys and the added ones, or RFC 9457's when the caller asked for them. */
export function problemBody(problem: Problem, format: Format, requestId: string, code: string): string {
  const { status, detail } = problem
  const { errors: wrong, reference, next } = problem
  const added = { ...(wrong ? { errors: wrong } : {}), ...(reference ? { reference } : {}), ...next }
  if (!format.problemJson)
    return JSON.stringify({ detail, status: 'error', code: status, error: code, ...added })
  return JSON.stringify({
    type: `urn:latchkey:problem:${code}`,
    title: errors[problem.code].title,
    status,
    detail,
    instance: `urn:latchkey:request:${requestId}`,
    error: code,
    ...added,
  })
}

const REALM = 'Bearer realm="latchkey"'
const CHALLENGES: Partial<Record<Problem['code'], string>> = {
  invalid_token: `${REALM}, error="invalid_token"`,
  forbidden: `${REALM}, error="insufficient_scope"`,
}

/** The fields that only some refusals have. */
export function problemHeaders(problem: Problem, format: Format): Record<string, string> {
  const headers: Record<string, string> = {}
  if (format.problemJson) headers['Content-Type'] = 'application/problem+json; charset=utf-8'
  // RFC 6750 section 3: no error code where no credential was given.
  const challenge = CHALLENGES[problem.code] ?? (problem.status === 401 ? REALM : undefined)
  if (challenge) headers['WWW-Authenticate'] = challenge
  if (problem.allow !== undefined) headers.Allow = problem.allow
  if (problem.retryAfterSeconds !== undefined) headers['Retry-After'] = String(problem.retryAfterSeconds)
  if (problem.rateLimit) {
    // draft-ietf-httpapi-ratelimit-headers-11: structured fields (RFC 9651).
    const { policy, quota, windowSeconds } = problem.rateLimit
    headers['RateLimit-Policy'] = `"${policy}";q=${quota};w=${windowSeconds}`
    headers['RateLimit'] = `"${policy}";r=0;t=${problem.retryAfterSeconds ?? 1}`
  }
  if (problem.closesConnection) headers.Connection = 'close'
  return headers
}
