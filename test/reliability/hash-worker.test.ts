// R22: a hashing thread that dies takes the password it worked on with it, and nothing else.
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { Worker } from 'node:worker_threads'
import { createPasswordHasher, type PasswordHasher } from '../../packages/server/src/crypto/passwords.ts'

const PASSWORD = 'violet-tramway-canyon'
const WORKER = new URL('../../packages/server/src/crypto/hash-worker.ts', import.meta.url)

let workers: Worker[] = []
let hasher: PasswordHasher
beforeEach(() => {
  workers = []
  hasher = createPasswordHasher(
    {
      memoryKib: 19_456,
      timeCost: 2,
      parallelism: 1,
      threads: 2,
      maxWaitMs: 60_000,
    },
    () => {
      const worker = new Worker(WORKER)
      workers.push(worker)
      return worker
    },
  )
})
afterEach(() => hasher.close())

const settle = (promises: Promise<unknown>[]) =>
  Promise.allSettled(promises).then((all) => all.map(({ status }) => status))

describe('a hashing thread that is killed', () => {
  test('at work loses its own password only; those that wait are hashed by another', async () => {
    const phc = await hasher.hash(PASSWORD)
    const verdicts = Array.from({ length: 8 }, () => hasher.verify(phc, PASSWORD))
    expect(hasher.running).toBe(2)
    void workers[0]?.terminate()
    const outcomes = await Promise.allSettled(verdicts)
    const [lost, ...more] = outcomes.flatMap((one) =>
      one.status === 'rejected' ? [one.reason as Error] : [],
    )
    expect(more).toEqual([])
    expect(lost?.message).toBe('hashing: the worker died')
    expect(outcomes.filter((one) => one.status === 'fulfilled' && one.value)).toHaveLength(7)
  })

  test('never makes a wrong password right', async () => {
    const phc = await hasher.hash(PASSWORD)
    const verdicts = Array.from({ length: 6 }, () => hasher.verify(phc, 'another-password'))
    void workers[0]?.terminate()
    for (const one of await Promise.allSettled(verdicts)) {
      if (one.status === 'fulfilled') expect(one.value).toBe(false)
    }
  })

  test('while it rests is replaced when there is work', async () => {
    const phc = await hasher.hash(PASSWORD)
    await Promise.all(workers.map((worker) => worker.terminate()))
    const [first] = await settle([hasher.verify(phc, PASSWORD)])
    // Its end may not have been noticed yet: then one password pays for that.
    expect(['fulfilled', 'rejected']).toContain(first ?? '')
    expect(await hasher.verify(phc, PASSWORD)).toBe(true)
  })

  test('again and again leaves a hasher that works and is not full', async () => {
    const phc = await hasher.hash(PASSWORD)
    for (let round = 0; round < 5; round++) {
      const busy = settle([hasher.verify(phc, PASSWORD), hasher.verify(phc, PASSWORD)])
      await Promise.all(workers.map((worker) => worker.terminate()))
      await busy
    }
    expect(await hasher.verify(phc, PASSWORD)).toBe(true)
    expect([hasher.running, hasher.queued]).toEqual([0, 0])
  })
})
