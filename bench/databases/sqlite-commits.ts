import { closeSync, openSync, readSync } from 'node:fs'

/** `iChange` of the header of SQLite's WAL index (walformat, section 2.1): one more with every commit. */
const CHANGE_COUNTER_AT = 8

/**
 * Commits of the database since its WAL was opened, modulo 2^32, read beside the running server, which is not
 * touched, traced or slowed.
 */
export function commitsOf(dataDir: string): number {
  const counter = Buffer.alloc(4)
  const file = openSync(`${dataDir}/latchkey.db-shm`, 'r')
  try {
    readSync(file, counter, 0, counter.length, CHANGE_COUNTER_AT)
  } finally {
    closeSync(file)
  }
  return counter.readUInt32LE()
}
