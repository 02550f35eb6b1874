import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Config } from '@latchkey/server'
import { type Finding, fail, ok, warn } from './finding.ts'

const MEBIBYTE = 1024 * 1024
const LITTLE_SPACE = 1024 * MEBIBYTE
const NO_SPACE = 64 * MEBIBYTE
const SLOW_SYNC_MS = 50
const SYNCS = 9
const LARGEST_LEAD_MS = 5_000

/** statfs(2): file systems that forget with the machine, and those whose locks cannot be trusted. */
const MEMORY = new Set([0x01021994, 0x858458f6])
const NETWORK = new Set([0x6969, 0xff534d42, 0xfe534d42, 0x517b])

export function checkFolder({ dataDir, databaseUrl }: Config): Finding[] {
  const stat = statOf(dataDir)
  if (stat === undefined) {
    return [
      warn(
        'data folder',
        `${dataDir} does not exist yet`,
        'The first start makes it. If there was one, set DATA_DIR to it.',
      ),
    ]
  }
  if (!stat.isDirectory()) {
    return [fail('data folder', `${dataDir} is not a folder`, 'Set DATA_DIR to a folder.')]
  }
  const rights = checkRights(dataDir, stat)
  // What this user may not open, it cannot look at either.
  if (rights.verdict === 'fail') return [rights]
  return [rights, checkSpace(dataDir), checkDisk(dataDir, databaseUrl !== undefined), checkClock(dataDir)]
}

function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    // Something on the way is no folder, or closed to this user.
    return undefined
  }
}

function checkRights(dataDir: string, { mode, uid }: { mode: number; uid: number }): Finding {
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    return fail(
      'data folder',
      `this user may not write ${dataDir}`,
      `Run this as its owner, the user with id ${uid}, or set DATA_DIR.`,
    )
  }
  return (mode & 0o077) === 0
    ? ok('data folder', `${dataDir}, open to its owner alone`)
    : warn('data folder', `${dataDir} can be opened by other users of this machine`, `chmod 700 ${dataDir}`)
}

function checkSpace(dataDir: string): Finding {
  const { bavail, bsize } = statfsSync(dataDir)
  const free = bavail * bsize
  const shown = `${Math.floor(free / MEBIBYTE)} MiB free`
  const mend = 'Free some, or move the data folder to a larger disk while the server is stopped.'
  if (free < NO_SPACE) return fail('disk space', shown, mend)
  return free < LITTLE_SPACE ? warn('disk space', shown, mend) : ok('disk space', shown)
}

/** What is acknowledged has been synced: how long that takes here is how long a lone write takes. */
function checkDisk(dataDir: string, isElsewhere: boolean): Finding {
  const { type } = statfsSync(dataDir)
  if (!isElsewhere && MEMORY.has(type)) {
    return warn(
      'disk',
      `${dataDir} is kept in memory: it is gone when the machine restarts`,
      'Set DATA_DIR to a folder on a disk.',
    )
  }
  if (!isElsewhere && NETWORK.has(type)) {
    return fail(
      'disk',
      `${dataDir} is on a network file system, whose locks the database cannot trust`,
      'Set DATA_DIR to a folder on a disk of this machine, or use PostgreSQL (DATABASE_URL).',
    )
  }
  try {
    const median = medianSyncMs(join(dataDir, `.doctor-${process.pid}`))
    const shown = `a synced write takes ${median.toFixed(1)} ms`
    return median > SLOW_SYNC_MS
      ? warn('disk', shown, 'Registrations and sign-ins wait for it: use a faster disk.')
      : ok('disk', shown)
  } catch (error) {
    return fail(
      'disk',
      `a write cannot be synced (${error instanceof Error ? error.message : String(error)})`,
      'Look at the kernel log (dmesg): a disk that fails here loses data.',
    )
  }
}

/** What was written last cannot lie ahead: then the clock has been set back, and what it dates expires late. */
function checkClock(dataDir: string): Finding {
  const newest = ['latchkey.db', 'latchkey.db-wal', 'secret']
    .map((name) => statSync(join(dataDir, name), { throwIfNoEntry: false })?.mtimeMs ?? 0)
    .reduce((a, b) => Math.max(a, b))
  return newest <= Date.now() + LARGEST_LEAD_MS
    ? ok('machine clock', 'not behind what was written last')
    : warn(
        'machine clock',
        'the data was written later than this machine says it is now',
        'Let the machine follow an NTP server (timedatectl set-ntp true).',
      )
}

function medianSyncMs(path: string): number {
  const file = openSync(path, 'wx', 0o600)
  try {
    const page = Buffer.alloc(4096, 1)
    const times = Array.from({ length: SYNCS }, () => {
      const startedAt = performance.now()
      writeSync(file, page)
      fsyncSync(file)
      return performance.now() - startedAt
    })
    return times.sort((a, b) => a - b)[Math.floor(SYNCS / 2)] ?? 0
  } finally {
    closeSync(file)
    rmSync(path, { force: true })
  }
}
