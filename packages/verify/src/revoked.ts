import type { Jws } from './jws.ts'

const TYPE = 'latchkey-revocations+jwt'
const ENTRY_LENGTH = 12
/** Clocks may differ by a minute, and whoever heard nothing for five seconds believes nothing; milliseconds. */
const OLDEST = 65_000

/** One message of the server's feed (see `GET /revocations/stream`). */
interface Message {
  readonly kind: 'snapshot' | 'revoked' | 'beat'
  readonly stream: string
  readonly n: number
  /** Milliseconds since the epoch, by the server's clock. */
  readonly at: number
  readonly revoked: Readonly<Record<string, string>>
  /** The keys that count. */
  readonly kids: readonly string[]
}

/** Which sessions ended, as far as was heard without a gap. */
export class Revoked {
  readonly #entries = new Map<string, number>()
  #stream = ''
  #next = 0
  #at = 0
  #begunAt = 0
  #kids: readonly string[] = []

  /**
   * Takes a message whose signature held, and that came at `now` (milliseconds since the epoch). `false` when it is none, is of
   * another time, or comes after one that is missing.
   */
  take({ typ, payload }: Jws, now: number): boolean {
    const message = payload as unknown as Message
    if (typ !== TYPE || !Number.isSafeInteger(message.n) || !Number.isSafeInteger(message.at)) return false
    if (!Array.isArray(message.kids)) return false
    // What somebody kept and plays again, or held back, is older than what was heard, or than anybody's clock.
    if (message.at < this.#at || Math.abs(now - message.at) > OLDEST) return false
    if (message.kind === 'snapshot') {
      this.#entries.clear()
      this.#begunAt = message.at
    } else if (message.stream !== this.#stream || message.n !== this.#next) return false
    this.#stream = message.stream
    this.#next = message.n + 1
    this.#at = message.at
    this.#kids = message.kids
    for (const [at, entries] of Object.entries(message.revoked)) {
      for (let i = 0; i < entries.length; i += ENTRY_LENGTH)
        this.#entries.set(entries.slice(i, i + ENTRY_LENGTH), Number(at))
    }
    this.#forget(message.at / 1_000)
    return true
  }

  /** Milliseconds by the server's clock from the first message of this connection to the last. */
  get passed(): number {
    return this.#at - this.#begunAt
  }

  async has(sessionId: string): Promise<boolean> {
    return this.#entries.has(await entryOf(sessionId))
  }

  /** Whether tokens of this key count: those of one that was retired do not. */
  allows(kid: string): boolean {
    return this.#kids.includes(kid)
  }

  #forget(nowSeconds: number): void {
    for (const [entry, at] of this.#entries) if (at <= nowSeconds) this.#entries.delete(entry)
  }
}

async function entryOf(sessionId: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(sessionId)))
  const text = String.fromCharCode(...digest.subarray(0, 9))
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_')
}
