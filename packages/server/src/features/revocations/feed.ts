import { Unavailable } from '#kernel/unavailable'
import { type Groups, type Revoked, RevokedList } from './revoked-list.ts'

export interface FeedDeps {
  /** Those that ended since then (milliseconds since the epoch), and whose tokens may still be in their time. */
  readEnded(since: number): Promise<readonly Revoked[]>
  /** A compact JWS; undefined where no foreign verifier could check it. */
  sign(payload: object): string | undefined
  /** Milliseconds since the epoch. */
  now(): number
  /** Whether everything that others changed a second ago was heard of. */
  isCurrent(): boolean
  /** Names what this process tells, whose events are counted through. */
  readonly name: string
  /** Does the work again and again; gives what ends that. */
  every(milliseconds: number, work: () => void): () => void
}

interface Follower {
  readonly controller: ReadableStreamDefaultController<Uint8Array>
  /** Whether this caller may still listen; asked each second. */
  readonly mayStay: () => boolean | Promise<boolean>
}

type Kind = 'snapshot' | 'revoked' | 'beat'

const BEAT_EVERY_MS = 1_000
/** Transactions write their time before they commit, by clocks that may differ by a minute. */
const OVERLAP_MS = 90_000
const MOST_FOLLOWERS = 1_000
/** Events that wait for a slow reader, before it is cut. */
const MOST_WAITING = 16

const encoder = new TextEncoder()

/**
 * What ends, told to everybody who follows. It says something each second, and only while this process knows all that is
 * older: a follower that hears nothing believes nothing.
 */
export class RevocationFeed {
  readonly #deps: FeedDeps
  readonly #list = new RevokedList()
  readonly #followers = new Set<Follower>()
  #readAt: number | undefined
  #reading: Promise<void> | undefined
  #isAskedAgain = false
  /** Whether reading failed, and what was to be read is not known. */
  #isBehind = false
  #told = 0
  #stopBeating: (() => void) | undefined

  constructor(deps: FeedDeps) {
    this.#deps = deps
  }

  /** The whole list, signed; undefined where nobody could check it. Throws what reading the database throws. */
  async snapshot(): Promise<string | undefined> {
    await this.#catchUp()
    return this.#message('snapshot', this.#list.all())
  }

  /** Undefined where nobody could check it. Throws `Unavailable` when too many follow. */
  async follow(mayStay: Follower['mayStay']): Promise<ReadableStream<Uint8Array> | undefined> {
    if (this.#followers.size >= MOST_FOLLOWERS) throw new Unavailable('overloaded', 5)
    await this.#catchUp()
    const first = this.#message('snapshot', this.#list.all())
    if (first === undefined) return undefined
    let follower: Follower | undefined
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          follower = { controller, mayStay }
          controller.enqueue(eventOf('snapshot', first))
          this.#followers.add(follower)
          this.#stopBeating ??= this.#deps.every(BEAT_EVERY_MS, () => void this.beat())
        },
        cancel: () => {
          if (follower) this.#remove(follower)
        },
      },
      { highWaterMark: MOST_WAITING },
    )
  }

  /** To be called when something may have ended. */
  hear(): void {
    if (this.#followers.size === 0) return
    this.#catchUp().catch(() => undefined)
  }

  /** Says that nothing is missing, if that is so. */
  async beat(): Promise<void> {
    await Promise.all([...this.#followers].map((follower) => this.#dismissIfEnded(follower)))
    if (this.#isBehind) await this.#catchUp().catch(() => undefined)
    if (this.#deps.isCurrent() && !this.#isBehind) this.#tell('beat', {})
  }

  /** Ends every stream. */
  close(): void {
    for (const follower of this.#followers) this.#dismiss(follower)
  }

  get followers(): number {
    return this.#followers.size
  }

  /** One reading at a time; asked for meanwhile, once more after it. */
  #catchUp(): Promise<void> {
    if (this.#reading !== undefined) {
      this.#isAskedAgain = true
      return this.#reading
    }
    this.#isBehind = true
    this.#reading = this.#readUntilNobodyAsks()
    return this.#reading
  }

  async #readUntilNobodyAsks(): Promise<void> {
    try {
      do {
        this.#isAskedAgain = false
        await this.#read()
      } while (this.#isAskedAgain)
      this.#isBehind = false
    } finally {
      // In the turn in which nobody has asked again: whoever asks from here on begins a reading.
      this.#reading = undefined
    }
  }

  async #read(): Promise<void> {
    const now = this.#deps.now()
    this.#list.forget(now / 1_000)
    const since = this.#readAt === undefined ? 0 : this.#readAt - OVERLAP_MS
    const fresh = this.#list.add(await this.#deps.readEnded(since))
    this.#readAt = now
    if (Object.keys(fresh).length > 0) this.#tell('revoked', fresh)
  }

  #tell(kind: Kind, revoked: Groups): void {
    if (this.#followers.size === 0) return
    this.#told += 1
    const message = this.#message(kind, revoked)
    const event = message === undefined ? undefined : eventOf(kind, message)
    for (const follower of this.#followers) {
      // Whoever does not read would fill the memory.
      const isSlow = (follower.controller.desiredSize ?? 0) <= 0
      if (event === undefined || isSlow) this.#dismiss(follower)
      else follower.controller.enqueue(event)
    }
  }

  #message(kind: Kind, revoked: Groups): string | undefined {
    const { name, sign, now } = this.#deps
    return sign({ kind, stream: name, n: this.#told, at: now(), revoked })
  }

  async #dismissIfEnded(follower: Follower): Promise<void> {
    const mayStay = await Promise.resolve(follower.mayStay()).catch(() => false)
    if (!mayStay) this.#dismiss(follower)
  }

  #dismiss(follower: Follower): void {
    this.#remove(follower)
    try {
      follower.controller.close()
    } catch {
      // It was cancelled by its reader.
    }
  }

  #remove(follower: Follower): void {
    this.#followers.delete(follower)
    if (this.#followers.size > 0) return
    this.#stopBeating?.()
    this.#stopBeating = undefined
    // Nobody listens to what ends from here on: the next reader begins anew.
    this.#readAt = undefined
    this.#list.clear()
  }
}

const eventOf = (kind: Kind, message: string): Uint8Array =>
  encoder.encode(`event: ${kind}\ndata: ${message}\n\n`)
