import { Unavailable } from '#kernel/unavailable'
import { type Groups, type Revoked, RevokedList } from './revoked-list.ts'

export interface FeedDeps {
  /** Those that ended since then (milliseconds since the epoch), and whose tokens may still be in their time. */
  readEnded(since: number): Promise<readonly Revoked[]>
  /** A compact JWS; undefined where no foreign verifier could check it. */
  sign(payload: object): Promise<string | undefined>
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
  #isClosed = false
  #told = 0
  #telling: Promise<void> = Promise.resolve()
  #stopBeating: (() => void) | undefined

  constructor(deps: FeedDeps) {
    this.#deps = deps
  }

  /** The whole list, signed; undefined where nobody could check it. Throws what reading the database throws. */
  async snapshot(): Promise<string | undefined> {
    await this.#catchUp()
    return this.#message('snapshot', this.#told, this.#list.all())
  }

  /** Undefined where nobody could check it. Throws `Unavailable` when too many follow, and of a server that is about to end. */
  async follow(mayStay: Follower['mayStay']): Promise<ReadableStream<Uint8Array> | undefined> {
    if (this.#isClosed || this.#followers.size >= MOST_FOLLOWERS) throw new Unavailable('overloaded', 5)
    await this.#catchUp()
    let follower: Follower | undefined
    const stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          follower = { controller, mayStay }
          this.#followers.add(follower)
          this.#stopBeating ??= this.#deps.every(BEAT_EVERY_MS, () => void this.beat())
        },
        cancel: () => {
          if (follower) this.#remove(follower)
        },
      },
      { highWaterMark: MOST_WAITING },
    )
    // Behind what is being told: the first event is the list as it is then, and each that follows comes after it.
    const isBegun = await this.#inTurn(async () => {
      const message = await this.#message('snapshot', this.#told, this.#list.all())
      if (follower) this.#send(follower, 'snapshot', message)
      return message !== undefined
    })
    return isBegun ? stream : undefined
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
    if (this.#deps.isCurrent() && !this.#isBehind) await this.#tell('beat', {})
  }

  /** Ends every stream, and begins none: whoever was cut comes again before the server has ended. */
  close(): void {
    this.#isClosed = true
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
    if (Object.keys(fresh).length > 0) void this.#tell('revoked', fresh)
  }

  /** What is told to all is told one after the other, each signed once. */
  #tell(kind: Kind, revoked: Groups): Promise<void> {
    if (this.#followers.size === 0) return Promise.resolve()
    this.#told += 1
    const n = this.#told
    const told = [...this.#followers]
    return this.#inTurn(async () => {
      const message = await this.#message(kind, n, revoked)
      for (const follower of told) this.#send(follower, kind, message)
    })
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#telling.then(work)
    this.#telling = mine.then(
      () => undefined,
      () => undefined,
    )
    return mine
  }

  #send(follower: Follower, kind: Kind, message: string | undefined): void {
    if (!this.#followers.has(follower)) return
    // Whoever does not read would fill the memory; what cannot be signed cannot be told.
    const isSlow = (follower.controller.desiredSize ?? 0) <= 0
    if (message === undefined || isSlow) this.#dismiss(follower)
    else follower.controller.enqueue(eventOf(kind, message))
  }

  /** Undefined where nobody could check it, or where the keys cannot be had. */
  #message(kind: Kind, n: number, revoked: Groups): Promise<string | undefined> {
    const { name, sign, now } = this.#deps
    return sign({ kind, stream: name, n, at: now(), revoked }).catch(() => undefined)
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
