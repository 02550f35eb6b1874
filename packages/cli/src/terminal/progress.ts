const SHOWN_AFTER_MS = 1_000
const REDRAWN_EVERY_MS = 100
const BAR_WIDTH = 30

export interface Progress {
  /** Of `total`, where that is known. */
  reached(done: number, total: number | undefined): void
  /** Leaves nothing behind. */
  end(): void
}

/** Where it is drawn: standard error, as far as this needs it. */
export interface Screen {
  readonly isTTY?: boolean | undefined
  write(text: string): unknown
}

const NONE: Progress = { reached: () => undefined, end: () => undefined }

/**
 * A bar on standard error for whatever takes longer than a second, where a person looks on. It says what was reached,
 * also while the next step takes its time.
 */
export function progress(
  what: string,
  screen: Screen = process.stderr,
  now: () => number = () => performance.now(),
): Progress {
  if (screen.isTTY !== true) return NONE
  const startedAt = now()
  let shown: string | undefined
  let latest: string | undefined
  let drawnAt = Number.NEGATIVE_INFINITY
  const draw = () => {
    const at = now()
    if (latest === undefined || latest === shown) return
    if (at - startedAt < SHOWN_AFTER_MS || at - drawnAt < REDRAWN_EVERY_MS) return
    drawnAt = at
    shown = latest
    screen.write(`\r\u001b[K${latest}`)
  }
  const timer = setInterval(draw, REDRAWN_EVERY_MS)
  timer.unref()
  return {
    reached(done, total) {
      latest = line(what, done, total)
      draw()
    },
    end() {
      clearInterval(timer)
      if (shown !== undefined) screen.write('\r\u001b[K')
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
