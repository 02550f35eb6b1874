import { Unavailable } from '#kernel/unavailable'
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
  /** Monotonic milliseconds. */
  now(): number
  /** A job is refused when it is expected to wait longer than this many milliseconds. */
  readonly maxWaitMs: number
  /** Milliseconds a job is taken to last until one has been measured. */
  readonly firstGuessMs: number
  startWorker(): HashWorker
}

export interface HashPool {
  /**
   * The tags of the passes, in their order.
   * @throws {HasherOverloaded} at once, when the queue is too long
   * @throws {HashRefused} when Argon2 refuses the parameters
   * @throws {Error} when the worker died under the job, or the pool is closed
   */
  run(work: HashWork): Promise<readonly Uint8Array[]>
  /** Works off what is queued, then ends the workers. */
  close(): Promise<void>
  readonly queued: number
  readonly running: number
}

interface Job extends PromiseWithResolvers<readonly Uint8Array[]> {
  readonly work: HashWork
}

interface Seat {
  readonly worker: HashWorker
  job: Job | undefined
  startedAt: number
  /** The first job of a worker also waits for the thread to start: it says nothing about the next. */
  isWarm: boolean
}

/** Weight of the newest job in the smoothed duration. */
const newestWeight = 0.2

/**
 * Threads of its own for hashing, one job a thread at a time, and a queue bounded by waiting time (ledger R12).
 * The runtime's shared pool is not used: a login storm would stall everything else that lives there.
 */
export function createHashPool({
  threads,
  now,
  maxWaitMs,
  firstGuessMs,
  startWorker,
}: HashPoolSettings): HashPool {
  const seats = new Set<Seat>()
  const queue: Job[] = []
  let running = 0
  let jobMs = firstGuessMs
  let isClosing = false
  const drained = Promise.withResolvers<void>()

  function expectedWaitMs(): number {
    return running < threads ? 0 : ((queue.length + running) * jobMs) / threads
  }

  function startNext(): void {
    while (running < threads) {
      const job = queue.shift()
      if (!job) break
      start(job)
    }
    if (isClosing && running === 0) drained.resolve()
  }

  function start(job: Job): void {
    let seat: Seat | undefined
    try {
      seat = [...seats].find((each) => !each.job) ?? newSeat()
      seat.worker.postMessage(job.work)
    } catch (cause) {
      // No thread to be had, or one that ended without a word yet.
      if (seat) seats.delete(seat)
      job.reject(new Error('hashing: no worker took the job', { cause }))
      return
    }
    seat.worker.ref()
    seat.job = job
    seat.startedAt = now()
    running++
  }

  function newSeat(): Seat {
    const seat: Seat = { worker: startWorker(), job: undefined, startedAt: 0, isWarm: false }
    seats.add(seat)
    seat.worker.on('message', (reply) => finish(seat, reply))
    seat.worker.on('error', (cause) => lose(seat, cause))
    seat.worker.on('exit', (code) => lose(seat, `exit code ${code}`))
    return seat
  }

  function finish(seat: Seat, reply: HashReply): void {
    const job = release(seat)
    // An idle worker must not keep the process alive.
    seat.worker.unref()
    if (seat.isWarm) jobMs += newestWeight * (now() - seat.startedAt - jobMs)
    seat.isWarm = true
    if ('tags' in reply) job?.resolve(reply.tags)
    else job?.reject(new HashRefused(reply.refused))
    startNext()
  }

  /** A dead worker takes only its own job with it (ledger R22); the next job starts another. */
  function lose(seat: Seat, cause: unknown): void {
    if (!seats.delete(seat)) return
    release(seat)?.reject(new Error('hashing: the worker died', { cause }))
    startNext()
  }

  function release(seat: Seat): Job | undefined {
    const { job } = seat
    seat.job = undefined
    if (job) running--
    return job
  }

  return {
    async run(work) {
      if (isClosing) throw new Error('hashing: the pool is closed')
      const waitMs = expectedWaitMs()
      if (waitMs > maxWaitMs) throw new HasherOverloaded(waitMs)
      const job = { ...Promise.withResolvers<readonly Uint8Array[]>(), work }
      queue.push(job)
      startNext()
      return job.promise
    },
    async close() {
      isClosing = true
      startNext()
      await drained.promise
      const ended = [...seats]
      seats.clear()
      await Promise.all(ended.map((seat) => seat.worker.terminate()))
    },
    get queued() {
      return queue.length
    },
    get running() {
      return running
    },
  }
}
