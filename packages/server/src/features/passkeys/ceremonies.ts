import type { KeyedDigest } from '#crypto/keyed-digest'
import type { Clock } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Storage } from '#storage'
import type { PasskeyStore, Purpose } from './store.ts'

interface Deps {
  storage: Storage
  store: PasskeyStore
  clock: Clock
  random: Random
  /** What is stored of the name of a ceremony. */
  digest: KeyedDigest
}

/** How long a person has: ASVS 5.0 6.7.2 asks for a bound. */
export const LIFETIME_MS = 5 * 60 * 1_000
/** 256 bits each (Web Authentication Level 3 section 13.4.3 asks for 16 bytes). */
const BYTES = 32

/** Who begins a ceremony for what, and in which session or pending sign-in: it ends for the same and nowhere else. */
export interface Bound {
  readonly purpose: Purpose
  readonly userId: UserId | null
  readonly boundTo: string | null
}

export interface Begun {
  /** For whoever began it alone. */
  readonly ceremony: string
  /** For everybody to see. */
  readonly challenge: string
}

/** Challenges are kept here, never believed as they come back (CVE-2026-28787). */
export function ceremonies({ storage, store, clock, random, digest }: Deps) {
  return {
    async begin(bound: Bound): Promise<Begun> {
      const ceremony = `cer_${random.bytes(BYTES).toString('base64url')}`
      const challenge = random.bytes(BYTES).toString('base64url')
      const expiresAt = clock.now() + LIFETIME_MS
      await storage.write((tx) =>
        store.begin(tx, { ...bound, digest: digest(ceremony), challenge, expiresAt }),
      )
      return { ceremony, challenge }
    },
    /** The challenge, once, before anything is verified by it: in a commit of its own, whatever comes of it. */
    async spend(ceremony: string, bound: Bound): Promise<string | undefined> {
      const found = await storage.write((tx) => store.spend(tx, digest(ceremony)))
      const isTheSame =
        found?.purpose === bound.purpose && found.userId === bound.userId && found.boundTo === bound.boundTo
      return found && isTheSame && found.expiresAt > clock.now() ? found.challenge : undefined
    },
    sweep: () => storage.write((tx) => store.removeExpired(tx, clock.now())),
  }
}
export type Ceremonies = ReturnType<typeof ceremonies>
