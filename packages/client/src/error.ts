import type { EndpointDefinition, ErrorCode, FieldError } from '@latchkey/contract'

/** What any request may be refused with, besides what its endpoint declares. */
export type CommonErrorCode =
  | 'invalid_request'
  | 'validation_failed'
  | 'unauthenticated'
  | 'invalid_token'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'misdirected_request'
  | 'too_many_requests'
  | 'overloaded'
  | 'storage_unavailable'
  | 'internal'
  /** Something else than the server answered. */
  | 'unknown'

/** The codes that a call of this endpoint may be refused with. */
export type ErrorCodeOf<E extends EndpointDefinition> = E['errors'][number] | CommonErrorCode

interface Refusal {
  readonly detail?: string
  readonly error?: string
  readonly errors?: FieldError[]
  readonly reference?: string
}

/** The server refused. `code` is the stable name of the reason; narrow by it. */
export class LatchkeyError<Code extends string = ErrorCode | 'unknown'> extends Error {
  override readonly name = 'LatchkeyError'
  readonly status: number
  readonly code: Code
  /** The fields that are wrong, with `validation_failed`. */
  readonly errors: readonly FieldError[]
  /** Names the request in the server's log. */
  readonly requestId: string | undefined
  /** Where signing in was refused: to be shown, for whoever helps finds out why by it. */
  readonly reference: string | undefined
  /** Whole seconds. */
  readonly retryAfterSeconds: number | undefined

  constructor(response: Response, { detail, error, errors, reference }: Refusal) {
    super(detail ?? `The server answered ${response.status}.`)
    this.status = response.status
    // What a newer server says is a code as well, which this version has no name for.
    this.code = (error ?? 'unknown') as Code
    this.errors = errors ?? []
    this.requestId = response.headers.get('x-request-id') ?? undefined
    this.reference = reference
    const retryAfter = response.headers.get('retry-after')
    this.retryAfterSeconds = retryAfter === null ? undefined : Number(retryAfter)
  }
}
