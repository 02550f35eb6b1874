import type { AuditAction } from './audit-actions.ts'
import type { ErrorCode } from './errors.ts'
import type { Permission } from './permissions.ts'
import type { ObjectSchema, Schema, ValueOf } from './schema.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The caller's own account (the path's `id`), or a permission over everybody's. */
export interface OwnOr {
  readonly ownOr: Permission
}
export const ownOr = (permission: Permission): OwnOr => ({ ownOr: permission })

/**
 * `public`: no credential is read. `session`: whoever is signed in, in person. `user`: the same, or an API key with the
 * scope `self:read` or `self:write`. Else what the caller must be allowed.
 */
export type Access = 'public' | 'session' | 'user' | Permission | OwnOr

/**
 * Whose limit a request is counted in: `read` and `write` by the caller, or by the source where there is none; the others by
 * the source. `none`: by nobody's.
 */
export type LimitClass = 'read' | 'write' | 'sign-in' | 'register' | 'none'

export interface EndpointInput {
  readonly params?: ObjectSchema
  readonly query?: ObjectSchema
  readonly body?: ObjectSchema
  /** The same request as `application/x-www-form-urlencoded` (RFC 6749 section 4.3.2). */
  readonly form?: ObjectSchema
}

export interface Example {
  readonly params?: Record<string, unknown>
  readonly query?: Record<string, unknown>
  readonly body?: Record<string, unknown>
  /** The form, where it says more than the body. */
  readonly form?: Record<string, unknown>
  readonly answer: unknown
}

export interface AlternativeAnswer {
  readonly status: 202
  readonly output: Schema
  /** When it is answered. */
  readonly description: string
  readonly example: unknown
}

export interface EndpointDefinition {
  readonly method: Method
  readonly path: string
  readonly access: Access
  readonly summary: string
  readonly description?: string
  readonly tag: string
  readonly input?: EndpointInput
  /** 202 where the answer is the same whatever comes of it. */
  readonly status: 200 | 202
  /** What is answered; of a stream, the data of each event. */
  readonly output: Schema
  /** What a server that is set so answers instead, whatever comes of it: a handler says so by `alternatively`. */
  readonly alternative?: AlternativeAnswer
  /** Answers server-sent events (WHATWG HTML section 9.2) until one side leaves. */
  readonly stream?: true
  readonly errors: readonly ErrorCode[]
  /** What it says with an error in the document's examples, where other endpoints say something else. */
  readonly details?: Readonly<Partial<Record<ErrorCode, string>>>
  /**
   * The same answer for everybody, which any cache may keep for so long; in the shape that a standard gives it, so it is
   * never wrapped.
   */
  readonly sharedForSeconds?: number
  /** Its refusals have a reference, by which an administrator finds out why. */
  readonly isGuarded?: true
  /** Where it is not what the method and `safe` say. */
  readonly limit?: LimitClass
  /** The back end of an application may say for whom it asks: see `clientHeaders` in openapi-operation.ts. */
  readonly onBehalf?: true
  /** Takes an API key also as the password of `Basic`, as OAuth clients send their secret (RFC 6749 section 2.3.1). */
  readonly basic?: true
  /** Changes nothing, although it is a POST: an API key that may read may call it. */
  readonly safe?: true
  /** What it leaves in the audit when it has done what it does, and when it was refused. */
  readonly audit?: AuditAction
  /** What a refusal leaves, where that is another action. */
  readonly refusal?: AuditAction
  /** What somebody's look at others by it leaves. */
  readonly looks?: AuditAction
  /** Takes an `Idempotency-Key`: the same key and body within 24 h get the same answer, and one effect. */
  readonly idempotent?: boolean
  readonly example: Example
}

/** What an API key must be made for, to do what concerns its owner's account. */
export const selfScopeOf = ({ method, safe }: Pick<EndpointDefinition, 'method' | 'safe'>): string =>
  method === 'GET' || safe ? 'self:read' : 'self:write'

export const limitOf = ({ limit, method, safe }: EndpointDefinition): LimitClass =>
  limit ?? (method === 'GET' || safe ? 'read' : 'write')

/** One definition: validation, types, the OpenAPI operation and the client's method are made from it. */
export const endpoint = <const E extends EndpointDefinition>(definition: E): E => definition

type Part<E extends EndpointDefinition, K extends keyof EndpointInput> = E['input'] extends {
  readonly [P in K]: infer S
}
  ? S extends ObjectSchema
    ? ValueOf<S>
    : undefined
  : undefined

export type ParamsOf<E extends EndpointDefinition> = Part<E, 'params'>
export type QueryOf<E extends EndpointDefinition> = Part<E, 'query'>
export type BodyOf<E extends EndpointDefinition> = Part<E, 'body'>
export type OutputOf<E extends EndpointDefinition> = E extends { readonly stream: true }
  ? ReadableStream<Uint8Array>
  : ValueOf<E['output']>
export type AlternativeOf<E extends EndpointDefinition> = E extends {
  readonly alternative: { readonly output: infer S extends Schema }
}
  ? ValueOf<S>
  : never

/** A handler's word for the endpoint's other answer. */
export class Alternative<T> {
  readonly value: T

  constructor(value: T) {
    this.value = value
  }
}
export const alternatively = <T>(value: T): Alternative<T> => new Alternative(value)

type Answered<E extends EndpointDefinition> =
  | OutputOf<E>
  | (E extends { readonly alternative: AlternativeAnswer } ? Alternative<AlternativeOf<E>> : never)

/** What a handler is given. `C` is what the server knows besides the contract: the caller, the connection. */
export interface Call<E extends EndpointDefinition, C> {
  readonly params: ParamsOf<E>
  readonly query: QueryOf<E>
  readonly body: BodyOf<E>
  readonly caller: E['access'] extends 'public' ? undefined : C
  readonly request: RequestFacts
}

/** What a handler may ask about the request that is not in its contract. */
export interface RequestFacts {
  readonly id: string
  /** The client's address, by the trusted-proxy rules or as an application's back end says; undefined on a socket that has none. */
  sourceAddress(): string | undefined
  /** What the program calls itself that the person uses. */
  userAgent(): string | null
  /** What an application's back end knows the person's device by; undefined where nobody said. */
  device(): string | undefined
  /** The address of the socket's other end, whoever that is. */
  peerAddress(): string | undefined
  header(name: string): string | null
  /** What somebody chose to read on the page that asks; undefined for a program, and for whoever chose nothing. */
  readonly chosenLanguage?: string | undefined
  /** Present when the endpoint is idempotent and the caller sent a key. */
  readonly idempotencyKey: string | undefined
}

export type Handler<E extends EndpointDefinition, C> = (
  call: Call<E, C>,
) => Answered<E> | Promise<Answered<E>>

export type EndpointGroup = Record<string, EndpointDefinition>

export type Handlers<G extends EndpointGroup, C> = { readonly [K in keyof G]: Handler<G[K], C> }

/** An endpoint with what answers it; the edge erases the types after the schemas have held. */
export interface Implemented<C> {
  readonly endpoint: EndpointDefinition
  readonly handle: (call: Call<EndpointDefinition, C>) => unknown
}

/** Exhaustive: a handler that is missing or misnamed does not compile. */
export const implementFor =
  <C>() =>
  <G extends EndpointGroup>(group: G, handlers: Handlers<G, C>): Implemented<C>[] =>
    Object.entries(group).map(([name, definition]) => ({
      endpoint: definition,
      handle: handlers[name] as unknown as Implemented<C>['handle'],
    }))
