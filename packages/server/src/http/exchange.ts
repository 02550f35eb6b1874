import type { RequestFacts } from '@latchkey/contract'
import { type Problem, problem } from '@latchkey/contract'
import { OPERATOR } from '#kernel/ids'
import { problemBody, problemHeaders } from './answer.ts'
import type { Caller } from './caller.ts'
import type { Edge } from './edge.ts'
import { isFailure, toProblem } from './errors.ts'
import type { Format } from './negotiate.ts'
import type { Client } from './on-behalf.ts'
import { sourceAddress } from './source-address.ts'
import type { AnswerBody, AnswerFields, AnswerInit, Fields, Incoming, Transport } from './transport.ts'

/** A proxy that collects an answer before it hands it on would keep events back. */
const EVENT_STREAM = { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' }

/** One request and the one answer it gets. */
export class Exchange<C extends Caller> implements RequestFacts {
  readonly id: string
  readonly request: Incoming
  readonly headers: Fields
  caller: C | undefined
  isForm = false
  chosenLanguage: string | undefined
  /** For whom the back end of an application asks. */
  client: Client | undefined
  readonly #edge: Edge<C>
  readonly #transport: Transport
  readonly #route: string
  /** By the clock that never goes back. */
  readonly startedAt: number

  constructor(edge: Edge<C>, route: string, request: Incoming, transport: Transport) {
    this.#edge = edge
    this.#route = route
    this.#transport = transport
    this.startedAt = edge.monotonic()
    this.request = request
    this.headers = request.headers
    this.id = edge.nextRequestId(this.headers.get('x-request-id'))
  }

  get format(): Format {
    return this.#edge.negotiate(this.headers.get('accept'))
  }

  header(name: string): string | null {
    return this.headers.get(name)
  }

  peerAddress(): string | undefined {
    return this.#transport.peerAddress(this.request)
  }

  /** Whether it came where only the operator can come. */
  get isOperator(): boolean {
    return this.#transport.isOperator === true
  }

  userAgent(): string | null {
    return this.client?.userAgent ?? this.header('user-agent')
  }

  device(): string | undefined {
    return this.client?.device
  }

  sourceAddress(): string | undefined {
    if (this.client?.address !== undefined) return this.client.address
    return sourceAddress(this.peerAddress(), this.header('x-forwarded-for'), this.#edge.trustedProxies)
  }

  /** Up to 255 visible characters. Throws `invalid_request`. */
  get idempotencyKey(): string | undefined {
    const key = this.header('idempotency-key')
    if (key === null) return undefined
    if (/^[\x21-\x7e]{1,255}$/.test(key)) return key
    throw problem('invalid_request', { detail: 'An Idempotency-Key is 1 to 255 visible ASCII characters.' })
  }

  /** Server-sent events, as long as they last. */
  stream(events: ReadableStream<Uint8Array>): Response {
    const isAsked = this.request.method !== 'HEAD'
    if (!isAsked) void events.cancel()
    return this.answer(200, isAsked ? events : null, EVENT_STREAM)
  }

  answer(status: number, body: AnswerBody, extra?: Record<string, string>): Response {
    const headers = this.fields()
    if (extra) for (const name in extra) headers.set(name, extra[name] ?? '')
    if (this.#edge.cors.isOn) this.#edge.cors.allow(headers, this.header('origin'))
    if (this.#edge.draining) headers.set('Connection', 'close')
    this.#edge.onAnswer({
      method: this.request.method,
      route: this.#route,
      status,
      durationMs: this.#edge.monotonic() - this.startedAt,
      requestId: this.id,
      userId: this.caller?.userId === OPERATOR ? 'operator' : this.caller?.userId,
    })
    return this.respond(body, { status, headers })
  }

  /** What every answer carries. */
  fields(): AnswerFields {
    return this.#edge.fields(this.id, this.#transport)
  }

  /** The runtime's kind of answer. */
  respond(body: AnswerBody, init: AnswerInit): Response {
    return this.#transport.respond?.(body, init) ?? new Response(body, init as ResponseInit)
  }

  fail(error: unknown, reword: (problem: Problem) => Problem = (same) => same): Response {
    const refusal = reword(toProblem(error))
    if (isFailure(refusal)) {
      this.#edge.onFailure({ requestId: this.id, route: this.#route, error: refusal.cause })
    }
    const format = this.format
    const body = problemBody(refusal, format, this.id, refusal.code)
    return this.answer(refusal.status, body, problemHeaders(refusal, format))
  }
}
