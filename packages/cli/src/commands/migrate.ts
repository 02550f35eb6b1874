import { findPendingMigrations, openApplication, type PendingMigration } from '@latchkey/server'
import type { Call } from '../call.ts'
import type { Answer } from '../command.ts'
import { PATIENCE_MS, refuseForeignFolder } from '../connection/in-process.ts'
import { settingsHere } from '../environment.ts'
import { progress } from '../terminal/progress.ts'

const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} }
const clock = { now: () => Date.now(), monotonic: () => performance.now() }

export const pendingHere = (config: Awaited<ReturnType<typeof settingsHere>>): Promise<PendingMigration[]> =>
  findPendingMigrations({ config, log: quiet, clock, patienceMs: PATIENCE_MS })

/** latchkey migrate [--dry-run] */
export async function migrateCommand(call: Call): Promise<Answer> {
  const isDryRun = call.flag('dryRun')
  const config = await settingsHere(call.environment, { logLevel: call.isJson ? 'silent' : 'error' })
  if (!isDryRun) refuseForeignFolder(config)
  const pending = await pendingHere(config)
  if (!isDryRun && pending.length > 0) {
    const bar = progress('Migrating')
    // Opening the database is what migrates it, here as in a server's start.
    const application = await openApplication({
      config,
      isDevelopment: false,
      isTerminal: false,
      patienceMs: PATIENCE_MS,
      onMigrating: bar.reached,
    }).finally(bar.end)
    await application.close()
  }
  const names = pending.map(({ version, name }) => `  ${String(version).padStart(4, '0')}  ${name}`)
  const heading = isDryRun ? 'Due, and not applied:' : 'Applied:'
  return {
    json: isDryRun ? { pending } : { applied: pending },
    text: pending.length === 0 ? 'The database is up to date.' : [heading, ...names].join('\n'),
  }
}
