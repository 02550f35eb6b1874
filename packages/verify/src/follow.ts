/** Milliseconds between attempts: the first comes soon, none comes later than this. */
const FIRST_PAUSE = 100
const LONGEST_PAUSE = 2_000
/** Characters of one event: a snapshot of half a million sessions. */
const LONGEST_EVENT = 8_000_000

interface Deps {
  open(signal: AbortSignal): Promise<Response>
  /** What an event carries; `false` ends this connection, and the next begins with a snapshot. */
  take(data: string): Promise<boolean>
  onFailure(error: unknown): void
  /** Milliseconds that never go back. */
  monotonic(): number
  /** A connection on which nothing arrives for so many milliseconds is dead, whatever TCP believes. */
  readonly silentFor: number
}

/** Milliseconds between two looks at whether a connection is silent. */
const LOOK_EVERY = 500

/** Follows server-sent events (WHATWG HTML section 9.2), connecting again and again, until `signal` ends it. */
export async function follow(deps: Deps, signal: AbortSignal): Promise<void> {
  const { open, take, onFailure } = deps
  let pause = FIRST_PAUSE
  while (!signal.aborted) {
    const silence = silenceOf(deps)
    try {
      const response = await open(AbortSignal.any([signal, silence.signal]))
      if (!response.ok || !response.body) throw new Error(`the feed answered ${response.status}`)
      for await (const data of eventsOf(response.body)) {
        silence.broken()
        if (!(await take(data))) throw new Error('an event of the feed is missing, or is not the server’s')
        pause = FIRST_PAUSE
      }
    } catch (error) {
      if (!signal.aborted) onFailure(error)
    } finally {
      silence.over()
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, pause))
    pause = Math.min(pause * 2, LONGEST_PAUSE)
  }
}

/** Aborts when nothing broke it for so long. */
function silenceOf({ monotonic, silentFor }: Deps) {
  const ending = new AbortController()
  let brokenAt = monotonic()
  const looking = setInterval(() => {
    if (monotonic() - brokenAt > silentFor) ending.abort(new Error('the feed is silent'))
  }, LOOK_EVERY)
  return {
    signal: ending.signal,
    broken() {
      brokenAt = monotonic()
    },
    over: () => clearInterval(looking),
  }
}

async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      text += decoder.decode(value, { stream: true })
      if (text.length > LONGEST_EVENT) throw new Error('an event of the feed is too long')
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1]
        if (data !== undefined) yield data
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
