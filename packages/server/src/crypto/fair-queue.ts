/** For whom a hash is computed, as far as it is known before. */
export interface Claim {
  /** `known`: from a device or an address that the account was signed in from before. */
  readonly lane: Lane
  readonly source: string
  readonly account: string
}
export type Lane = 'known' | 'new'

interface Waiting<Job> extends Claim {
  readonly job: Job
}

/** So many known ones go first for each new one: neither waits for ever. */
const KNOWN_FOR_A_NEW = 3
/** What one source, or one account, may hold of a lane while others wait there: one in so many. */
const SHARE = 4

/**
 * Who is next, and who has too much already. In each lane the sources take turns, so that one of them that sends a
 * thousand is served as often as one that sends one.
 */
export class FairQueue<Job> {
  readonly #lanes = { known: new Turns<Job>(), new: new Turns<Job>() }
  #knownInARow = 0

  get length(): number {
    return this.#lanes.known.length + this.#lanes.new.length
  }

  /** How many would be served before one that is added now. */
  aheadOf({ lane, source }: Claim): number {
    const { known, new: fresh } = this.#lanes
    const own = this.#lanes[lane].aheadOf(source)
    return lane === 'known'
      ? own + Math.min(fresh.length, Math.ceil(own / KNOWN_FOR_A_NEW))
      : own + Math.min(known.length, KNOWN_FOR_A_NEW * (own + 1))
  }

  /**
   * Whether this source or this account would hold more than its share of a queue for `room`, while others wait in its lane:
   * a quarter, and of one that is full already a single place.
   */
  isGreedy(claim: Claim, room: number): boolean {
    const share = this.length >= room ? 1 : Math.max(1, Math.floor(room / SHARE))
    return this.#lanes[claim.lane].isGreedy(claim, share)
  }

  push(job: Job, claim: Claim): void {
    this.#lanes[claim.lane].push({ ...claim, job })
  }

  /** Back to the front: it was taken, and not begun. */
  unshift(job: Job, claim: Claim): void {
    this.#lanes[claim.lane].unshift({ ...claim, job })
  }

  shift(): Job | undefined {
    const { known, new: fresh } = this.#lanes
    const isNewsTurn = fresh.length > 0 && (known.length === 0 || this.#knownInARow >= KNOWN_FOR_A_NEW)
    this.#knownInARow = isNewsTurn ? 0 : this.#knownInARow + 1
    return (isNewsTurn ? fresh : known).shift()?.job
  }
}

/** One lane. */
class Turns<Job> {
  /** In the order of their turns. */
  readonly #bySource = new Map<string, Waiting<Job>[]>()
  readonly #ofAccount = new Map<string, number>()
  length = 0

  aheadOf(source: string): number {
    const own = this.#bySource.get(source)?.length ?? 0
    // Round by round: of each other source as many as there are of this one, and one more where it has them.
    let ahead = own
    for (const [other, waiting] of this.#bySource)
      if (other !== source) ahead += Math.min(waiting.length, own + 1)
    return ahead
  }

  isGreedy({ source, account }: Claim, share: number): boolean {
    const ofSource = this.#bySource.get(source)?.length ?? 0
    if (ofSource >= share && ofSource < this.length) return true
    const ofAccount = this.#ofAccount.get(account) ?? 0
    return ofAccount >= share && ofAccount < this.length
  }

  push(one: Waiting<Job>): void {
    const waiting = this.#bySource.get(one.source)
    if (waiting) waiting.push(one)
    else this.#bySource.set(one.source, [one])
    this.#count(one, 1)
  }

  unshift(one: Waiting<Job>): void {
    const rest = [...this.#bySource]
    this.#bySource.clear()
    const own = rest.find(([source]) => source === one.source)?.[1] ?? []
    this.#bySource.set(one.source, [one, ...own])
    for (const [source, waiting] of rest) if (source !== one.source) this.#bySource.set(source, waiting)
    this.#count(one, 1)
  }

  shift(): Waiting<Job> | undefined {
    for (const [source, waiting] of this.#bySource) {
      const next = waiting.shift()
      // Its next turn comes after everybody else's.
      this.#bySource.delete(source)
      if (waiting.length > 0) this.#bySource.set(source, waiting)
      if (next) this.#count(next, -1)
      return next
    }
    return undefined
  }

  #count({ account }: Claim, change: 1 | -1): void {
    this.length += change
    const count = (this.#ofAccount.get(account) ?? 0) + change
    if (count === 0) this.#ofAccount.delete(account)
    else this.#ofAccount.set(account, count)
  }
}
