import { type Config, examineDatabase, type PostgresFacts } from '@latchkey/server'
import { explain } from '../../explain.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

const OLDEST = 150_000
const LARGEST_DIFFERENCE_MS = 5_000
/** Besides those of the pool: one that listens. */
const LISTENING = 1

export interface Situation {
  readonly poolSize: number
  /** A server that runs has its connections already. */
  readonly isRunning: boolean
}

/** The PostgreSQL of the settings. Where it cannot be asked, that is the one finding. */
export async function checkPostgres(url: string, situation: Situation): Promise<Finding[]> {
  try {
    return judgePostgres(await examineDatabase(url), situation)
  } catch (error) {
    return [
      fail('database', explain(error), 'Try the same address with psql; look at the log of PostgreSQL.'),
    ]
  }
}

export const situationOf = ({ dbPoolSize }: Config, isRunning: boolean): Situation => ({
  poolSize: dbPoolSize,
  isRunning,
})

/** Nothing else is asked of one that is too old: it has not been tried. */
export function judgePostgres(facts: PostgresFacts, situation: Situation): Finding[] {
  const { version, versionName } = facts
  if (version < OLDEST) {
    return [
      fail(
        'postgresql',
        `PostgreSQL ${versionName} is too old: 15 or later is needed`,
        'Upgrade it (pg_upgrade), or name a newer one in DATABASE_URL.',
      ),
    ]
  }
  return [
    ok('postgresql', `PostgreSQL ${versionName}`),
    checkDurability(facts),
    checkClock(facts),
    checkConnections(facts, situation),
    checkListening(facts),
    checkEncryption(facts),
  ]
}

function checkDurability(facts: PostgresFacts): Finding {
  const { isFsyncOn, isFullPageWritesOn, synchronousCommit, synchronousCommitSource } = facts
  if (!isFsyncOn) {
    return fail(
      'durability',
      'fsync is off: what was acknowledged, and the whole database, can be lost when its machine fails',
      'ALTER SYSTEM SET fsync = on; SELECT pg_reload_conf(); and remove it from postgresql.conf and from the command line.',
    )
  }
  if (!isFullPageWritesOn) {
    return fail(
      'durability',
      'full_page_writes is off: a page that is half written when its machine fails cannot be mended',
      'ALTER SYSTEM SET full_page_writes = on; SELECT pg_reload_conf();',
    )
  }
  if (synchronousCommit === 'off') {
    return warn(
      'durability',
      'synchronous_commit is off: Latchkey turns it on for its own writes, but what other programs were told is written there can be lost',
      mendCommit(synchronousCommitSource),
    )
  }
  return ok('durability', `what is acknowledged is on the disk (synchronous_commit is ${synchronousCommit})`)
}

/** The narrowest setting wins: it is taken back where it was made. */
function mendCommit(source: string): string {
  if (source === 'database')
    return 'ALTER DATABASE … RESET synchronous_commit, with the name of the database.'
  if (source === 'user') return 'ALTER ROLE … RESET synchronous_commit, with the user of DATABASE_URL.'
  if (source === 'database user') {
    return 'ALTER ROLE … IN DATABASE … RESET synchronous_commit, with the user and the database of DATABASE_URL.'
  }
  if (source === 'client') return 'Take synchronous_commit out of the options in DATABASE_URL.'
  return 'ALTER SYSTEM SET synchronous_commit = on; SELECT pg_reload_conf();'
}

function checkClock({ clockAheadMs }: PostgresFacts): Finding {
  if (Math.abs(clockAheadMs) <= LARGEST_DIFFERENCE_MS)
    return ok('database clock', "agrees with this machine's")
  const seconds = Math.round(Math.abs(clockAheadMs) / 1_000)
  return warn(
    'database clock',
    `${seconds} s ${clockAheadMs > 0 ? 'ahead of' : 'behind'} this machine's`,
    'Let both machines follow an NTP server (timedatectl set-ntp true).',
  )
}

function checkConnections(facts: PostgresFacts, { poolSize, isRunning }: Situation): Finding {
  const { connectionsLeft: left, connectionsInAll: all, isPooled } = facts
  const shown = `${Math.max(0, left)} of ${all} are left`
  const needed = poolSize + LISTENING
  // A pooler hands out its own, and a server that runs has most of its by now.
  if (isPooled || (isRunning && left > 0)) return ok('connections', shown)
  return left >= needed
    ? ok('connections', `${shown}, and a server opens up to ${needed}`)
    : warn(
        'connections',
        `${shown}, but a server opens up to ${needed} (LATCHKEY_DB_POOL_SIZE is ${poolSize}, and one listens)`,
        'Raise max_connections in postgresql.conf and restart PostgreSQL, set a smaller LATCHKEY_DB_POOL_SIZE, or put PgBouncer between.',
      )
}

function checkListening({ isPooled, isHeard }: PostgresFacts): Finding {
  if (isHeard) return ok('listening', "other servers' changes are heard at once")
  return isPooled
    ? ok('listening', "not through this pooler: other servers' changes are asked for, four times a second")
    : warn(
        'listening',
        "a notification did not arrive: other servers' changes are asked for, four times a second",
        'Look for what stands between this machine and PostgreSQL, and at the log of PostgreSQL.',
      )
}

function checkEncryption({ isEncrypted, isOnThisMachine }: PostgresFacts): Finding {
  if (isEncrypted) return ok('encryption', 'the database is reached through TLS')
  return isOnThisMachine
    ? ok('encryption', 'none; the database is reached on this machine')
    : warn(
        'encryption',
        'the database is on another machine and reached without TLS: its password and every account cross the network readable',
        'Turn on ssl in postgresql.conf, and add sslmode=verify-full to DATABASE_URL.',
      )
}
