import { timingSafeEqual } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { systemRandom } from '#kernel/random'
import type { Claim } from './fair-queue.ts'
import { createHashPool, HashRefused, type HashWorker } from './hash-pool.ts'
import type { HashPass } from './hash-worker.ts'
import { type Argon2Hash, formatPhc, parsePhc } from './phc.ts'

export interface PasswordHasherSettings {
  /** Memory of one hash in KiB, at least 8 * parallelism. OWASP and ASVS 5.0 appendix C: 19,456 with timeCost 2. */
  readonly memoryKib: number
  /** Passes over the memory, at least 1. */
  readonly timeCost: number
  /** Lanes, 1 to 255. Threads of one hash are no gain where the pool already uses every core: 1 is right. */
  readonly parallelism: number
  /** Hashes computed at the same time, at least 1; each holds `memoryKib`. */
  readonly threads: number
  /** A hash expected to wait longer than this many milliseconds is refused at once. */
  readonly maxWaitMs: number
}

/**
 * Argon2id on threads of its own. Passwords come NFC-normalised, well-formed and bounded in length.
 * `hash`, `verify` and `spendDummyHash` reject with `HasherOverloaded` when the queue is too long, and with an Error
 * when the hasher is closed or its worker died; no stored or typed text makes them throw, except an ill-formed new password.
 */
export interface PasswordHasher {
  /** A PHC string: Argon2id 1.3 (RFC 9106), 16 random bytes of salt, 32 bytes of tag. @throws {TypeError} if ill-formed */
  hash(password: string, claim?: Claim): Promise<string>
  /** Whether it is the password. Costs the same for a wrong one, an older hash and an unreadable one (ledger C022). */
  verify(phc: string, password: string, claim?: Claim): Promise<boolean>
  /** The work of a `verify`, for a user who is unknown or has no password (ASVS 6.3.8). */
  spendDummyHash(password: string, claim?: Claim): Promise<void>
  /** Whether a hash should be made anew after a successful sign-in. A dearer one is kept: never a downgrade. */
  needsUpgrade(phc: string): boolean
  /** Throws `HasherOverloaded` where hashing for this claim would: to be asked before anything is written for it. */
  admit(claim?: Claim): void
  /** Finishes what is queued, then ends the workers; later calls reject. */
  close(): Promise<void>
  readonly queued: number
  readonly running: number
}

const saltBytes = 16
const tagBytes = 32

/** Generous guess of a block's time, used until a hash has been measured: 0.2 to 0.3 microseconds were seen. */
const guessMsPerBlock = 0.0004

/** @throws {RangeError} when a setting is out of bounds */
export function createPasswordHasher(
  settings: PasswordHasherSettings,
  startWorker: () => HashWorker = startHashWorker,
): PasswordHasher {
  const { memoryKib, timeCost, parallelism, threads, maxWaitMs } = settings
  for (const [name, value] of Object.entries({ memoryKib, timeCost, parallelism, threads })) {
    if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`${name}: a whole number from 1`)
  }
  if (memoryKib < 8 * parallelism) throw new RangeError('memoryKib: at least 8 times parallelism (RFC 9106)')

  const blocks = memoryKib * timeCost
  const firstGuessMs = blocks * guessMsPerBlock
  const pool = createHashPool({ threads, maxWaitMs, firstGuessMs, startWorker })

  function freshPass(): HashPass {
    const salt = Uint8Array.from(systemRandom.bytes(saltBytes))
    return { algorithm: 'argon2id', version: 19, memoryKib, timeCost, parallelism, tagBytes, salt }
  }

  /**
   * The defence against telling old hashes by the clock (C022): a verify of a cheaper hash goes on to spend what it
   * lacks to today's cost. It does so for the right password too, since a locked account answers both alike.
   * The passes are kept and the memory is cut, which comes nearest in time.
   */
  function spendRemainder({ memoryKib, timeCost: passes }: Argon2Hash): HashPass[] {
    const missing = blocks - memoryKib * passes
    if (missing <= 0) return []
    return [{ ...freshPass(), memoryKib: Math.max(8 * parallelism, Math.ceil(missing / timeCost)) }]
  }

  async function spendDummyHash(password: string, claim?: Claim): Promise<void> {
    await pool.run({ password: encode(password), passes: [freshPass()] }, claim)
  }

  async function verify(phc: string, password: string, claim?: Claim): Promise<boolean> {
    const stored = parsePhc(phc)
    // Two different ill-formed texts have the same UTF-8: none of them is anybody's password (C006).
    if (!stored || !password.isWellFormed()) return spendDummyHash(password, claim).then(() => false)
    try {
      const passes = [passOf(stored), ...spendRemainder(stored)]
      const [tag] = await pool.run({ password: encode(password), passes }, claim)
      return tag !== undefined && tag.length === stored.tag.length && timingSafeEqual(tag, stored.tag)
    } catch (error) {
      if (!(error instanceof HashRefused)) throw error
      return spendDummyHash(password, claim).then(() => false)
    }
  }

  return {
    async hash(password, claim) {
      if (!password.isWellFormed()) throw new TypeError('an ill-formed password cannot be hashed')
      const pass = freshPass()
      const [tag] = await pool.run({ password: encode(password), passes: [pass] }, claim)
      if (!tag) throw new Error('hashing: the worker answered without a tag')
      return formatPhc({ ...pass, tag })
    },
    verify,
    spendDummyHash,
    needsUpgrade(phc) {
      const stored = parsePhc(phc)
      if (stored?.algorithm !== 'argon2id' || stored.version !== 19) return true
      const storedBlocks = stored.memoryKib * stored.timeCost
      if (storedBlocks !== blocks) return storedBlocks < blocks
      return stored.salt.length < saltBytes || stored.tag.length < tagBytes
    },
    admit: pool.admit,
    close: () => pool.close(),
    get queued() {
      return pool.queued
    },
    get running() {
      return pool.running
    },
  }
}

function passOf({ salt, tag, ...cost }: Argon2Hash): HashPass {
  return { ...cost, salt, tagBytes: tag.length }
}

/** A buffer of its own: a message would carry the whole slab that `Buffer.from` shares with others. */
function encode(password: string): Uint8Array {
  return new TextEncoder().encode(password)
}

/** Beside this module under its own ending: `.ts` as source, `.js` in the npm package and in the one file. */
const workerFile = import.meta.url.endsWith('.ts') ? './hash-worker.ts' : './hash-worker.js'

function startHashWorker(): HashWorker {
  return new Worker(new URL(workerFile, import.meta.url), { name: 'latchkey-hash' })
}
