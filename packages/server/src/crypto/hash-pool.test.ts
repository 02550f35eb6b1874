import { describe, expect, test } from 'bun:test'
import { createHashPool, HasherOverloaded, type HashWorker } from './hash-pool.ts'
import type { HashReply, HashWork } from './hash-worker.ts'

/** A worker that answers when the test says so. */
class FakeWorker implements HashWorker {
  readonly received: HashWork[] = []
  readonly listeners: Record<string, (value: never) => void> = {}
  isHolding = true
  isEnded = false

  postMessage(work: HashWork) {
    if (this.isEnded) throw new Error('this worker has ended')
    this.received.push(work)
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
  answer(reply: HashReply = { tags: [] }) {
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
    now: () => clock.ms,
    startWorker() {
      const worker = new FakeWorker()
      workers.push(worker)
      return worker
    },
  })
  const run = (name = 0) => pool.run({ password: Uint8Array.of(name), passes: [] })
  return { pool, workers, clock, run }
}

function refusalOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  )
}

describe('the hash pool', () => {
  test('starts a worker when a job needs one, and gives each one job at a time', async () => {
    const { pool, workers, run } = poolOf(2)
    expect(workers.length).toBe(0)
    const first = run(1)
    expect(workers.length).toBe(1)
    const others = [run(2), run(3)]
    expect([workers.length, pool.running, pool.queued]).toEqual([2, 2, 1])
    workers[0]?.answer({ tags: [Uint8Array.of(9)] })
    expect(await first).toEqual([Uint8Array.of(9)])
    expect(workers[0]?.received.map(({ password }) => password[0])).toEqual([1, 3])
    for (const worker of workers) worker.answer()
    await Promise.all(others)
    expect([workers.length, pool.running, pool.queued]).toEqual([2, 0, 0])
  })

  test('holds the process only while it works', () => {
    const { workers, run } = poolOf(1)
    void run()
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
    const { pool, workers, clock, run } = poolOf(2, 20)
    for (let job = 0; job < 3; job++) {
      const done = run()
      clock.ms += 60_000
      workers[0]?.answer()
      await done
    }
    void run()
    void run()
    expect([pool.running, pool.queued]).toEqual([2, 0])
    expect(await refusalOf(run())).toBeInstanceOf(HasherOverloaded)
  })

  test('R12: the wait is learned from jobs of warm workers, and told in whole seconds', async () => {
    const { workers, clock, run } = poolOf(1)
    const work = async (ms: number) => {
      const done = run()
      clock.ms += ms
      workers[0]?.answer()
      await done
    }
    await work(90_000)
    for (let job = 0; job < 20; job++) await work(2_990)
    void run()
    // The start of the thread was not taken for a job; twenty jobs of 2.99 s were.
    const refusal = await refusalOf(run())
    expect((refusal as HasherOverloaded).retryAfterSeconds).toBe(3)
  })

  test.each([
    ['error', new Error('out of memory')],
    ['exit', 134],
  ])('R22: a worker that dies (%s) takes its own job with it, no other', async (event, value) => {
    const { pool, workers, run } = poolOf(2)
    const lost = refusalOf(run(1))
    const neighbour = run(2)
    const queued = run(3)
    workers[0]?.emit(event, value)
    workers[0]?.emit('exit', 1)
    expect(await lost).toMatchObject({ message: 'hashing: the worker died' })
    expect([workers.length, pool.running, pool.queued]).toEqual([3, 2, 0])
    expect(workers[2]?.received[0]?.password[0]).toBe(3)
    workers[1]?.answer()
    workers[2]?.answer()
    await Promise.all([neighbour, queued])
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

  test('closing finishes the queue, ends the workers and takes nothing more', async () => {
    const { pool, workers, run } = poolOf(1)
    const jobs = [run(1), run(2)]
    const closed = pool.close()
    expect(await refusalOf(run(3))).toMatchObject({ message: 'hashing: the pool is closed' })
    workers[0]?.answer()
    workers[0]?.answer()
    await Promise.all([...jobs, closed, pool.close()])
    expect([workers[0]?.isEnded, pool.running, pool.queued]).toEqual([true, 0, 0])
  })
})
