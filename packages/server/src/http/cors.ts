export interface Cors {
  /** Sets the fields of an answer to this origin; a stranger's answer has none. */
  allow(headers: Headers, origin: string | null): void
  /** The answer to a preflight of an allowed origin, else undefined. */
  preflight(request: Request): Response | undefined
  readonly isOn: boolean
}

/** Exact origins only; credentials are never allowed, for the API takes no cookies. */
export function cors(origins: readonly string[]): Cors {
  const allowed = new Set(origins)
  const isAllowed = (origin: string | null): origin is string => origin !== null && allowed.has(origin)
  const allow = (headers: Headers, origin: string | null): void => {
    headers.set('Vary', 'Accept, Origin')
    if (!isAllowed(origin)) return
    headers.set('Access-Control-Allow-Origin', origin)
    headers.set('Access-Control-Expose-Headers', 'X-Request-Id, Retry-After')
  }
  return {
    isOn: allowed.size > 0,
    allow,
    preflight(request) {
      const origin = request.headers.get('origin')
      if (request.method !== 'OPTIONS' || !isAllowed(origin)) return undefined
      const headers = new Headers({
        'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE',
        'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, X-Request-Id',
        'Access-Control-Max-Age': '600',
      })
      allow(headers, origin)
      return new Response(null, { status: 204, headers })
    },
  }
}
