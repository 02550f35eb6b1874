import { type Client, createClient } from '@latchkey/client'
import { FolderInUse, findControlSocket } from '@latchkey/server'
import type { Call } from '../call.ts'
import { settingsHere } from '../environment.ts'
import { Unreachable } from '../failure.ts'

/** Somebody who answers for the server. */
export interface Connection {
  readonly client: Client
  readonly kind: 'remote' | 'socket' | 'in-process'
  /** An address, or a path. */
  readonly where: string
  close(): Promise<void>
}

interface Need {
  /** Whether a database that does not exist yet may be made. */
  readonly mayCreate?: boolean
}

const ATTEMPTS = 20
const PAUSE_MS = 100

/**
 * The one choice of whom to ask: the server that was named; else the one that runs on this data folder, through its
 * control socket; else the same application in this process.
 */
async function connect(call: Call, { mayCreate = false }: Need = {}): Promise<Connection> {
  const remote = await connectToNamed(call)
  if (remote !== undefined) return remote

  // What a command prints is its answer; only failures of the server are worth a line beside it.
  const config = await settingsHere(call.environment, { logLevel: call.isJson ? 'silent' : 'error' })
  // A server that starts owns the folder a moment before its socket is there; one that stops, a moment longer.
  for (let attempt = 1; ; attempt++) {
    const path = await findControlSocket({
      dataDir: config.dataDir,
      runtimeDir: call.environment.runtimeDir,
    })
    if (path !== undefined) return throughSocket(path)
    try {
      return await (await import('./in-process.ts')).inProcess({ config, mayCreate })
    } catch (error) {
      if (!(error instanceof FolderInUse)) throw error
      if (attempt === ATTEMPTS) {
        throw new Unreachable(
          `A Latchkey runs on ${config.dataDir}, but this user finds no control socket of it. Run this as the user of the server, or look in its log for why the socket was left out.`,
          { cause: error },
        )
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}

/** A server that listens: the named one, or the one on this data folder; undefined where none runs. */
export async function connectToServer(call: Call): Promise<Connection | undefined> {
  const remote = await connectToNamed(call)
  if (remote !== undefined) return remote
  const { dataDir } = await settingsHere(call.environment)
  const path = await findControlSocket({ dataDir, runtimeDir: call.environment.runtimeDir })
  return path === undefined ? undefined : throughSocket(path)
}

/** The server that `--server` or LATCHKEY_SERVER names. */
export async function connectToNamed(call: Call): Promise<Connection | undefined> {
  const named = call.text('server') ?? call.environment.server
  if (named === undefined) return undefined
  const { remote } = await import('./remote.ts')
  return remote(named, call.environment.apiKey)
}

async function throughSocket(path: string): Promise<Connection> {
  const { fetchThrough } = await import('./through-socket.ts')
  return {
    kind: 'socket',
    where: path,
    client: createClient({ baseUrl: 'http://localhost', fetch: fetchThrough(path) }),
    close: async () => undefined,
  }
}

/** As `connect`, until `use` is done. */
export async function withConnection<T>(
  call: Call,
  use: (connection: Connection) => Promise<T>,
  need: Need = {},
): Promise<T> {
  const connection = await connect(call, need)
  try {
    return await use(connection)
  } finally {
    await connection.close()
  }
}
