/** The connection a request came on, as the runtime knows it. */
export interface Transport {
  /** The address of the socket's other end; undefined where sockets have none. */
  peerAddress(request: Request): string | undefined
  /** Only whoever operates the server can send on it: the control socket, and this process itself. */
  readonly isOperator?: true
}

/** Path parameters, percent-decoded. */
export type Params = Readonly<Record<string, string>>

export type Respond = (request: Request, params: Params, transport: Transport) => Response | Promise<Response>

/** One row of the table that the runtime serves. `path` has `:name` for a parameter. */
export interface Route {
  readonly method: string
  readonly path: string
  readonly respond: Respond
}
