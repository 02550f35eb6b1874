export interface Cors {
  /** The fields for an answer to this origin; none for a stranger. */
  headersFor(origin: string | null): Record<string, string>
  /** The answer to a preflight of an allowed origin, else undefined. */
  preflight(request: Request): Response | undefined
  readonly isOn: boolean
}

/** Exact origins only; credentials are never allowed, for the API takes no cookies. */
export function cors(origins: readonly string[]): Cors {
  const allowed = new Set(origins)
  const isAllowed = (origin: string | null): origin is string => origin !== null && allowed.has(origin)
  const headersFor = (origin: string | null): Record<string, string> => ({
    Vary: 'Accept, Origin',
    ...(isAllowed(origin)
      ? { 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': 'X-Request-Id, Retry-After' }
      : {}),
  })
  return {
    isOn: allowed.size > 0,
    headersFor,
    preflight(request) {
      const origin = request.headers.get('origin')
      if (request.method !== 'OPTIONS' || !isAllowed(origin)) return undefined
      return new Response(null, {
        status: 204,
        headers: {
          ...headersFor(origin),
          'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE',
          'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, X-Request-Id',
          'Access-Control-Max-Age': '600',
        },
      })
    },
  }
}
