import type { AnswerBody, AnswerInit, Respond, Table, Transport } from '#http'
import type { Listen } from './listener.ts'

/**
 * None, so that whatever is too large is refused by the edge in the documented shape. Nothing is gathered for it: what
 * nobody reads waits in the sender's socket, and is dropped once there is an answer.
 */
const PARSER_BODY_LIMIT = Number.MAX_SAFE_INTEGER

/** Seconds: slow headers, slow bodies and silence alike (the one limit there is). */
const IDLE_SECONDS = 10

type BunServer = Bun.Server<undefined>
type BunHandler = (request: Bun.BunRequest, server: BunServer) => Response | Promise<Response>

const NO_PARAMS = Object.freeze({})

interface Transports {
  readonly usual: Transport
  readonly head: Transport
}

function bunRoutes(table: Table, { usual, head }: Transports): Record<string, Record<string, BunHandler>> {
  const routes: Record<string, Record<string, BunHandler>> = {}
  for (const { method, path, respond } of table.routes) {
    const handler = (transport: Transport): BunHandler =>
      path.includes(':')
        ? (request) => respond(request, request.params as Record<string, string>, transport)
        : (request) => respond(request, NO_PARAMS, transport)
    routes[path] ??= {}
    routes[path][method] = handler(usual)
    if (method === 'GET') routes[path]['HEAD'] = handler(head)
  }
  return routes
}

/** Bytes that several are sent at a time: of a `Blob` the answers share them, of an array each would have its own copy. */
const shared = new WeakMap<Uint8Array, Blob>()

function respond(body: AnswerBody, init: AnswerInit): Response {
  if (!(body instanceof Uint8Array)) return new Response(body, init as ResponseInit)
  let blob = shared.get(body)
  if (!blob) {
    blob = new Blob([body])
    shared.set(body, blob)
  }
  return new Response(blob, init as ResponseInit)
}

/** To HEAD, Bun gives no Date where there is a body to leave out (RFC 9110 section 6.6.1). */
function respondToHead(body: AnswerBody, init: AnswerInit): Response {
  if (body !== null) init.headers.set('Date', new Date().toUTCString())
  return new Response(body, init as ResponseInit)
}

type Serve = (hostname: string, port: number) => BunServer

/** All addresses on one port, or none: whoever holds one of them would get what is meant for this server. */
function serveAll(serve: Serve, addresses: readonly string[], port: number): BunServer[] {
  const servers: BunServer[] = []
  try {
    for (const address of addresses) servers.push(serve(address, port))
    return servers
  } catch (error) {
    for (const server of servers) void server.stop(true)
    throw error
  }
}

const ATTEMPTS = 20

/** The system chooses for the first address; where another one has that port taken, it chooses again. */
function serveOnAnyPort(serve: Serve, [first, ...others]: readonly string[]): BunServer[] {
  if (first === undefined) throw new Error('there is no address to listen on')
  for (let attempt = 1; ; attempt++) {
    const server = serve(first, 0)
    try {
      return [server, ...serveAll(serve, others, server.port ?? 0)]
    } catch (error) {
      void server.stop(true)
      if (attempt === ATTEMPTS) throw error
    }
  }
}

/** Bytes of resident memory that are worth collecting for. */
const WORTH_COLLECTING = 4_000_000
const IDLE_LOOK_MS = 2_000
const COLLECTIONS = 3

/**
 * What a burst left behind is given back when nobody is there: by itself the collector waits for somebody to need room. Gives
 * what ends it.
 */
function collectWhenIdle(isIdle: () => boolean): () => void {
  // What the start left behind, before anybody needs room beside it.
  Bun.gc(true)
  let settled = process.memoryUsage.rss()
  let collections = 0
  const timer = setInterval(() => {
    if (!isIdle() || process.memoryUsage.rss() - settled < WORTH_COLLECTING) return
    Bun.gc(true)
    collections += 1
    // What is let go of is given back a while later, and by what that frees more may be.
    if (collections < COLLECTIONS) return
    collections = 0
    // Nobody has been there for a while: code that was compiled for the burst is compiled again for the next.
    Bun.shrink()
    settled = process.memoryUsage.rss()
  }, IDLE_LOOK_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** `Bun.serve` with its own routes: matching them costs less than any router in JavaScript. */
export const listen: Listen = ({ table, addresses, port }) => {
  const servers: BunServer[] = []
  const usual: Transport = {
    peerAddress: (request) => {
      for (const server of servers) {
        const address = server.requestIP(request as Request)?.address
        if (address !== undefined) return address
      }
      return undefined
    },
    respond,
  }
  const transports = { usual, head: { ...usual, respond: respondToHead } }
  const refuse = table.refuse satisfies Respond
  const serve = (hostname: string, portOfAll: number) =>
    Bun.serve({
      hostname,
      port: portOfAll,
      maxRequestBodySize: PARSER_BODY_LIMIT,
      idleTimeout: IDLE_SECONDS,
      development: false,
      // Left out, Bun lets a second process share the port, and requests go to either.
      reusePort: false,
      routes: bunRoutes(table, transports) as never,
      fetch: (request) =>
        refuse(request, NO_PARAMS, transports[request.method === 'HEAD' ? 'head' : 'usual']),
    })
  servers.push(...(port === 0 ? serveOnAnyPort(serve, addresses) : serveAll(serve, addresses, port)))
  const pending = () => servers.reduce((sum, server) => sum + server.pendingRequests, 0)
  const stopCollecting = collectWhenIdle(() => pending() === 0)
  return {
    port: servers[0]?.port ?? port,
    pending,
    stop: async () => {
      stopCollecting()
      await Promise.all(servers.map((server) => server.stop(true)))
    },
  }
}
