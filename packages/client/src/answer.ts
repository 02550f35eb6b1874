import type { LatchkeyError } from './error.ts'

/** Hands on what the server said: for a back end that signs people in, `return answerOf(await latchkey.try.sessions.login(…))`. */
export function answerOf(
  result:
    | { readonly ok: true; readonly value: unknown }
    | { readonly ok: false; readonly error: LatchkeyError<string> },
): Response {
  // Tokens are for nobody’s cache (RFC 6749 section 5.1).
  const headers = new Headers({ 'Cache-Control': 'no-store' })
  if (result.ok) return Response.json(result.value, { headers })
  const { message: detail, status, code: error, errors, retryAfterSeconds } = result.error
  if (retryAfterSeconds !== undefined) headers.set('Retry-After', `${retryAfterSeconds}`)
  const body = { detail, status: 'error', code: status, error }
  return Response.json(errors.length > 0 ? { ...body, errors } : body, { status, headers })
}
