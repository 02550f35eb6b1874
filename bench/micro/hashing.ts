// `<runtime> bench/micro/hashing.ts <threads> <seconds>`: prints how many passwords a second that many threads hash
// when they do nothing else, by the same module and with the same parameters as the product's defaults.

import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { hashSync } from '@node-rs/argon2'
import { HASH_COST } from '../hash-cost.ts'

const WARM_UP = 3

interface Window {
  readonly fromMs: number
  readonly seconds: number
}

/** Hashes until the window ends, and counts those that ended within it. */
function countHashes({ fromMs, seconds }: Window): number {
  const endsAt = fromMs + seconds * 1_000
  let count = 0
  for (;;) {
    hashSync('moth lantern quarry 58', HASH_COST)
    const now = Date.now()
    if (now > endsAt) return count
    if (now > fromMs) count += 1
  }
}

async function countOnThreads(threads: number, seconds: number): Promise<number> {
  // All threads begin together, when the slowest is surely warm.
  const window: Window = { fromMs: Date.now() + 500, seconds }
  const counts = Array.from(
    { length: threads },
    () =>
      new Promise<number>((resolve, reject) => {
        const worker = new Worker(new URL(import.meta.url), { workerData: window })
        worker.on('message', resolve)
        worker.on('error', reject)
      }),
  )
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
}

if (isMainThread) {
  const [threads = 1, seconds = 1] = process.argv.slice(2).map(Number)
  console.log((await countOnThreads(threads, seconds)) / seconds)
  process.exit(0)
} else {
  for (let i = 0; i < WARM_UP; i++) hashSync('warm', HASH_COST)
  parentPort?.postMessage(countHashes(workerData as Window))
}
