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

/** `Bun.serve` with its own routes: matching them costs less than any router in JavaScript. */
export const listen: Listen = ({ table, addresses, port }) => {
  const servers: BunServer[] = []
  const transport: Transport = {
    peerAddress: (request) => {
      for (const server of servers) {
        const address = server.requestIP(request)?.address
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
      routes: bunRoutes(table, transport) as never,
      fetch: (request) => refuse(request, NO_PARAMS, transport),
    })
  const [first, ...others] = addresses
  if (first === undefined) throw new Error('there is no address to listen on')
  servers.push(serve(first, port))
  const chosen = servers[0]?.port ?? port
  for (const address of others) {
    try {
      servers.push(serve(address, chosen))
    } catch {
      // The machine has no such address, or somebody else has its port: the first one is enough.
    }
  }
  return {
    port: chosen,
    pending: () => servers.reduce((sum, server) => sum + server.pendingRequests, 0),
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop(true)))
    },
  }
}
