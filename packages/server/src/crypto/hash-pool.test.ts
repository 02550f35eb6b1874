import { describe, expect, test } from 'bun:test'
import type { Claim } from './fair-queue.ts'
import { createHashPool, HasherOverloaded, HashRefused, type HashWorker } from './hash-pool.ts'
import type { HashReply, HashWork } from './hash-worker.ts'

/** A worker that answers when the test says so, and erases the passwords that it was sent. */
class FakeWorker implements HashWorker {
  readonly received: (number | undefined)[] = []
  readonly listeners: Record<string, (value: never) => void> = {}
  isHolding = true
  isEnded = false

  postMessage(work: HashWork) {
    if (this.isEnded) throw new Error('this worker has ended')
    const { password } = structuredClone(work)
    this.received.push(password[0])
    password.fill(0)
  }
  on(event: string, listener: (value: never) => void) {
    this.listeners[event] = listener
  }
  ref() {
    this.isHolding = true
  }
  unref() {
    this.isHolding = false
  }
  async terminate() {
    this.isEnded = true
    this.emit('exit', 1)
  }
  emit(event: string, value: unknown) {
    this.listeners[event]?.(value as never)
  }
  answer({ tags = [] as Uint8Array[], ms = 10 } = {}) {
    const reply: HashReply = { tags, ms }
    this.emit('message', reply)
  }
}

function poolOf(threads: number, maxWaitMs = 2000) {
  const workers: FakeWorker[] = []
  const clock = { ms: 0 }
  const pool = createHashPool({
    threads,
    maxWaitMs,
    firstGuessMs: 10,
    startWorker() {
      const worker = new FakeWorker()
      workers.push(worker)
      return worker
    },
  })
  const run = (name = 0, claim?: Claim) => pool.run({ password: Uint8Array.of(name), passes: [] }, claim)
  return { pool, workers, clock, run }
}

function refusalOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  )
}

describe('the hash pool', () => {
  test('starts a worker when a job needs one, and lays the next job ready for each', async () => {
    const { pool, workers, run } = poolOf(2)
    expect(workers.length).toBe(0)
    const jobs = [run(1)]
    expect([workers.length, pool.running, pool.queued]).toEqual([1, 1, 0])
    for (const name of [2, 3, 4, 5, 6]) jobs.push(run(name))
    expect(workers.map(({ received }) => received)).toEqual([
      [1, 3],
      [2, 4],
    ])
    expect([pool.running, pool.queued]).toEqual([2, 4])
    workers[1]?.answer({ tags: [Uint8Array.of(9)] })
    expect(await jobs[1]).toEqual([Uint8Array.of(9)])
    expect(workers.map(({ received }) => received)).toEqual([
      [1, 3],
      [2, 4, 5],
    ])
    expect([pool.running, pool.queued]).toEqual([2, 3])
    for (let job = 0; job < 3; job++) for (const worker of workers) worker.answer()
    await Promise.all(jobs)
    expect([workers.length, pool.running, pool.queued]).toEqual([2, 0, 0])
  })

  test('a worker that rests is given a job before any works ahead, and before another is started', async () => {
    const { pool, workers, run } = poolOf(3)
    const jobs = [run(1), run(2)]
    workers[0]?.answer()
    jobs.push(run(3))
    expect(workers.map(({ received }) => received)).toEqual([[1, 3], [2]])
    jobs.push(run(4), run(5))
    expect(workers.map(({ received }) => received)).toEqual([[1, 3, 5], [2], [4]])
    expect([pool.running, pool.queued]).toEqual([3, 1])
    workers[1]?.answer()
    workers[2]?.answer()
    jobs.push(run(6), run(7))
    expect(workers.map(({ received }) => received)).toEqual([
      [1, 3, 5],
      [2, 6],
      [4, 7],
    ])
    for (let job = 0; job < 2; job++) for (const worker of workers) worker.answer()
    await Promise.all(jobs)
  })

  test('takes the replies of a worker in the order of its jobs', async () => {
    const { workers, run } = poolOf(1)
    const jobs = [run(1), run(2), run(3)]
    for (const tag of [10, 20, 30]) workers[0]?.answer({ tags: [Uint8Array.of(tag)] })
    expect(await Promise.all(jobs)).toEqual([10, 20, 30].map((tag) => [Uint8Array.of(tag)]))
    expect(workers[0]?.received).toEqual([1, 2, 3])
  })

  test('a job that Argon2 refuses fails alone', async () => {
    const { workers, run } = poolOf(1)
    const refused = refusalOf(run(1))
    const next = run(2)
    workers[0]?.emit('message', { refused: 'no such parameters', ms: 1 })
    expect(await refused).toBeInstanceOf(HashRefused)
    workers[0]?.answer()
    expect(await next).toEqual([])
  })

  test('holds the process only while it works', () => {
    const { workers, run } = poolOf(1)
    void run()
    void run()
    expect(workers[0]?.isHolding).toBe(true)
    workers[0]?.answer()
    expect(workers[0]?.isHolding).toBe(true)
    workers[0]?.answer()
    expect(workers[0]?.isHolding).toBe(false)
    void run()
    expect(workers[0]?.isHolding).toBe(true)
  })

  test('R12: refuses at once what would wait too long, and takes jobs again when the queue is shorter', async () => {
    const { pool, workers, run } = poolOf(2, 20)
    // Two run, and each job ahead is guessed at 10 ms on one of two threads: 10, 15, 20, then 25.
    for (let job = 0; job < 5; job++) void run()
    expect([pool.running, pool.queued]).toEqual([2, 3])
    const refusal = await refusalOf(run())
    expect(refusal).toBeInstanceOf(HasherOverloaded)
    expect((refusal as HasherOverloaded).retryAfterSeconds).toBe(1)
    expect(pool.queued).toBe(3)
    workers[0]?.answer()
    void run()
    expect(pool.queued).toBe(3)
  })

  test('R12: an idle thread never refuses, however slow the jobs are', async () => {
    const { pool, workers, run } = poolOf(2, 20)
    for (let job = 0; job < 3; job++) {
      const done = run()
      workers[0]?.answer({ ms: 60_000 })
      await done
    }
    void run()
    void run()
    expect([pool.running, pool.queued]).toEqual([2, 0])
    expect(await refusalOf(run())).toBeInstanceOf(HasherOverloaded)
  })

  test('R12: whoever is known goes before those who are not told apart', async () => {
    const { workers, run } = poolOf(1)
    const jobs = [1, 2, 3, 4].map((name) => run(name))
    jobs.push(run(5, { lane: 'known', source: 'home', account: 'grace' }))
    for (let job = 0; job < 5; job++) workers[0]?.answer()
    await Promise.all(jobs)
    expect(workers[0]?.received).toEqual([1, 2, 5, 3, 4])
  })

  test('R12: the wait is learned from the jobs, and told in whole seconds', async () => {
    const { workers, run } = poolOf(1)
    for (let job = 0; job < 20; job++) {
      const done = run()
      workers[0]?.answer({ ms: 2_990 })
      await done
    }
    void run()
    const refusal = await refusalOf(run())
    expect((refusal as HasherOverloaded).retryAfterSeconds).toBe(3)
  })

  test('R12: what keeps this thread from reading the replies is not taken for hashing', async () => {
    const { pool, workers, clock, run } = poolOf(1, 20)
    for (let round = 0; round < 20; round++) {
      const jobs = [run(), run()]
      clock.ms += 60_000
      workers[0]?.answer({ ms: 10 })
      workers[0]?.answer({ ms: 10 })
      await Promise.all(jobs)
    }
    // Still 10 ms a job: the third would wait for two, a fourth for three.
    for (let job = 0; job < 3; job++) void run()
    expect([pool.running, pool.queued]).toEqual([1, 2])
    expect(await refusalOf(run())).toBeInstanceOf(HasherOverloaded)
  })

  test.each([
    ['error', new Error('out of memory')],
    ['exit', 134],
  ])('R22: a worker that dies (%s) takes its own job with it, no other', async (event, value) => {
    const { pool, workers, run } = poolOf(2)
    const lost = refusalOf(run(1))
    const others = [2, 3, 4, 5].map((name) => run(name))
    expect(workers[0]?.received).toEqual([1, 3])
    workers[0]?.emit(event, value)
    workers[0]?.emit('exit', 1)
    expect(await lost).toMatchObject({ message: 'hashing: the worker died' })
    // Job 3 lay among the messages of the dead: it goes first, and as it was given.
    expect(workers.slice(1).map(({ received }) => received)).toEqual([
      [2, 4],
      [3, 5],
    ])
    expect([workers.length, pool.running, pool.queued]).toEqual([3, 2, 2])
    workers[0]?.answer({ tags: [Uint8Array.of(9)] })
    for (let job = 0; job < 2; job++) for (const worker of workers.slice(1)) worker.answer()
    expect(await Promise.all(others)).toEqual([[], [], [], []])
    expect([pool.running, pool.queued]).toEqual([0, 0])
  })

  test('R22: each death costs one job, also of those that were handed on', async () => {
    const { pool, workers, run } = poolOf(1)
    const jobs = [1, 2, 3].map((name) => refusalOf(run(name)))
    for (let death = 0; death < 3; death++) workers[death]?.emit('exit', 134)
    const died = { message: 'hashing: the worker died' }
    expect(await Promise.all(jobs)).toMatchObject([died, died, died])
    expect(workers.map(({ received }) => received)).toEqual([[1, 2], [2, 3], [3]])
    expect([pool.running, pool.queued]).toEqual([0, 0])
  })

  test('R22: a worker that has ended unnoticed fails one job and is replaced', async () => {
    const { pool, workers, run } = poolOf(1)
    const first = run(1)
    workers[0]?.answer()
    await first
    if (workers[0]) workers[0].isEnded = true
    expect(await refusalOf(run(2))).toMatchObject({ message: 'hashing: no worker took the job' })
    const third = run(3)
    workers[1]?.answer()
    await third
    expect(pool.running).toBe(0)
  })

  test('R22: a busy worker that has ended unnoticed loses what it computed, not the job that it would not take', async () => {
    const { pool, workers, run } = poolOf(1)
    const lost = refusalOf(run(1))
    if (workers[0]) workers[0].isEnded = true
    const second = run(2)
    expect(await lost).toMatchObject({ message: 'hashing: the worker died' })
    workers[0]?.emit('exit', 1)
    expect(workers[1]?.received).toEqual([2])
    workers[1]?.answer()
    await second
    expect([workers.length, pool.running, pool.queued]).toEqual([2, 0, 0])
  })

  test('closing also finishes what a dead worker had not begun', async () => {
    const { pool, workers, run } = poolOf(1)
    const lost = refusalOf(run(1))
    const second = run(2)
    const closed = pool.close()
    workers[0]?.emit('exit', 134)
    expect(await lost).toMatchObject({ message: 'hashing: the worker died' })
    expect(workers[1]?.isEnded).toBe(false)
    workers[1]?.answer()
    await Promise.all([second, closed])
    expect(workers[1]?.isEnded).toBe(true)
  })

  test('closing finishes the queue, ends the workers and takes nothing more', async () => {
    const { pool, workers, run } = poolOf(1)
    const jobs = [run(1), run(2), run(3), run(4)]
    const closed = pool.close()
    expect(await refusalOf(run(5))).toMatchObject({ message: 'hashing: the pool is closed' })
    for (let job = 0; job < 4; job++) {
      expect(workers[0]?.isEnded).toBe(false)
      workers[0]?.answer()
    }
    await Promise.all([...jobs, closed, pool.close()])
    expect([workers[0]?.isEnded, pool.running, pool.queued]).toEqual([true, 0, 0])
  })
})
