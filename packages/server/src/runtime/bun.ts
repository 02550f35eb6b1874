import type { Respond, Table, Transport } from '#http'
import type { Listen } from './listener.ts'

/** Bytes: above the edge's own limit, so that a body that is too large is refused in the documented shape. */
const PARSER_BODY_LIMIT = 1024 * 1024

/** Seconds: slow headers, slow bodies and silence alike (the one limit there is). */
const IDLE_SECONDS = 10

type BunServer = Bun.Server<undefined>
type BunHandler = (request: Bun.BunRequest, server: BunServer) => Response | Promise<Response>

const NO_PARAMS = Object.freeze({})

function bunRoutes(table: Table, transport: Transport): Record<string, Record<string, BunHandler>> {
  const routes: Record<string, Record<string, BunHandler>> = {}
  for (const { method, path, respond } of table.routes) {
    routes[path] ??= {}
    routes[path][method] = path.includes(':')
      ? (request) => respond(request, request.params as Record<string, string>, transport)
      : (request) => respond(request, NO_PARAMS, transport)
  }
  return routes
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

/** `Bun.serve` with its own routes: matching them costs less than any router in JavaScript. */
export const listen: Listen = ({ table, addresses, port }) => {
  const servers: BunServer[] = []
  const transport: Transport = {
    peerAddress: (request) => {
      for (const server of servers) {
        const address = server.requestIP(request as Request)?.address
        if (address !== undefined) return address
      }
      return undefined
    },
  }
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
      routes: bunRoutes(table, transport) as never,
      fetch: (request) => refuse(request, NO_PARAMS, transport),
    })
  servers.push(...(port === 0 ? serveOnAnyPort(serve, addresses) : serveAll(serve, addresses, port)))
  return {
    port: servers[0]?.port ?? port,
    pending: () => servers.reduce((sum, server) => sum + server.pendingRequests, 0),
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop(true)))
    },
  }
}
