import { type EndpointDefinition, limitOf, selfScopeOf } from './endpoint.ts'
import { type ErrorCode, errors, type FieldError, type NextStep } from './errors.ts'

/** Every error that a request to this endpoint can be answered with: its own, and those of its kind. */
export function errorsOf(endpoint: EndpointDefinition): ErrorCode[] {
  const { access, input, errors: own } = endpoint
  const isPublic = access === 'public'
  const hasBody = input?.body !== undefined
  const isPublicRead = isPublic && endpoint.method === 'GET'
  const codes: ErrorCode[] = [
    'invalid_request',
    // What anybody may read takes no query.
    ...when(!isPublicRead, 'validation_failed'),
    ...when(isGrant(input), 'invalid_grant', 'unsupported_grant_type'),
    ...when(!isPublic, 'unauthenticated', 'invalid_token'),
    ...when(!isPublic, 'forbidden'),
    ...own,
    ...when(hasBody, 'payload_too_large', 'unsupported_media_type'),
    'misdirected_request',
    ...when(limitOf(endpoint) !== 'none', 'too_many_requests'),
    'internal',
    ...when(!isPublicRead, 'storage_unavailable'),
  ]
  return [...new Set(codes)].sort((a, b) => errors[a].status - errors[b].status)
}

const when = (condition: boolean, ...codes: ErrorCode[]): ErrorCode[] => (condition ? codes : [])

/** Whether it takes the form of a token endpoint, which names how it asks (RFC 6749 section 4.3.2). */
const isGrant = (input: EndpointDefinition['input']): boolean =>
  Object.hasOwn(input?.form?.properties ?? {}, 'grant_type')

const RETRY_AFTER_SECONDS = 1

/** The sentences of the examples, where they are not the title: a test asks the server for each of them. */
const details: Partial<Record<ErrorCode, string>> = {
  invalid_reset_token:
    'The reset token is wrong, used or too old. Ask an administrator of this server for a new link.',
  invalid_invitation:
    'The invitation is wrong, used, taken back or too old. Ask whoever invited you for a new one.',
  invalid_recovery_token: 'The recovery token is wrong, used or too old. Ask for a new link.',
  invitation_not_found: 'No such invitation waits: it was accepted, taken back or is over.',
  recovery_not_found: 'No recovery of this account is under way.',
  recovery_frozen:
    'This recovery was frozen before, and is frozen once only. To cancel it, prove who you are.',
  recovery_not_ready:
    'The mailbox alone is not enough: the current password is missing, or a trusted contact or an administrator who says that it is you. A password that was chosen by a link counts for nothing here.',
  invalid_grant: 'The username or the password is wrong.',
  unsupported_grant_type: 'Only grant_type=password is taken here.',
  unauthenticated: 'Send Authorization: Bearer <token>.',
  invalid_token: 'The token is not valid, or its session has ended. Sign in again.',
  invalid_credentials: 'The username or the password is wrong.',
  mfa_required: 'This account has a second factor. Finish with POST /auth/login/mfa.',
  invalid_mfa_token: 'This sign-in is over. Sign in again.',
  invalid_code: 'That is no second factor of this account, or it was used already. Nobody is signed in.',
  invalid_passkey: 'The passkey was not accepted. Try again, or sign in another way.',
  invalid_attestation: 'The passkey is not what was asked for. Begin again.',
  reauth_required:
    'Prove again who you are with POST /auth/reauthenticate, with a second factor: the last proof is too old or too weak for this.',
  password_change_required:
    'This account needs a new password. Choose it with POST /auth/login/password, then sign in.',
  totp_exists: 'You have an authenticator app. Remove it before you add another one.',
  passkey_not_found: 'You have no such passkey.',
  provider_exists:
    'There is a provider with this slug, or of this issuer, already. Change that one, or choose another slug.',
  provider_not_found: 'There is no such provider here.',
  identity_not_found: 'You have no such identity.',
  passkey_exists: 'This passkey is in use already.',
  too_many_passkeys: 'An account has at most 20 passkeys. Remove one first.',
  last_way_in: 'This passkey is the only way into the account. Choose a password or add another one first.',
  invalid_setup_token:
    'The setup token is wrong, used or too old. `latchkey admin setup-link` makes a new one.',
  forbidden: 'You may not do this.',
  wrong_password: 'The current password is wrong. Nothing was changed.',
  account_disabled: 'This account is disabled. Ask an administrator of this server.',
  registration_closed: 'Ask an administrator of this server for an account.',
  username_taken: 'An account with this username exists already.',
  email_taken: 'An account with this e-mail address exists already.',
  last_administrator: 'Make somebody else an administrator first.',
  role_in_use: 'Take it from everybody who has it first.',
  role_built_in: 'What user and admin allow is not changed. Make a role of another name.',
  verification_is_local:
    'Only this server can check its tokens, so nobody needs the list. Set LATCHKEY_TOKEN_ALGORITHM to EdDSA, ES256 or RS256.',
  idempotency_key_reused:
    'This Idempotency-Key came with another request before. Use a new key for a new request.',
  not_found: 'There is nothing at this path. /docs lists what there is.',
  method_not_allowed: 'Use one of: DELETE, GET, HEAD, PUT.',
  setup_completed: 'This server has had its first administrator. Sign in instead.',
  payload_too_large: 'The body is larger than 65536 bytes.',
  misdirected_request:
    'This server listens on loopback and answers only to localhost. ' +
    'If people reach it under another name, set LATCHKEY_PUBLIC_URL to that address.',
  too_many_attempts: 'There were too many attempts. Try again in 420 s.',
  too_many_requests: 'There were too many requests. Try again in 1 s.',
  internal: 'Something failed on the server. The request id names it in the log.',
  overloaded: `The server cannot do this right now. Try again in ${RETRY_AFTER_SECONDS} s.`,
  storage_unavailable: `The server cannot do this right now. Try again in ${RETRY_AFTER_SECONDS} s.`,
}

export interface ErrorExample {
  readonly detail: string
  readonly errors?: FieldError[]
  readonly reference?: string
  readonly mfa_token?: string
  readonly factors?: readonly string[]
  readonly password_token?: string
}

/** What an administrator may have to explain. */
const EXPLAINED: readonly ErrorCode[] = [
  'invalid_credentials',
  'invalid_grant',
  'account_disabled',
  'wrong_password',
  'invalid_reset_token',
  'invalid_recovery_token',
  'invalid_invitation',
  'invalid_mailed_token',
  'username_taken',
  'email_taken',
  'registration_closed',
  'too_many_attempts',
  'mfa_required',
  'password_change_required',
  'invalid_mfa_token',
  'invalid_code',
  'invalid_passkey',
]

/** What this endpoint says with this error, to the simplest request that meets it. */
export const exampleOf = (endpoint: EndpointDefinition, code: ErrorCode): ErrorExample => ({
  ...sentenceOf(endpoint, code),
  ...(endpoint.isGuarded && EXPLAINED.includes(code) ? { reference: 'K7M4-2Q9T' } : {}),
  ...NEXT[code],
})

/** What some give to go on with. */
const NEXT: Partial<Record<ErrorCode, NextStep>> = {
  mfa_required: {
    mfa_token: 'mfa_0aB1cD2eF3gH4iJ5kL6mN7oP8qRsT9uV0wX1yZ2aB3c',
    factors: ['totp', 'recovery_code'],
  },
  password_change_required: { password_token: 'pwd_0aB1cD2eF3gH4iJ5kL6mN7oP8qRsT9uV0wX1yZ2aB3c' },
}

function sentenceOf(endpoint: EndpointDefinition, code: ErrorCode): ErrorExample {
  const own = endpoint.details?.[code]
  if (own !== undefined) return { detail: own }
  if (code === 'invalid_request') return { detail: malformedDetail(endpoint) }
  if (code === 'forbidden') return { detail: forbiddenDetail(endpoint) }
  if (code === 'validation_failed') {
    const wrong = wrongField(endpoint)
    return { detail: `${wrong.field} ${wrong.message}`, errors: [wrong] }
  }
  if (code === 'unsupported_media_type') {
    const form = endpoint.input?.form ? ' or application/x-www-form-urlencoded' : ''
    return { detail: `Send the body with Content-Type: application/json${form} (in UTF-8).` }
  }
  return usualExampleOf(code)
}

/** What is said wherever it happens. */
export const usualExampleOf = (code: ErrorCode): ErrorExample => ({
  detail: details[code] ?? `${errors[code].title}.`,
})

function malformedDetail({ access, input }: EndpointDefinition): string {
  if (input?.body) return 'The body is not valid JSON.'
  return access === 'public'
    ? 'Send one Host field: a name or an address, and a port.'
    : 'Send one Authorization field.'
}

/** What concerns the own account alone only an API key is refused. */
function forbiddenDetail(endpoint: EndpointDefinition): string {
  const { access } = endpoint
  if (access === 'session') return 'An API key may not do this. Sign in, and use that token.'
  if (access !== 'user') return usualExampleOf('forbidden').detail
  return `This API key was made without the scope ${selfScopeOf(endpoint)}.`
}

/** An id of 0, a page that is too long, a body without its first field, a parameter that nobody knows. */
function wrongField({ input }: EndpointDefinition): FieldError {
  if (input?.params && 'id' in input.params.properties)
    return { field: 'id', message: 'must be an integer from 1 to 9007199254740991.' }
  if (input?.query) return { field: 'limit', message: 'must be an integer from 1 to 100.' }
  const required = input?.body?.required as readonly string[] | undefined
  if (required?.[0] !== undefined) return { field: required[0], message: 'is required.' }
  return { field: 'verbose', message: 'is not a parameter here.' }
}
