import { loadConfig, type RunningServer, readEnvironment, serve } from '@latchkey/server'
import { listen } from '@latchkey/server/runtime'
import { explain } from '../explain.ts'
import { greeting } from '../greeting.ts'

const FORCED = 130

/** latchkey serve [--dev] */
export async function serveCommand({ dev }: { dev: boolean }): Promise<void> {
  const isTerminal = process.stdout.isTTY === true
  try {
    const config = await loadConfig({ env: readEnvironment(), cwd: process.cwd() })
    const server = await serve({ config, isDevelopment: dev, isTerminal }, listen)
    stopOnSignals(server)
    // A setup link is for the eyes of whoever started the server: never where output is kept.
    if (isTerminal) process.stdout.write(await greeting(server, { config, isDevelopment: dev }))
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`)
    process.exit(1)
  }
}

function stopOnSignals(server: RunningServer): void {
  let isStopping = false
  const stop = () => {
    // The second one means now.
    if (isStopping) process.exit(FORCED)
    isStopping = true
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${explain(error)}\n`)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}
