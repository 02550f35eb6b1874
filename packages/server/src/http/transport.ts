/** The fields of a message, by their names in lower case. */
export type Fields = Pick<Headers, 'get'>

/** What the edge reads of a request: the web standard's `Request` is one, and a runtime may have a lighter one. */
export interface Incoming {
  readonly method: string
  /** With the path as it was sent; what stands before the path is not looked at. */
  readonly url: string
  readonly headers: Fields
  readonly body: ReadableStream<Uint8Array> | null
  arrayBuffer(): Promise<ArrayBuffer>
}

/** The connection a request came on, as the runtime knows it. */
export interface Transport {
  /** The address of the socket's other end; undefined where sockets have none. */
  peerAddress(request: Incoming): string | undefined
  /** Only whoever operates the server can send on it: the control socket, and this process itself. */
  readonly isOperator?: true
  /** Makes the answer, where the runtime has something lighter than the web standard's `Response`. */
  respond?(body: AnswerBody, init: AnswerInit): Response
  /** A copy of these, where the runtime's answers take something lighter than the web standard's `Headers`. */
  fields?(constant: Headers): AnswerFields
}

/** Path parameters, percent-decoded. */
export type Params = Readonly<Record<string, string>>

/** What an answer is made of. */
export type AnswerBody = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null
export interface AnswerInit {
  readonly status: number
  readonly headers: AnswerFields
}

/** The fields of an answer that is being made. */
export type AnswerFields = Pick<Headers, 'set' | 'append'>

export type Respond = (
  request: Incoming,
  params: Params,
  transport: Transport,
) => Response | Promise<Response>

/** One row of the table that the runtime serves. `path` has `:name` for a parameter. */
export interface Route {
  readonly method: string
  readonly path: string
  readonly respond: Respond
}
