/**
 * Every error that leaves the server, once. `error` in an answer is a key of this table and never changes its
 * meaning; `title` is RFC 9457's, the same for every occurrence; `detail` is written where the error is raised.
 */
export const errors = {
  invalid_request: { status: 400, title: 'The request is malformed' },
  validation_failed: { status: 400, title: 'The request data is invalid' },
  invalid_attestation: { status: 400, title: 'The new passkey is not valid' },
  invalid_code: { status: 400, title: 'The code is not valid' },
  invalid_invitation: { status: 400, title: 'The invitation is not valid' },
  invalid_mailed_token: { status: 400, title: 'The mailed token is not valid' },
  invalid_reset_token: { status: 400, title: 'The reset token is not valid' },
  invalid_notice_token: { status: 400, title: 'The token of the notice is not valid' },
  invalid_grant: { status: 400, title: 'The credentials are wrong' },
  unsupported_grant_type: { status: 400, title: 'The grant type is not supported' },
  invalid_recovery_token: { status: 400, title: 'The recovery token is not valid' },
  unauthenticated: { status: 401, title: 'A token is needed' },
  invalid_token: { status: 401, title: 'The token is not valid' },
  invalid_credentials: { status: 401, title: 'The credentials are wrong' },
  mfa_required: { status: 401, title: 'A second factor is needed' },
  invalid_mfa_token: { status: 401, title: 'The sign-in is over' },
  invalid_passkey: { status: 401, title: 'The passkey was not accepted' },
  provider_refused: { status: 401, title: 'The sign-in elsewhere was not accepted' },
  invalid_setup_token: { status: 401, title: 'The setup token is not valid' },
  forbidden: { status: 403, title: 'Permission is missing' },
  reauth_required: { status: 403, title: 'A fresh proof of who it is is needed' },
  password_change_required: { status: 403, title: 'A new password is needed' },
  wrong_password: { status: 403, title: 'The current password is wrong' },
  account_disabled: { status: 403, title: 'The account is disabled' },
  registration_closed: { status: 403, title: 'Registration is closed' },
  not_found: { status: 404, title: 'There is nothing at this path' },
  user_not_found: { status: 404, title: 'There is no such user' },
  session_not_found: { status: 404, title: 'There is no such session' },
  signing_key_not_found: { status: 404, title: 'There is no such signing key' },
  role_not_found: { status: 404, title: 'There is no such role' },
  reference_not_found: { status: 404, title: 'There is no such reference' },
  recovery_not_found: { status: 404, title: 'No recovery is under way' },
  factor_not_found: { status: 404, title: 'There is no such factor' },
  passkey_not_found: { status: 404, title: 'There is no such passkey' },
  api_key_not_found: { status: 404, title: 'There is no such API key' },
  invitation_not_found: { status: 404, title: 'There is no such invitation' },
  provider_not_found: { status: 404, title: 'There is no such provider' },
  identity_not_found: { status: 404, title: 'There is no such identity' },
  mail_not_found: { status: 404, title: 'There is no such mail' },
  method_not_allowed: { status: 405, title: 'The method is not allowed here' },
  username_taken: { status: 409, title: 'The username already exists' },
  email_taken: { status: 409, title: 'The e-mail address already exists' },
  last_administrator: { status: 409, title: 'The last administrator has to stay' },
  address_not_proved: { status: 409, title: 'The address is not proved by the provider' },
  identity_taken: { status: 409, title: 'The identity belongs to another account' },
  provider_exists: { status: 409, title: 'The provider exists already' },
  recovery_not_ready: { status: 409, title: 'The recovery cannot be completed yet' },
  recovery_frozen: { status: 409, title: 'The recovery was frozen before' },
  totp_exists: { status: 409, title: 'There is an authenticator app already' },
  passkey_exists: { status: 409, title: 'The passkey exists already' },
  too_many_passkeys: { status: 409, title: 'There are too many passkeys' },
  last_way_in: { status: 409, title: 'The last way in has to stay' },
  role_in_use: { status: 409, title: 'Somebody has this role' },
  role_built_in: { status: 409, title: 'The role is built in' },
  verification_is_local: { status: 409, title: 'Tokens are checked by this server only' },
  account_not_suitable: { status: 409, title: 'The account is not one for this' },
  mail_not_retryable: { status: 409, title: 'The mail cannot be sent again' },
  idempotency_key_reused: { status: 409, title: 'The idempotency key was used for another request' },
  setup_completed: { status: 410, title: 'Setup is complete' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The media type is not supported' },
  misdirected_request: { status: 421, title: 'The request is for another host' },
  too_many_attempts: { status: 429, title: 'There were too many attempts' },
  too_many_requests: { status: 429, title: 'There were too many requests' },
  internal: { status: 500, title: 'The server failed' },
  provider_unavailable: { status: 503, title: 'The provider cannot be reached' },
  overloaded: { status: 503, title: 'The server is busy' },
  storage_unavailable: { status: 503, title: 'The database cannot be used' },
} as const satisfies Record<string, { status: number; title: string }>

export type ErrorCode = keyof typeof errors

/** One field of the request that is wrong. `field` is a dotted path, or the name of a parameter. */
export interface FieldError {
  field: string
  message: string
}

/** What a 429 says of the limit that it is about (draft-ietf-httpapi-ratelimit-headers-11). */
export interface RateLimit {
  readonly policy: string
  readonly quota: number
  readonly windowSeconds: number
}

/** What a refusal gives to go on with. */
export interface NextStep {
  /** For `POST /auth/login/mfa`. */
  readonly mfa_token?: string
  /** The kinds of second factors on offer. */
  readonly factors?: readonly string[]
  /** For `POST /auth/login/password`. */
  readonly password_token?: string
}

interface ProblemOptions {
  /** For the caller: a sentence that says what to do. The title stands in when it is absent. */
  detail?: string
  /** For the log, never for the caller. */
  cause?: unknown
  errors?: readonly FieldError[]
  /** Seconds, for the `Retry-After` field (RFC 9110 section 10.2.3). */
  retryAfterSeconds?: number
  /** Nothing that follows on this connection may be taken for a request (RFC 9112 section 9.6). */
  closesConnection?: boolean
  readonly rateLimit?: RateLimit
  /** By which somebody who helps finds out why: `GET /audit/explain/{reference}`. */
  reference?: string | undefined
  /** What the caller needs to go on. */
  next?: NextStep | undefined
  /** For the `Allow` field of a 405 (RFC 9110 section 10.2.1). */
  allow?: string
}

/** An outcome that the contract declares. Anything else that is thrown is a 500. */
export class Problem extends Error {
  readonly code: ErrorCode
  readonly detail: string
  readonly errors: readonly FieldError[] | undefined
  readonly retryAfterSeconds: number | undefined
  readonly allow: string | undefined
  readonly rateLimit: RateLimit | undefined
  readonly reference: string | undefined
  readonly next: NextStep | undefined
  readonly closesConnection: boolean

  constructor(code: ErrorCode, options: ProblemOptions = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Problem'
    this.code = code
    this.detail = options.detail ?? `${errors[code].title}.`
    this.errors = options.errors
    this.retryAfterSeconds = options.retryAfterSeconds
    this.allow = options.allow
    this.rateLimit = options.rateLimit
    this.reference = options.reference
    this.next = options.next
    this.closesConnection = options.closesConnection ?? false
  }

  get status(): number {
    return errors[this.code].status
  }
}

/** To be thrown: `throw problem('user_not_found')`. */
export const problem = (code: ErrorCode, options?: ProblemOptions): Problem => new Problem(code, options)

/** `email is required.`, or, where the message is a sentence of its own, `password: Many people use it.` */
const said = ({ field, message }: FieldError): string =>
  /^[A-Z]/.test(message) ? `${field}: ${message}` : `${field} ${message}`

/** Invalid data, one entry a field. */
export const invalid = (...fields: FieldError[]): Problem =>
  new Problem('validation_failed', { detail: fields.map(said).join(' '), errors: fields })
