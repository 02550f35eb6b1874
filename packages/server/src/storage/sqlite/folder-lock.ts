import { DatabaseSync } from 'node:sqlite'

/** Another process owns the data folder. */
export class FolderInUse extends Error {
  constructor(folder: string) {
    super(
      `Another Latchkey is running on the data folder ${folder}. ` +
        'Stop it first, or give this one a folder of its own with DATA_DIR.',
    )
    this.name = 'FolderInUse'
  }
}

/**
 * One process owns a data folder. The lock is the operating system's, held through an empty database of its own, so
 * it is gone the moment the process is, however that ends. Returns what releases it.
 *
 * Throws `FolderInUse`.
 */
export function lockFolder(folder: string): () => void {
  const lock = new DatabaseSync(`${folder}/latchkey.lock`, { timeout: 0 })
  try {
    // Of two at once, one gets the reserved lock. An exclusive one is taken in steps: each could stop the other.
    lock.exec('pragma journal_mode = memory; begin immediate')
  } catch (error) {
    lock.close()
    throw error instanceof Error && /locked|busy/.test(error.message) ? new FolderInUse(folder) : error
  }
  return () => lock.close()
}
