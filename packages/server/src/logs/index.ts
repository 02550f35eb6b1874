import pino from 'pino'
import type { AccessLine } from '#http'
import type { Clock } from '#kernel/clock'
import type { Log } from '#kernel/log'
import { AccessLines } from './access-lines.ts'

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'

export interface Logs {
  readonly log: Log
  access(line: AccessLine): void
  /** Resolves when every line was handed to the operating system, or when nobody has taken them for a while. */
  flush(): Promise<void>
}

interface Options {
  level: LogLevel
  /** A person reads along. */
  isTerminal: boolean
  clock: Clock
}

/** Bytes handed to the operating system at once. */
const LARGEST_WRITE = 128 * 1024

/** A reader who has stopped reading does not keep the server from stopping. */
const LONGEST_FLUSH_MS = 2_000

/** One JSON object a line on standard output; the same lines laid out for reading on a terminal. */
export async function openLogs({ level, isTerminal, clock }: Options): Promise<Logs> {
  // One byte at least: with none, flushing calls back before anything is written.
  const destination = pino.destination({ dest: 1, sync: false, minLength: 1, maxWrite: LARGEST_WRITE })
  const pretty = isTerminal ? (await import('pino-pretty')).default : undefined
  const stream = pretty
    ? pretty({
        colorize: true,
        sync: true,
        singleLine: true,
        ignore: 'pid,hostname',
        translateTime: 'SYS:HH:MM:ss.l',
      })
    : destination
  const log = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  )
  const lines = new AccessLines({ write: (text) => stream.write(text), now: clock.now })
  const isListening = log.isLevelEnabled('info')
  return {
    log,
    access: isListening ? (line) => lines.add(line) : () => undefined,
    async flush() {
      lines.flush()
      if (pretty) return
      // Not flushSync: it overtakes the write that is under way, which the end of the process then cuts off.
      await new Promise<void>((resolve) => {
        const giveUp = setTimeout(resolve, LONGEST_FLUSH_MS)
        destination.flush(() => {
          clearTimeout(giveUp)
          resolve()
        })
      })
    },
  }
}
