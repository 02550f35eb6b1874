import { loadConfig, readEnvironment, serve } from '@latchkey/server'
import { listen } from '@latchkey/server/runtime'
import { explain } from '../explain.ts'
import { greeting } from '../greeting.ts'

const FORCED = 130

/** latchkey serve [--dev] */
export async function serveCommand({ dev }: { dev: boolean }): Promise<void> {
  const isTerminal = process.stdout.isTTY === true
  // Before anybody hears that the server listens: whoever hears it may stop it.
  const stopAsked = firstSignal()
  let attempt = {}
  try {
    const config = await loadConfig({ env: readEnvironment(), cwd: process.cwd() })
    attempt = config
    const server = await serve({ config, isDevelopment: dev, isTerminal }, listen)
    // A setup link is for the eyes of whoever started the server: never where output is kept.
    if (isTerminal) process.stdout.write(await greeting(server, { config, isDevelopment: dev }))
    await stopAsked
    await server.stop()
    process.exit(0)
  } catch (error) {
    process.stderr.write(`${explain(error, attempt)}\n`)
    process.exit(1)
  }
}

/** Resolves at the first request to stop; a second one means now. */
function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    let count = 0
    const onSignal = () => {
      count += 1
      if (count > 1) process.exit(FORCED)
      resolve()
    }
    process.on('SIGTERM', onSignal)
    process.on('SIGINT', onSignal)
  })
}
