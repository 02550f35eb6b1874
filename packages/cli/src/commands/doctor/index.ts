import { type Config, ConfigError, controlFolders } from '@latchkey/server'
import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { type Connection, connectToNamed, connectToServer } from '../../connection/connection.ts'
import { settingsHere } from '../../environment.ts'
import { explain } from '../../explain.ts'
import { printable } from '../../terminal/printable.ts'
import { checkDatabase } from './database.ts'
import { type Finding, fail, ok, warn } from './finding.ts'
import { checkFolder } from './folder.ts'
import { checkMail } from './mail.ts'
import { checkPort, checkProxy } from './network.ts'
import { checkPostgres, situationOf } from './postgres.ts'
import { checkRuntime } from './runtime.ts'
import { checkSecret } from './secrets.ts'
import { checkServer } from './server.ts'

/** latchkey doctor */
export async function doctorCommand(call: Call): Promise<Answer> {
  const findings = await examine(call)
  const hasFailed = findings.some(({ verdict }) => verdict === 'fail')
  return {
    json: { healthy: !hasFailed, findings },
    text: findings.map((finding) => line(finding, call)).join('\n'),
    hasFailed,
  }
}

async function examine(call: Call): Promise<Finding[]> {
  const remote = await connectToNamed(call)
  if (remote !== undefined) return checkServer(remote)
  let config: Config
  try {
    config = await settingsHere(call.environment, { logLevel: 'silent' })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return [
      checkRuntime(),
      ...error.problems.map((problem) =>
        fail('settings', problem, 'Mend it in the environment or in latchkey.toml.'),
      ),
    ]
  }
  const server = await connectToServer(call)
  const folder = checkFolder(config)
  const isFolderUsable = folder.every(({ verdict, about }) => verdict !== 'fail' || about !== 'data folder')
  return [
    checkRuntime(),
    ok('settings', config.config ?? 'from the environment and the defaults'),
    ...folder,
    ...(isFolderUsable ? [checkSecret(config)] : []),
    ...(await checkStorage(config, server, isFolderUsable)),
    checkProxy(config),
    checkMail(config),
    ...(server === undefined ? [await checkPort(config)] : []),
    server === undefined ? withoutSocket(config, call) : ok('control socket', server.where),
  ]
}

/** The database itself, and what is kept in it: by the server where one runs, else as the next start would find it. */
async function checkStorage(
  config: Config,
  server: Connection | undefined,
  isFolderUsable: boolean,
): Promise<Finding[]> {
  const { databaseUrl } = config
  const isRunning = server !== undefined
  const below =
    databaseUrl === undefined ? [] : await checkPostgres(databaseUrl, situationOf(config, isRunning))
  if (isRunning) return [...(await guarded(server)), ...below]
  const isAnswering = below.every(
    ({ about, verdict }) => about !== 'database' && (about !== 'postgresql' || verdict === 'ok'),
  )
  return isFolderUsable && isAnswering ? [await checkDatabase(config), ...below] : below
}

function withoutSocket({ dataDir }: Config, { environment }: Call): Finding {
  return controlFolders({ dataDir, runtimeDir: environment.runtimeDir }).length > 0
    ? ok('control socket', 'none, for no server of this user runs on this folder')
    : warn(
        'control socket',
        'none is possible: the path of the data folder is too long for one, and XDG_RUNTIME_DIR gives no shorter one',
        'Set XDG_RUNTIME_DIR for the server and for this shell, or move the data folder to a shorter path.',
      )
}

async function guarded(server: Connection): Promise<Finding[]> {
  try {
    return await checkServer(server)
  } catch (error) {
    return [fail('server', explain(error), 'Then run this again.')]
  }
}

const PAINT = { ok: '32', warn: '33', fail: '31' } as const

function line({ about, verdict, detail, mend }: Finding, { environment }: Call): string {
  const hasColor = environment.hasColor && process.stdout.isTTY === true
  const label = verdict.padEnd(4)
  const shown = hasColor ? `\u001b[${PAINT[verdict]}m${label}\u001b[0m` : label
  const first = `${shown}  ${about.padEnd(14)}  ${printable(detail)}`
  return mend === undefined ? first : `${first}\n${' '.repeat(22)}${printable(mend)}`
}
