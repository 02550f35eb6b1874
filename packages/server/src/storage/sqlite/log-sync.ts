import { closeSync, fdatasync, openSync } from 'node:fs'

export interface LogSync {
  /** Resolves when what was committed before the call is on the disk; rejects when the disk did not take it. */
  sync(): Promise<void>
  close(): void
}

/**
 * Puts SQLite's write-ahead log on the disk from another thread. A commit with `synchronous=FULL` does the same in this
 * one, which then answers nobody for up to 8 ms; so the writing connection has `NORMAL`, which leaves out this sync alone:
 * the log's header, and both files around a checkpoint, are the engine's own (https://sqlite.org/pragma.html#pragma_synchronous).
 *
 * The log is the same file for as long as a connection is open, and no lock is taken on it, so that closing it here lets go
 * of none of the engine's (https://sqlite.org/wal.html, https://sqlite.org/howtocorrupt.html section 2.2).
 */
export function openLog(file: string): LogSync {
  const log = openSync(`${file}-wal`, 'r+')
  return {
    sync: () =>
      new Promise((resolve, reject) => fdatasync(log, (error) => (error ? reject(error) : resolve()))),
    close: () => closeSync(log),
  }
}
