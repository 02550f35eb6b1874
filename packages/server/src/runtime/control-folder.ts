import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'

export interface ControlPlace {
  readonly dataDir: string
  /** `$XDG_RUNTIME_DIR`, where the data folder's own path is too long for a socket. */
  readonly runtimeDir: string | undefined
}

/** Bytes of `sun_path` with its closing zero: unix(4) of macOS, unix(7) of Linux. */
const LONGEST_PATH = process.platform === 'darwin' ? 104 : 108

/** The longest name a socket gets: a process id of 7 digits, a number, `.sock`. */
const LONGEST_NAME = '/9999999-99.sock'.length

/** The folders that may hold the sockets of a data folder, the preferred one first; none where every path is too long. */
export function controlFolders({ dataDir, runtimeDir }: ControlPlace): string[] {
  const folders = [join(dataDir, 'control')]
  if (runtimeDir?.startsWith('/')) {
    const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
    folders.push(join(runtimeDir, `latchkey-${name}`))
  }
  return folders.filter((folder) => Buffer.byteLength(folder) + LONGEST_NAME < LONGEST_PATH)
}

/** Undefined also where this user may not look. */
function statOf(folder: string) {
  try {
    return lstatSync(folder, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

/** Why a folder cannot hold an operator's socket; undefined where it can. */
function flawOf(folder: string, user = process.geteuid?.()): string | undefined {
  const stat = statOf(folder)
  if (stat === undefined) return `${folder} does not exist`
  if (stat.isSymbolicLink()) return `${folder} is a symbolic link`
  if (!stat.isDirectory()) return `${folder} is not a folder`
  if (stat.uid !== user) return `${folder} belongs to the user with id ${stat.uid}`
  return (stat.mode & 0o077) === 0 ? undefined : `${folder} can be opened by others than its owner`
}

/** Made for its owner alone; what lay there before is taken only when it is just that. Throws a sentence. */
export function makeControlFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const flaw = flawOf(folder)
  if (flaw !== undefined) throw new Error(`${flaw}: remove it, and start again`)
}

export function socketsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.sock'))
      .sort()
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}

const LONGEST_CONNECT_MS = 2_000

/** Whether somebody listens: asked of the socket, for a process id may be another process's by now. */
export function isAnswering(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    const settle = (answer: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    // Whoever holds a queue full of callers is there.
    const timer = setTimeout(() => settle(true), LONGEST_CONNECT_MS)
    socket.on('connect', () => settle(true))
    socket.on('error', (error: NodeJS.ErrnoException) =>
      settle(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT' && error.code !== 'EACCES'),
    )
  })
}

/** The socket of a server that runs on this data folder, and that this user may open. */
export async function findControlSocket(place: ControlPlace): Promise<string | undefined> {
  for (const folder of controlFolders(place)) {
    // Root may ask anybody's server; everybody else only their own.
    const owner = statOf(folder)?.uid
    if (flawOf(folder, process.geteuid?.() === 0 ? owner : process.geteuid?.()) !== undefined) continue
    for (const path of socketsIn(folder)) if (await isAnswering(path)) return path
  }
  return undefined
}
