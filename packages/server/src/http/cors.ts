import type { AnswerFields, Incoming } from './transport.ts'
export interface Cors {
  /** Sets the fields of an answer to this origin; a stranger's answer has none. */
  allow(headers: AnswerFields, origin: string | null): void
  /** Whether this asks, for an allowed origin, what a request may be. */
  isPreflight(request: Incoming): boolean
  readonly isOn: boolean
}

/** Exact origins only; credentials are never allowed, for the API takes no cookies. */
export function cors(origins: readonly string[]): Cors {
  const allowed = new Set(origins)
  const isAllowed = (origin: string | null): origin is string => origin !== null && allowed.has(origin)
  const allow = (headers: AnswerFields, origin: string | null): void => {
    headers.set('Vary', 'Accept, Origin')
    if (!isAllowed(origin)) return
    headers.set('Access-Control-Allow-Origin', origin)
    headers.set('Access-Control-Expose-Headers', 'X-Request-Id, Retry-After, RateLimit, RateLimit-Policy')
  }
  return {
    isOn: allowed.size > 0,
    allow,
    isPreflight: (request) => request.method === 'OPTIONS' && isAllowed(request.headers.get('origin')),
  }
}
