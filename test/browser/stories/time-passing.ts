import type { Server } from '../../support/server.ts'
import { changeStored } from '../../support/stored.ts'

const HOUR_MS = 3_600_000

/** Instants of what takes days, by their table. */
const INSTANTS = {
  recoveries: ['began_at', 'ready_at', 'frozen_until', 'expires_at', 'next_notice_at', 'ready_told_at'],
  trusted_contacts: ['created_at'],
} as const

/** So many hours later: for whatever waits by the clock. The server is stopped for it, and started again. */
export async function hoursLater(server: Server, hours: number): Promise<void> {
  await server.stop()
  for (const [table, columns] of Object.entries(INSTANTS))
    changeStored(
      server,
      `update ${table} set ${columns.map((column) => `${column} = ${column} - ${hours * HOUR_MS}`).join(', ')}`,
    )
  await server.start()
}
