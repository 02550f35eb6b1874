import type { BlockList } from 'node:net'
import type { EndpointDefinition, RequestFacts } from '@latchkey/contract'
import type { UserId } from '#kernel/ids'
import { constantHeaders } from './answer.ts'
import type { Caller } from './caller.ts'
import { type Cors, cors } from './cors.ts'
import { type GuardHost, hostGuard } from './host.ts'
import type { Limits } from './limits.ts'
import { type Negotiate, negotiator } from './negotiate.ts'
import { requestIds } from './request-id.ts'
import type { AnswerFields, Transport } from './transport.ts'

/** What the edge is told by whoever composes the server. */
export interface EdgeOptions<C extends Caller> {
  /** Who a token belongs to, now; undefined when it counts for nobody. At once when memory knows. */
  authenticate(token: string): C | undefined | Promise<C | undefined>
  /** Who calls where the transport itself vouches for the operator. */
  readonly operator: C
  /** Milliseconds that never go back. */
  monotonic(): number
  /** One line a request. */
  onAnswer(line: AccessLine): void
  /** The cause of a 5xx, with the request it belongs to. */
  onFailure(failure: { requestId: string; route: string; error: unknown }): void
  /** Somebody who is known was refused an endpoint before its handler was asked. */
  onUnpermitted(refusal: Unpermitted<C>): void
  readonly envelope: boolean
  readonly onLoopback: boolean
  readonly publicUrl: URL | undefined
  readonly corsOrigins: readonly string[]
  readonly trustedProxies: BlockList
  readonly limits: Limits
  /** Begins every request id that is made here. */
  readonly requestIdPrefix: string
}

export interface Unpermitted<C> {
  readonly endpoint: EndpointDefinition
  readonly call: {
    readonly caller: C
    readonly params: Record<string, unknown> | undefined
    readonly request: RequestFacts
  }
  readonly error: unknown
}

export interface AccessLine {
  readonly method: string
  /** The pattern, never the path: `/users/:id`. */
  readonly route: string
  readonly status: number
  readonly durationMs: number
  readonly requestId: string
  readonly userId: UserId | 'operator' | undefined
}

/** What every exchange shares; made once at start. */
export interface Edge<C extends Caller>
  extends Pick<
    EdgeOptions<C>,
    | 'authenticate'
    | 'operator'
    | 'monotonic'
    | 'onAnswer'
    | 'onFailure'
    | 'onUnpermitted'
    | 'trustedProxies'
    | 'limits'
  > {
  readonly guardHost: GuardHost
  readonly negotiate: Negotiate
  readonly nextRequestId: (given: string | null) => string
  readonly cors: Cors
  /** What every answer carries; a copy, for the runtime keeps it. Copying costs less than building from a record. */
  fields(requestId: string, transport: Transport): AnswerFields
  /** Once set, connections are closed with their next answer. */
  draining: boolean
}

export function createEdge<C extends Caller>(options: EdgeOptions<C>): Edge<C> {
  const constant = constantHeaders({ https: options.publicUrl?.protocol === 'https:' })
  return {
    authenticate: options.authenticate,
    operator: options.operator,
    monotonic: options.monotonic,
    onAnswer: options.onAnswer,
    onFailure: options.onFailure,
    onUnpermitted: options.onUnpermitted,
    trustedProxies: options.trustedProxies,
    limits: options.limits,
    guardHost: hostGuard({ onLoopback: options.onLoopback, publicHost: options.publicUrl?.host }),
    negotiate: negotiator(options.envelope),
    nextRequestId: requestIds(options.requestIdPrefix),
    cors: cors(options.corsOrigins),
    fields: (requestId, transport) => {
      const fields = transport.fields?.(constant) ?? new Headers(constant)
      fields.set('X-Request-Id', requestId)
      return fields
    },
    draining: false,
  }
}
