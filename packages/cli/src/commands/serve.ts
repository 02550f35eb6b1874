import { type DevelopmentMail, serve } from '@latchkey/server'
import { listen } from '@latchkey/server/runtime'
import type { Call } from '../call.ts'
import { settingsHere } from '../environment.ts'
import { exitCodes } from '../exit-codes.ts'
import { failureOf } from '../explain.ts'
import { greeting } from '../greeting.ts'
import { mailLines } from '../mail-lines.ts'
import { writeFailure } from '../terminal/write.ts'

/** latchkey serve [--dev] */
export async function serveCommand(call: Call): Promise<undefined> {
  const isDevelopment = call.flag('dev')
  // With --json a person who looks on gets what a program would.
  const isTerminal = process.stdout.isTTY === true && !call.isJson
  // Before anybody hears that the server listens: whoever hears it may stop it.
  const stopAsked = firstSignal()
  let attempt = {}
  try {
    const config = await settingsHere(call.environment)
    attempt = config
    const { runtimeDir } = call.environment
    // The link of a mail is for the eyes of whoever develops: never where output is kept.
    const onMail = isTerminal ? (mail: DevelopmentMail) => process.stdout.write(mailLines(mail)) : undefined
    const server = await serve(
      { config, isDevelopment, isTerminal, runtimeDir, ...(onMail ? { onMail } : {}) },
      listen,
    )
    // A setup link is for the eyes of whoever started the server: never where output is kept.
    if (isTerminal) process.stdout.write(await greeting(server, { config, isDevelopment }))
    await stopAsked
    await server.stop()
    process.exit(exitCodes.ok.code)
  } catch (error) {
    const failure = failureOf(error, attempt)
    writeFailure(failure, call)
    process.exit(exitCodes[failure.ending].code)
  }
}

/** Resolves at the first request to stop; a second one means now. */
function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    let count = 0
    const onSignal = () => {
      count += 1
      if (count > 1) process.exit(exitCodes.interrupted.code)
      resolve()
    }
    process.on('SIGTERM', onSignal)
    process.on('SIGINT', onSignal)
  })
}
