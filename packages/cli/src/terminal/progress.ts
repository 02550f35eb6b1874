const SHOWN_AFTER_MS = 1_000
const REDRAWN_EVERY_MS = 100
const BAR_WIDTH = 30

export interface Progress {
  /** Of `total`, where that is known. */
  reached(done: number, total: number | undefined): void
  /** Leaves nothing behind. */
  end(): void
}

const NONE: Progress = { reached: () => undefined, end: () => undefined }

/** A bar on standard error for whatever takes longer than a second, where a person looks on. */
export function progress(what: string, now: () => number = () => performance.now()): Progress {
  if (process.stderr.isTTY !== true) return NONE
  const startedAt = now()
  let drawnAt = startedAt + SHOWN_AFTER_MS - REDRAWN_EVERY_MS
  let isDrawn = false
  return {
    reached(done, total) {
      if (now() - drawnAt < REDRAWN_EVERY_MS) return
      drawnAt = now()
      isDrawn = true
      process.stderr.write(`\r\u001b[K${line(what, done, total)}`)
    },
    end() {
      if (isDrawn) process.stderr.write('\r\u001b[K')
    },
  }
}

export function line(what: string, done: number, total: number | undefined): string {
  if (total === undefined || total === 0) return `${what} ${done}`
  const share = Math.min(1, done / total)
  const filled = Math.round(share * BAR_WIDTH)
  const bar = '#'.repeat(filled) + '-'.repeat(BAR_WIDTH - filled)
  return `${what} [${bar}] ${Math.floor(share * 100)} % ${done}/${total}`
}
