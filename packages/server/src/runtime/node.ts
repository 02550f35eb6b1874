import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Params, Table, Transport } from '#http'
import type { Listen } from './listener.ts'
import { fields, NodeRequest, respond, send } from './node-http.ts'
import { onUnreadable, refuseUnreadable, statusOfUnreadable } from './node-unreadable.ts'

/** Milliseconds: slow headers, slow bodies and silence, as on the other runtime. */
const SLOW_MS = 10_000
const CHECKED_EVERY_MS = 1_000

const transport: Transport = {
  peerAddress: (request) =>
    request instanceof NodeRequest ? request.message.socket.remoteAddress : undefined,
  respond,
  fields,
}

/** One handler for all routes. An answer that is ready is written in the same turn. */
function handlerOf(table: Table) {
  const NO_PARAMS: Params = Object.freeze({})
  const answer = (request: NodeRequest): Response | Promise<Response> => {
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const found = table.find(method, request.url)
    return found
      ? found.route.respond(request, decoded(found.params), transport)
      : table.refuse(request, NO_PARAMS, transport)
  }
  return (message: IncomingMessage, outgoing: ServerResponse): void => {
    const status = statusOfUnreadable(message)
    if (status !== undefined) {
      refuseUnreadable(outgoing, status)
      return
    }
    const answered = answer(new NodeRequest(message))
    if (answered instanceof Promise) {
      answered.then(
        (response) => send(response, outgoing),
        // The edge answers whatever is thrown inside it; this is the edge itself.
        () => outgoing.destroy(),
      )
    } else send(answered, outgoing)
  }
}

/** What is not well encoded stays as it was sent, and is no value of any parameter. */
function decoded(params: Params): Params {
  const entries = Object.entries(params)
  if (entries.length === 0) return params
  return Object.fromEntries(
    entries.map(([name, value]) => {
      try {
        return [name, decodeURIComponent(value)]
      } catch {
        return [name, value]
      }
    }),
  )
}

function makeServer(handle: ReturnType<typeof handlerOf>): Server {
  const server = createServer(
    {
      headersTimeout: SLOW_MS,
      requestTimeout: SLOW_MS,
      keepAliveTimeout: SLOW_MS,
      connectionsCheckingInterval: CHECKED_EVERY_MS,
      // Left out, of two fields the second is dropped; joined, the edge sees that there were two, and refuses them.
      joinDuplicateHeaders: true,
      // Refused with the rest of what cannot be read.
      requireHostHeader: false,
    },
    handle,
  )
  server.timeout = SLOW_MS
  // Left alone, the parser answers an expectation it does not know by itself, and hangs up on CONNECT.
  server.on('checkExpectation', handle)
  server.on('clientError', onUnreadable)
  server.on('connect', (message: IncomingMessage, socket: Socket) => {
    const outgoing = new ServerResponse(message)
    outgoing.shouldKeepAlive = false
    // The server has let go of this socket: a caller who leaves in the middle is nobody's failure.
    socket.on('error', () => socket.destroy())
    outgoing.assignSocket(socket)
    outgoing.on('finish', () => socket.end())
    handle(message, outgoing)
  })
  return server
}

async function listenOn(server: Server, host: string, port: number): Promise<number> {
  server.listen({ host, port, exclusive: true })
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const ATTEMPTS = 20

/**
 * `node:http`. All addresses on one port, or none: whoever holds one of them would get what is meant for this server.
 * The system chooses for the first address; where another one has that port taken, it chooses again.
 */
export const listen: Listen = async ({ table, addresses, port }) => {
  const [first, ...others] = addresses
  if (first === undefined) throw new Error('there is no address to listen on')
  let pending = 0
  const handle = handlerOf(table)
  const counting = (message: IncomingMessage, outgoing: ServerResponse) => {
    pending += 1
    outgoing.once('close', () => {
      pending -= 1
    })
    handle(message, outgoing)
  }
  for (let attempt = 1; ; attempt++) {
    const servers = addresses.map(() => makeServer(counting))
    try {
      const [main, ...rest] = servers as [Server, ...Server[]]
      const chosen = await listenOn(main, first, port)
      for (const [i, server] of rest.entries()) await listenOn(server, others[i] ?? first, chosen)
      return {
        port: chosen,
        pending: () => pending,
        stop: async () => {
          await Promise.all(servers.map(close))
        },
      }
    } catch (error) {
      await Promise.all(servers.map(close))
      if (port !== 0 || attempt === ATTEMPTS) throw error
    }
  }
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}
