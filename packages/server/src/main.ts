import { statSync } from 'node:fs'
import { type Config, settingsWithSecrets } from '#config'
import { type Clock, systemClock } from '#kernel/clock'
import { isLoopback } from '#kernel/loopback'
import { ignorePrototypeAssignment } from '#kernel/prototype'
import { systemRandom } from '#kernel/random'
import { openLogs } from '#logs'
import type { DevelopmentMail } from '#mail'
import { openControlSocket } from '#runtime/control-socket'
import type { Listen } from '#runtime/listener'
import { addressesOf, urlOf } from './addresses.ts'
import { createApplication } from './application.ts'
import { makeDataFolder } from './data-folder.ts'
import { openStorage } from './open-storage.ts'
import { settleRootSecret } from './root-secret.ts'
import type { OnMigrating } from './storage/migration.ts'
import { version } from './version.ts'
import { waitForQuiet } from './wait-for-quiet.ts'

export {
  type Config,
  ConfigError,
  loadConfig,
  loadRootSecret,
  readEnvironment,
  type SettingInForce,
  settingsInForce,
} from '#config'
export { checkpointVerifier } from '#crypto/checkpoint-key'
export { type Budgets, budgetsOf, type Replay, replay } from '#features/guard'
export { type DevelopmentMail, NothingToPreview, preview, TemplateUnusable } from '#mail'
export { controlFolders, findControlSocket } from '#runtime/control-folder'
export { urlOf } from './addresses.ts'
export { checkDataFolder, FolderUnusable, ownerOfDataFolder } from './data-folder.ts'
export { examineDatabase, findPendingMigrations, type PendingMigration } from './open-storage.ts'
export { DatabaseTooNew } from './storage/database-too-new.ts'
export { DatabaseUnreachable } from './storage/database-unreachable.ts'
export type { PostgresFacts } from './storage/postgres/examine.ts'
export { FolderInUse } from './storage/sqlite/folder-lock.ts'
export { version } from './version.ts'

/** `--dev` was asked for where others could reach it. */
export class DevelopmentOnNetwork extends Error {
  constructor(host: string) {
    super(
      `serve --dev makes the first account the administrator, so it listens on loopback only, not on ${host}. ` +
        'Leave HOST out, or start without --dev and use the setup link.',
    )
    this.name = 'DevelopmentOnNetwork'
  }
}

export interface ServeOptions {
  readonly config: Config
  readonly isDevelopment: boolean
  readonly isTerminal: boolean
  /** `$XDG_RUNTIME_DIR`, for a control socket whose path in the data folder would be too long. */
  readonly runtimeDir?: string | undefined
  readonly clock?: Clock
  /** In development: hears of each mail that was made. */
  readonly onMail?: (mail: DevelopmentMail) => void
}

export interface OpenOptions extends ServeOptions {
  /** Milliseconds for which a database elsewhere that is away is waited for. */
  readonly patienceMs?: number
  readonly onMigrating?: OnMigrating
}

export interface RunningServer {
  readonly url: string
  /** A new one-time token for the first administrator; undefined once there was one. */
  issueSetupToken(): Promise<string | undefined>
  /** Whether the first registration from this machine becomes the administrator's. */
  readonly isWaitingForFirstAccount: boolean
  /** Nothing in flight is lost: readiness goes first, then connections close with their answers. */
  stop(): Promise<void>
}

const SWEEP_EVERY_MS = 60_000
/** How soon mail goes out that another server on the database made, or that had to wait. */
const DELIVER_EVERY_MS = 1_000
/** A database that is started together with this server takes its time. */
export const START_PATIENCE_MS = 30_000

/** The application on its database, not listening: what the command line uses when no server runs. */
export async function openApplication({
  config,
  isDevelopment,
  isTerminal,
  clock = systemClock,
  patienceMs = START_PATIENCE_MS,
  onMigrating,
  onMail,
}: OpenOptions) {
  // Whatever is made here is its owner's alone.
  process.umask(0o077)
  makeDataFolder(config.dataDir)
  const logs = await openLogs({ level: config.logLevel, isTerminal, clock })
  const storage = await openStorage({
    config,
    isDevelopment,
    clock,
    log: logs.log,
    patienceMs,
    onMigrating,
  })
  try {
    const root = await settleRootSecret({ storage, config, clock, random: systemRandom, log: logs.log })
    if ((statSync(config.dataDir).mode & 0o077) !== 0) {
      logs.log.warn(
        { data: config.dataDir },
        'other users of this machine can open the data folder: chmod 700',
      )
    }
    if (config.registration === 'private' && config.smtpUrl === undefined && !isDevelopment) {
      logs.log.warn(
        {},
        'nobody can register: under LATCHKEY_REGISTRATION=private accounts are made by mail, and LATCHKEY_SMTP_URL is not set',
      )
    }
    let listensAt: string | undefined
    const parts = {
      config,
      isDevelopment,
      storage,
      rootSecret: root.secret,
      sealer: root.sealed,
      clock,
      random: systemRandom,
      logs,
      facts: factsOf(config),
      onMail: isDevelopment ? onMail : undefined,
      baseUrl: () => config.publicUrl ?? listensAt ?? urlOf(config.host, config.port),
    }
    const application = createApplication(parts)
    await application.audit.load()
    await application.signingKeys.load()
    const close = async () => {
      await application.close()
      await storage.close()
      await logs.flush()
    }
    const tellAddress = (url: string) => {
      listensAt = url
    }
    return { ...application, storage, logs, close, tellAddress }
  } catch (error) {
    await storage.close()
    throw error
  }
}

const factsOf = (config: Config) => ({
  version,
  runtime:
    process.versions.bun === undefined ? `node ${process.versions.node}` : `bun ${process.versions.bun}`,
  pid: process.pid,
  database: config.databaseUrl === undefined ? ('sqlite' as const) : ('postgres' as const),
})

/** Throws `DevelopmentOnNetwork`, `FolderInUse`, `DatabaseTooNew`, `ConfigError`, and what listening throws. */
export async function serve(options: ServeOptions, listen: Listen): Promise<RunningServer> {
  const { config, isDevelopment, clock = systemClock } = options
  if (isDevelopment && !isLoopback(config.host)) throw new DevelopmentOnNetwork(config.host)
  ignorePrototypeAssignment()

  const application = await openApplication(options)
  const { table, setup, logs, audit } = application
  try {
    await audit.begin(settingsWithSecrets(config))
    await application.signingKeys.begin()
    await application.mail.begin()
    const isSetUp = await setup.isCompleted()
    const listener = await listen({ table, addresses: addressesOf(config.host), port: config.port })
    const url = urlOf(config.host, listener.port)
    application.tellAddress(url)
    const control = await openControlSocket({
      dataDir: config.dataDir,
      runtimeDir: options.runtimeDir,
      table,
      onMissing: (reason) => logs.log.warn({ reason }, 'there is no control socket'),
    })
    logs.log.info({ url, data: config.dataDir }, 'listening')
    await logs.flush()
    const sweeping = setInterval(() => {
      application.sweep().catch((error: unknown) => logs.log.warn({ err: error }, 'sweeping failed'))
    }, SWEEP_EVERY_MS)
    const delivering = setInterval(() => void application.mail.deliver(), DELIVER_EVERY_MS)
    return {
      url,
      issueSetupToken: async () => (await setup.issueToken(audit.itself))?.token,
      isWaitingForFirstAccount: isDevelopment && !isSetUp,
      async stop() {
        clearInterval(sweeping)
        clearInterval(delivering)
        application.beginDraining()
        await waitForQuiet(() => listener.pending() + (control?.pending() ?? 0), clock)
        await control?.close()
        await listener.stop()
        await application.close()
        logs.log.info({}, 'stopped')
        await logs.flush()
      },
    }
  } catch (error) {
    await application.close()
    throw error
  }
}
