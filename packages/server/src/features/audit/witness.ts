import {
  type AuditAction,
  type Call,
  type EndpointDefinition,
  type Implemented,
  Problem,
  type RequestFacts,
} from '@latchkey/contract'
import type { Caller } from '#features/principals'
import type { UserId } from '#kernel/ids'
import { OPERATOR } from '#kernel/ids'
import type { By, Facts } from './entry.ts'

type AnyCall = Call<EndpointDefinition, Caller>

/** Refusals that somebody has to know of: not what is badly spelled, nor a token that is over, which the access log has. */
const TOLD: ReadonlySet<string> = new Set([
  'forbidden',
  'invalid_credentials',
  'account_disabled',
  'wrong_password',
  'invalid_grant',
  'invalid_reset_token',
  'invalid_recovery_token',
  'recovery_not_ready',
  'recovery_not_found',
  'recovery_frozen',
  'reauth_required',
  'invalid_invitation',
  'invalid_notice_token',
  'invalid_mailed_token',
  'invalid_setup_token',
  'setup_completed',
  'registration_closed',
  'username_taken',
  'email_taken',
  'last_administrator',
  'role_in_use',
  'role_built_in',
  'account_not_suitable',
  'too_many_attempts',
  'mfa_required',
  'invalid_mfa_token',
  'invalid_code',
  'invalid_passkey',
  'invalid_attestation',
  'reauth_required',
  'password_change_required',
  'factor_not_found',
  'totp_exists',
  'passkey_not_found',
  'identity_not_found',
  'provider_not_found',
  'provider_exists',
  'passkey_exists',
  'too_many_passkeys',
  'last_way_in',
])

/** Who a caller is in the audit, and from where. */
export function byOf(caller: Caller | undefined, request: RequestFacts): By {
  const where = {
    requestId: request.id,
    sourceAddress: request.sourceAddress() ?? null,
    userAgent: request.userAgent(),
  }
  if (caller === undefined) return { kind: 'anonymous', id: null, key: null, ...where }
  if (caller.userId === OPERATOR) return { kind: 'operator', id: null, key: null, ...where }
  const key = 'keyId' in caller && typeof caller.keyId === 'string' ? caller.keyId : null
  return { kind: key === null ? 'user' : 'api_key', id: caller.userId, key, ...where }
}

/** What is told of a look or of a refusal. */
export interface Told {
  readonly action: AuditAction
  readonly by: By
  readonly subject: UserId | undefined
  readonly facts: Facts
  /** Typed by whoever it was: somebody's name, or nobody's. */
  readonly typed: string | undefined
}

interface Deps {
  /** Whether everybody who is signed in may read the four documented fields of everybody. */
  readonly isDirectoryOpen: boolean
  look(told: Told): void
  refused(told: Told): void
}

const idIn = (value: unknown): UserId | undefined =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'number'
    ? value.id
    : undefined

const textIn = (value: unknown, name: string): string | undefined => {
  const found =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
  return typeof found === 'string' ? found : undefined
}

/** What was asked for, but for names that were typed. */
function queryFacts(query: unknown): Facts {
  const { identifier: _, cursor: __, ...rest } = (query ?? {}) as Record<string, string | number>
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
}

/** Looks and refusals, seen where an endpoint's handler answers: no feature has to tell of them. */
export function witnessing({ isDirectoryOpen, look, refused }: Deps) {
  const isOwn = (caller: Caller, subject: UserId | undefined) =>
    subject !== undefined && subject === caller.userId

  const seen = (endpoint: EndpointDefinition, call: AnyCall, answer: unknown) => {
    const { looks } = endpoint
    const caller = call.caller as Caller | undefined
    if (looks === undefined || caller === undefined) return
    const subject = looks.startsWith('people.') ? (idIn(call.params) ?? idIn(answer)) : undefined
    if (isOwn(caller, subject)) return
    const isOfPeople = endpoint.path === '/users' || endpoint.path === '/users/:id'
    if (
      isOfPeople &&
      (isDirectoryOpen ? !caller.permissions.has('users:inspect') : !caller.permissions.has('users:read'))
    )
      return
    // Later pages are the same look, and so are later stretches.
    if (textIn(call.query, 'cursor') !== undefined && looks !== 'audit.read') return
    if (looks === 'audit.verified' && (call.body as { after?: number } | undefined)?.after) return
    look({
      action: looks,
      by: byOf(caller, call.request),
      subject,
      facts: { route: `${endpoint.method} ${endpoint.path}`, ...queryFacts(call.query) },
      typed: textIn(call.query, 'identifier'),
    })
  }

  const failed = (endpoint: EndpointDefinition, call: AnyCall, error: unknown) => {
    const action = endpoint.refusal ?? endpoint.audit ?? endpoint.looks
    if (action === undefined || !(error instanceof Problem) || !TOLD.has(error.code)) return
    const caller = call.caller as Caller | undefined
    refused({
      action,
      by: byOf(caller, call.request),
      subject: idIn(call.params) ?? ownSubject(endpoint, caller),
      facts: { route: `${endpoint.method} ${endpoint.path}`, error: error.code },
      typed: textIn(call.body, 'username'),
    })
  }

  return {
    failed,
    /** The same endpoint, seen. */
    witnessed<C extends Caller>(one: Implemented<C>): Implemented<C> {
      const { endpoint, handle } = one
      if (endpoint.audit === undefined && endpoint.looks === undefined) return one
      return {
        endpoint,
        handle(call) {
          const asked = call as unknown as AnyCall
          try {
            const answer = handle(call)
            if (!(answer instanceof Promise)) {
              seen(endpoint, asked, answer)
              return answer
            }
            return answer.then(
              (settled: unknown) => {
                seen(endpoint, asked, settled)
                return settled
              },
              (error: unknown) => {
                failed(endpoint, asked, error)
                throw error
              },
            )
          } catch (error) {
            failed(endpoint, asked, error)
            throw error
          }
        },
      }
    },
  }
}

/** What is done to nobody else is done to the own account. */
const ownSubject = ({ path }: EndpointDefinition, caller: Caller | undefined): UserId | undefined =>
  caller !== undefined && caller.userId !== OPERATOR && /^\/(?:auth|sessions|api-keys|users\/me)\b/.test(path)
    ? caller.userId
    : undefined
