/** Milliseconds between attempts: the first comes soon, none comes later than this. */
const FIRST_PAUSE = 100
const LONGEST_PAUSE = 2_000
/** Characters of one event: a snapshot of half a million sessions. */
const LONGEST_EVENT = 8_000_000

interface Deps {
  /** A connection on which nothing arrives for so many milliseconds is dead, whatever TCP believes. */
  readonly silentFor: number
  open(signal: AbortSignal): Promise<Response>
  /** What an event carries; `false` ends this connection, and the next begins with a snapshot. */
  take(data: string): Promise<boolean>
  onFailure(error: unknown): void
}

/** Follows server-sent events (WHATWG HTML section 9.2), connecting again and again, until `signal` ends it. */
export async function follow({ silentFor, open, take, onFailure }: Deps, signal: AbortSignal): Promise<void> {
  let pause = FIRST_PAUSE
  while (!signal.aborted) {
    const silence = silenceOf(silentFor)
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

/** Aborts when nothing broke it for so many milliseconds. */
function silenceOf(milliseconds: number) {
  const ending = new AbortController()
  const begin = () => setTimeout(() => ending.abort(new Error('the feed is silent')), milliseconds)
  let timer = begin()
  return {
    signal: ending.signal,
    broken() {
      clearTimeout(timer)
      timer = begin()
    },
    over: () => clearTimeout(timer),
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
