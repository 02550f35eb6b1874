import { Problem, problem } from '@latchkey/contract'
import { Unavailable } from '#kernel/unavailable'

/** The one mapper: what is not a declared problem is a 500 whose cause only the log sees. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof Unavailable) {
    return problem(error.code, {
      detail: `The server cannot do this right now. Try again in ${error.retryAfterSeconds} s.`,
      retryAfterSeconds: error.retryAfterSeconds,
      cause: error.cause,
    })
  }
  return problem('internal', {
    detail: 'Something failed on the server. The request id names it in the log.',
    cause: error,
  })
}

/** Whether the log has to say why. That too many came at once is no failure, and would be a thousand lines a second. */
export const isFailure = (refusal: Problem): boolean =>
  refusal.status >= 500 && refusal.code !== 'overloaded' && refusal.cause !== undefined

const CREDENTIAL_ERRORS: readonly string[] = ['invalid_credentials', 'account_disabled']

/** A password form is answered as OAuth 2 has it: RFC 6749 section 5.2, in the documented shape. */
export function toGrantProblem(refusal: Problem): Problem {
  if (!CREDENTIAL_ERRORS.includes(refusal.code)) return refusal
  return problem('invalid_grant', {
    detail: refusal.detail,
    cause: refusal.cause,
    reference: refusal.reference,
  })
}
