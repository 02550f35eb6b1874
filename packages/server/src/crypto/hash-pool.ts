import { Unavailable } from '#kernel/unavailable'
import { type Claim, FairQueue } from './fair-queue.ts'
import type { HashReply, HashWork } from './hash-worker.ts'

/** The queue is so long that a new job would wait past the limit: answer 503 with Retry-After. */
export class HasherOverloaded extends Unavailable {
  override readonly name = 'HasherOverloaded'

  constructor(expectedWaitMs: number) {
    super('overloaded', Math.max(1, Math.ceil(expectedWaitMs / 1_000)), {
      cause: `a new hash would wait ${Math.round(expectedWaitMs)} ms`,
    })
  }
}

/** Argon2 cannot be computed with these parameters, though they could be read. */
export class HashRefused extends Error {
  override readonly name = 'HashRefused'
}

/** What the pool needs of a `node:worker_threads` Worker. */
export interface HashWorker {
  /** Copies the work: the worker erases the password it was sent, and the pool may have to send it to another. */
  postMessage(work: HashWork): void
  on(event: 'message', listener: (reply: HashReply) => void): unknown
  on(event: 'error', listener: (error: unknown) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
  ref(): void
  unref(): void
  terminate(): Promise<unknown>
}

export interface HashPoolSettings {
  /** Workers at most, at least 1; each is started when a job first needs it. */
  readonly threads: number
  /** A job is refused when it is expected to wait longer than this many milliseconds; others share in what there is. */
  readonly maxWaitMs: number
  /** Milliseconds a job is taken to last until one has been measured. */
  readonly firstGuessMs: number
  startWorker(): HashWorker
}

export interface HashPool {
  /**
   * The tags of the passes, in their order.
   * @throws {HasherOverloaded} at once, when the queue is too long, or too much of it is of this source or account
   * @throws {HashRefused} when Argon2 refuses the parameters
   * @throws {Error} when the worker died under the job, or the pool is closed
   */
  run(work: HashWork, claim?: Claim): Promise<readonly Uint8Array[]>
  /**
   * What `run` would refuse now, at once and for next to nothing.
   * @throws {HasherOverloaded}
   */
  admit(claim?: Claim): void
  /** Works off what is queued, then ends the workers. */
  close(): Promise<void>
  /** Jobs taken and not begun, whether or not a worker already holds them. */
  readonly queued: number
  /** Jobs being computed, at most `threads`. */
  readonly running: number
}

interface Job extends PromiseWithResolvers<readonly Uint8Array[]> {
  readonly work: HashWork
  readonly claim: Claim
}

/** Whoever is not told apart shares one turn, and goes before nobody who is known. */
const NOBODYS: Claim = { lane: 'new', source: '', account: '' }

interface Seat {
  readonly worker: HashWorker
  /** In the order they were sent, which is that of the replies: it computes the first, the other lies in its messages. */
  readonly jobs: Job[]
}

/**
 * A worker that has answered finds its next job among its messages. It would otherwise rest until this thread, which
 * may be in a database commit for milliseconds, has read the reply and sent one. More than one ahead gains nothing.
 */
const jobsAWorker = 2

/** Weight of the newest job in the smoothed duration. */
const newestWeight = 0.2

/**
 * Threads of its own for hashing, each computing one job at a time, and a queue bounded by waiting time in which whoever sends
 * most does not keep the others out (ledger R12).
 * The runtime's shared pool is not used: a login storm would stall everything else that lives there.
 */
export function createHashPool({
  threads,
  maxWaitMs,
  firstGuessMs,
  startWorker,
}: HashPoolSettings): HashPool {
  const seats = new Set<Seat>()
  /** What no worker holds yet. */
  const queue = new FairQueue<Job>()
  let jobMs = firstGuessMs
  let isClosing = false
  const drained = Promise.withResolvers<void>()

  const runningJobs = () => sum(seats, ({ jobs }) => Math.min(1, jobs.length))
  const unfinishedJobs = () => queue.length + sum(seats, ({ jobs }) => jobs.length)

  const seatedJobs = () => sum(seats, ({ jobs }) => jobs.length)

  function refuseWhatWaitsTooLong(claim: Claim): void {
    if (runningJobs() < threads) return
    const waitMs = ((seatedJobs() + queue.aheadOf(claim)) * jobMs) / threads
    const room = (maxWaitMs * threads) / jobMs - seatedJobs()
    if (waitMs > maxWaitMs || queue.isGreedy(claim, room)) throw new HasherOverloaded(waitMs)
  }

  function startNext(): void {
    while (hasRoom()) {
      const next = queue.shift()
      if (!next) break
      send(next)
    }
    if (isClosing && unfinishedJobs() === 0) drained.resolve()
  }

  function hasRoom(): boolean {
    return seats.size < threads || [...seats].some(({ jobs }) => jobs.length < jobsAWorker)
  }

  function send(job: Job): void {
    let seat: Seat | undefined
    try {
      seat = chooseSeat()
      seat.worker.postMessage(job.work)
    } catch (cause) {
      // No thread to be had, or one that ended without a word yet.
      if (seat && seat.jobs.length > 0) {
        queue.unshift(job, job.claim)
        lose(seat, cause)
      } else {
        if (seat) seats.delete(seat)
        job.reject(new Error('hashing: no worker took the job', { cause }))
      }
      return
    }
    if (seat.jobs.length === 0) seat.worker.ref()
    seat.jobs.push(job)
  }

  /** An idle worker, else a new one; only when all of them work does one get a second job. */
  function chooseSeat(): Seat {
    const [leastBusy] = [...seats].sort((a, b) => a.jobs.length - b.jobs.length)
    const isEnough = leastBusy?.jobs.length === 0 || seats.size === threads
    return leastBusy && isEnough ? leastBusy : newSeat()
  }

  function newSeat(): Seat {
    const seat: Seat = { worker: startWorker(), jobs: [] }
    seats.add(seat)
    seat.worker.on('message', (reply) => finish(seat, reply))
    seat.worker.on('error', (cause) => lose(seat, cause))
    seat.worker.on('exit', (code) => lose(seat, `exit code ${code}`))
    return seat
  }

  function finish(seat: Seat, reply: HashReply): void {
    const job = seat.jobs.shift()
    // A lost worker has no jobs any more, whatever it still says.
    if (!job) return
    // An idle worker must not keep the process alive.
    if (seat.jobs.length === 0) seat.worker.unref()
    jobMs += newestWeight * (reply.ms - jobMs)
    if ('tags' in reply) job.resolve(reply.tags)
    else job.reject(new HashRefused(reply.refused))
    startNext()
  }

  /**
   * A dead worker takes only the job it computed with it (ledger R22). The one among its messages was not begun:
   * it is the next to be sent. Each death rejects a job, so that none is sent round for ever.
   */
  function lose(seat: Seat, cause: unknown): void {
    if (!seats.delete(seat)) return
    const [begun, ...waiting] = seat.jobs.splice(0)
    begun?.reject(new Error('hashing: the worker died', { cause }))
    for (const job of waiting.reverse()) queue.unshift(job, job.claim)
    startNext()
  }

  return {
    async run(work, claim = NOBODYS) {
      if (isClosing) throw new Error('hashing: the pool is closed')
      refuseWhatWaitsTooLong(claim)
      const job = { ...Promise.withResolvers<readonly Uint8Array[]>(), work, claim }
      queue.push(job, claim)
      startNext()
      return job.promise
    },
    admit: (claim = NOBODYS) => refuseWhatWaitsTooLong(claim),
    async close() {
      isClosing = true
      startNext()
      await drained.promise
      const ended = [...seats]
      seats.clear()
      await Promise.all(ended.map((seat) => seat.worker.terminate()))
    },
    get queued() {
      return unfinishedJobs() - runningJobs()
    },
    get running() {
      return runningJobs()
    },
  }
}

function sum(seats: Iterable<Seat>, count: (seat: Seat) => number): number {
  let total = 0
  for (const seat of seats) total += count(seat)
  return total
}
