import type { Client } from '@latchkey/client'
import type { Connection } from '../../connection/connection.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

type Status = Awaited<ReturnType<Client['server']['status']>>

/** Two machines whose clocks differ by more disagree about when a token ends. */
const LARGEST_DIFFERENCE_MS = 5_000

const describeDatabase = ({ database }: Status): string => JSON.stringify(database)

/** What a running server says of itself. */
export async function checkServer({ client, kind, where }: Connection): Promise<Finding[]> {
  const askedAt = Date.now()
  const status = await client.server.status()
  const answeredAt = Date.now()
  return [
    ok('server', `${status.version} on ${status.runtime} at ${kind === 'remote' ? where : status.url}`),
    status.is_ready
      ? ok('database', describeDatabase(status))
      : fail('database', 'the server cannot use it', 'Look at the log of the server.'),
    checkClock(Date.parse(status.time), askedAt, answeredAt),
  ]
}

function checkClock(theirs: number, askedAt: number, answeredAt: number): Finding {
  const difference = Math.max(askedAt - theirs, theirs - answeredAt, 0)
  return difference <= LARGEST_DIFFERENCE_MS
    ? ok('clock', "agrees with the server's")
    : warn(
        'clock',
        `${Math.round(difference / 1000)} s apart from the server's`,
        'Let both machines follow an NTP server (timedatectl set-ntp true).',
      )
}
