import type { Connection } from './connection.ts'

/**
 * What is read in one turn of the event loop is read in one transaction: a page asks ten times, and what a read costs is for the
 * most part the taking and giving back of the engine's lock. It ends with the turn, and before anything is committed, so that
 * nobody is shown what was and no checkpoint of the log waits for a reader.
 */
export interface TurnSnapshot {
  /** Before each read. Throws the engine's own error. */
  begin(): void
  end(): void
}

export function turnSnapshot(reader: Connection): TurnSnapshot {
  let isOpen = false
  const end = () => {
    if (!isOpen) return
    isOpen = false
    try {
      reader.exec('commit')
    } catch {
      // The engine gave it up by itself, after a read that failed.
    }
  }
  return {
    begin() {
      if (isOpen) return
      reader.exec('begin')
      isOpen = true
      setImmediate(end)
    },
    end,
  }
}
