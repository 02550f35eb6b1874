import { type Config, ConfigError } from '@latchkey/server'
import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { type Connection, connectToNamed, connectToServer } from '../../connection/connection.ts'
import { settingsHere } from '../../environment.ts'
import { explain } from '../../explain.ts'
import { printable } from '../../terminal/printable.ts'
import { checkDatabase } from './database.ts'
import { type Finding, fail, ok } from './finding.ts'
import { checkFolder } from './folder.ts'
import { checkPort, checkProxy } from './network.ts'
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
  return [
    checkRuntime(),
    ok('settings', config.config ?? 'from the environment and the defaults'),
    ...checkFolder(config),
    checkSecret(config),
    ...(server === undefined ? [await checkDatabase(config)] : await guarded(server)),
    checkProxy(config),
    ...(server === undefined ? [await checkPort(config)] : []),
    server === undefined
      ? ok('control socket', 'none, for no server runs on this folder')
      : ok('control socket', server.where),
  ]
}

async function guarded(server: Connection): Promise<Finding[]> {
  try {
    return await checkServer(server)
  } catch (error) {
    return [fail('server', explain(error), 'Look at its log, or stop it and start it again.')]
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
