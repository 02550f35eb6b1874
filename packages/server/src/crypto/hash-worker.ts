import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { hashRawSync } from '@node-rs/argon2'

/** One computation of Argon2. It costs `memoryKib * timeCost` blocks of 1 KiB, whatever the parallelism. */
export interface HashPass {
  readonly algorithm: 'argon2d' | 'argon2i' | 'argon2id'
  readonly version: 16 | 19
  readonly memoryKib: number
  readonly timeCost: number
  readonly parallelism: number
  readonly tagBytes: number
  readonly salt: Uint8Array
}

/** What a worker is sent: every pass is computed over the same password, one after another. */
export interface HashWork {
  readonly password: Uint8Array
  readonly passes: readonly HashPass[]
}

/** One tag a pass, or the reason why Argon2 refused the parameters. */
export type HashResult = { readonly tags: readonly Uint8Array[] } | { readonly refused: string }

/**
 * What a worker answers. Only here can the milliseconds of the computation be measured: the thread that reads the
 * reply may have been busy for any time before it does.
 */
export type HashReply = HashResult & { readonly ms: number }

// The package's enums are ambient: under isolatedModules their values must be spelled out.
const algorithms = { argon2d: 0, argon2i: 1, argon2id: 2 } as const
const versions = { 16: 0, 19: 1 } as const

function compute({ password, passes }: HashWork): HashResult {
  try {
    return { tags: passes.map((pass) => new Uint8Array(tagOf(password, pass))) }
  } catch (error) {
    return { refused: String(error) }
  } finally {
    password.fill(0)
  }
}

function tagOf(password: Uint8Array, pass: HashPass): Buffer {
  return hashRawSync(password, {
    algorithm: algorithms[pass.algorithm],
    version: versions[pass.version],
    memoryCost: pass.memoryKib,
    timeCost: pass.timeCost,
    parallelism: pass.parallelism,
    outputLen: pass.tagBytes,
    salt: pass.salt,
  })
}

/** As `nice` counts, 19 at most: whoever is already signed in goes before whoever signs in. */
const NICENESS = 10

/** Lets every other thread go first. Where there is no such thing as a thread's own priority, all are equal. */
function goLast(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
    if (thread > 0) setPriority(thread, NICENESS)
  } catch {
    // Not Linux, or not allowed: only how soon others are served depends on it.
  }
}

if (parentPort) goLast()
parentPort?.on('message', (work: HashWork) => {
  const startedAt = performance.now()
  const result = compute(work)
  const reply: HashReply = { ...result, ms: performance.now() - startedAt }
  parentPort?.postMessage(reply)
})
