import type { KeyedDigest } from '#crypto/keyed-digest'
import type { Principal } from '#features/principals'
import type { Clock } from '#kernel/clock'
import type { Random } from '#kernel/random'
import type { Storage } from '#storage'
import { returnCodeStore } from './return-codes/store.ts'

/** Where somebody goes back to, and what only the app that sent them can show the other half of (RFC 7636 section 4.2). */
export interface ReturnAsked {
  readonly returnTo: string
  /** base64url of the SHA-256 of what the app keeps. */
  readonly challenge: string
}

export interface ReturnCodes {
  /** A code by which the app gets a session of its own: good for a minute, once, and while the browser's session lives. */
  give(principal: Principal, asked: ReturnAsked): Promise<string>
}

interface Deps {
  storage: Storage
  clock: Clock
  random: Random
  /** What is stored of a code. */
  digest: KeyedDigest
}

/** 256 bits. */
const BYTES = 32
/** RFC 6749 section 4.1.2 allows ten minutes; an app asks at once. */
const LIFETIME_MS = 60_000
/** So long a second use is known as one, and ends what the first began. */
export const REUSE_KNOWN_MS = 24 * 60 * 60 * 1_000

export function returnCodes({ storage, clock, random, digest }: Deps): ReturnCodes {
  const store = returnCodeStore(storage)
  return {
    async give({ userId, sessionId }, { returnTo, challenge }) {
      const code = random.bytes(BYTES).toString('base64url')
      const now = clock.now()
      const one = { digest: digest(code), userId, givenBy: sessionId, returnTo, challenge }
      await storage.write((tx) => store.insert(tx, { ...one, now, expiresAt: now + LIFETIME_MS }))
      return code
    },
  }
}
