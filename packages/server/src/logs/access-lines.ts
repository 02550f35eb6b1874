import type { AccessLine } from '#http'

interface Options {
  /** Takes some lines at once, each with its line end. */
  write(lines: string): void
  /** Milliseconds since the epoch. */
  now(): number
}

const LONGEST_DELAY_MS = 100
const MOST_CHARACTERS = 65_536

/**
 * One JSON object a request, joined by hand and written in batches: a logger's call for each would cost as much as
 * the answer. Every member is a constant of ours, a number, or a request id of plain characters.
 */
export class AccessLines {
  readonly #options: Options
  #lines = ''
  #timer: NodeJS.Timeout | undefined
  #instant = 0
  #instantText = ''

  constructor(options: Options) {
    this.#options = options
  }

  add({ method, route, status, durationMs, requestId, userId }: AccessLine): void {
    const user = userId === undefined ? '' : `,"user_id":${userId === 'operator' ? '"operator"' : userId}`
    this.#lines += `{"level":"info","time":"${this.#time()}","msg":"request","method":"${method}","route":"${route}","status":${status},"duration_ms":${milliseconds(durationMs)},"request_id":"${requestId}"${user}}\n`
    if (this.#lines.length > MOST_CHARACTERS) this.flush()
    else this.#timer ??= setTimeout(() => this.flush(), LONGEST_DELAY_MS)
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#lines === '') return
    const lines = this.#lines
    this.#lines = ''
    this.#options.write(lines)
  }

  /** Many requests share a millisecond. */
  #time(): string {
    const now = this.#options.now()
    if (now !== this.#instant) {
      this.#instant = now
      this.#instantText = new Date(now).toISOString()
    }
    return this.#instantText
  }
}

/** Three decimals, put together from integers: printing a fraction costs more than the rest of the line. */
function milliseconds(duration: number): string {
  const microseconds = Math.round(duration * 1_000)
  const rest = microseconds % 1_000
  return `${(microseconds - rest) / 1_000}.${rest < 10 ? '00' : rest < 100 ? '0' : ''}${rest}`
}
