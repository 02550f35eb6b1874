import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The data folder, or what is in it, cannot be used by this user as it is. */
export class FolderUnusable extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'FolderUnusable'
  }
}

const MEND = 'Set DATA_DIR to a folder that this user may write.'

/** What the embedded engine has to write. */
const FILES = ['latchkey.db', 'latchkey.db-wal', 'latchkey.db-shm', 'latchkey.lock']

/** Makes nothing. Throws `FolderUnusable`; a folder that is not there yet is none that cannot be used. */
export function checkDataFolder(dataDir: string): void {
  const stat = statOf(dataDir)
  if (stat === undefined) return
  if (!stat.isDirectory()) throw new FolderUnusable(`DATA_DIR is ${dataDir}, which is not a folder. ${MEND}`)
  refuseForbidden(dataDir, stat, constants.R_OK | constants.W_OK | constants.X_OK)
  for (const name of FILES) {
    const file = statOf(join(dataDir, name))
    if (file !== undefined) refuseForbidden(join(dataDir, name), file, constants.R_OK | constants.W_OK)
  }
}

/** The user whose folder it is, by id; undefined where there is none. */
export function ownerOfDataFolder(dataDir: string): number | undefined {
  const stat = statOf(dataDir)
  return stat?.isDirectory() ? stat.uid : undefined
}

/** As `checkDataFolder`, after making it where it is missing. */
export function makeDataFolder(dataDir: string): void {
  if (statOf(dataDir) === undefined) {
    try {
      mkdirSync(dataDir, { recursive: true })
    } catch (error) {
      throw new FolderUnusable(`The data folder ${dataDir} cannot be made (${codeOf(error)}). ${MEND}`, {
        cause: error,
      })
    }
  }
  checkDataFolder(dataDir)
}

function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return undefined
    throw new FolderUnusable(`This user may not open ${path} (${codeOf(error)}). ${MEND}`, { cause: error })
  }
}

function refuseForbidden(path: string, { uid }: { uid: number }, rights: number): void {
  try {
    accessSync(path, rights)
  } catch (error) {
    throw new FolderUnusable(
      `This user may not read and write ${path}, which belongs to the user with id ${uid} (${codeOf(error)}). ` +
        `Run this as that user, or set DATA_DIR to a folder of this user's own.`,
      { cause: error },
    )
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)
