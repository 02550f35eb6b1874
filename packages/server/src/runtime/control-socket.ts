import { rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Table } from '#http'
import {
  type ControlPlace,
  controlFolders,
  isAnswering,
  makeControlFolder,
  socketsIn,
} from './control-folder.ts'
import { NodeRequest } from './node-http.ts'

export interface ControlSocket {
  readonly path: string
  /** Requests that were received and are not answered yet. */
  pending(): number
  /** Closes every connection and takes the socket away. */
  close(): Promise<void>
}

interface Options extends ControlPlace {
  readonly table: Table
  /** Told why there is no socket, where there cannot be one. */
  readonly onMissing: (reason: string) => void
}

/** As for everybody else: slow headers, slow bodies and silence. */
const SLOW_PEER_MS = 10_000

/**
 * Where the operator asks a running server: whoever may open the folder is the operator. Each server has a socket of
 * its own there, for replicas on one database may share a folder. Undefined where no safe one can be made: the server
 * does without.
 */
export async function openControlSocket(options: Options): Promise<ControlSocket | undefined> {
  const [folder] = controlFolders(options)
  if (folder === undefined) {
    options.onMissing(
      'the path of the data folder is too long for a socket, and XDG_RUNTIME_DIR gives no shorter one: set it, or move the data folder to a shorter path',
    )
    return undefined
  }
  try {
    makeControlFolder(folder)
    for (const path of socketsIn(folder)) if (!(await isAnswering(path))) rmSync(path, { force: true })
    return await listen(folder, options.table)
  } catch (error) {
    options.onMissing(error instanceof Error ? error.message : String(error))
    return undefined
  }
}

async function listen(folder: string, table: Table): Promise<ControlSocket> {
  let pending = 0
  const server = createServer(
    {
      headersTimeout: SLOW_PEER_MS,
      requestTimeout: SLOW_PEER_MS,
      keepAliveTimeout: SLOW_PEER_MS,
      connectionsCheckingInterval: 1_000,
      // Joined, the edge sees that there were two fields, and refuses them.
      joinDuplicateHeaders: true,
    },
    (incoming, response) => {
      pending += 1
      response.on('close', () => {
        pending -= 1
      })
      void answer(table, incoming, response)
    },
  )
  server.timeout = SLOW_PEER_MS
  const path = await listenOn(server, freeName(folder))
  return {
    path,
    pending: () => pending,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          rmSync(path, { force: true })
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

/** Two containers that share the folder may both be process 1. */
function freeName(folder: string): string {
  const taken = new Set(socketsIn(folder))
  const own = `${folder}/${process.pid}`
  for (let n = 2; n < 100; n++) {
    const path = n === 2 ? `${own}.sock` : `${own}-${n - 1}.sock`
    if (!taken.has(path)) return path
  }
  throw new Error(`${folder} holds too many sockets of running servers`)
}

function listenOn(server: Server, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => {
      server.off('error', reject)
      resolve(path)
    })
  })
}

async function answer(table: Table, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  try {
    const response = await table.dispatch(new NodeRequest(incoming))
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
      outgoing.writeHead(response.status, Object.fromEntries(response.headers))
      await pipeline(response.body ?? [], outgoing)
      return
    }
    const body = Buffer.from(await response.arrayBuffer())
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    outgoing.end(body)
  } catch {
    // The edge answers whatever is thrown inside it; this is the edge itself, or a caller who has left.
    outgoing.destroy()
  }
}
