import type { AttemptCause, AttemptChannel, AttemptLane, Problem } from '@latchkey/contract'
import type { Claim as HashClaim } from '#crypto/fair-queue'
import type { UserId } from '#kernel/ids'
import type { Transaction } from '#storage'
import type { AttemptRow } from './attempts/store.ts'
import type { Bucket } from './budgets.ts'

/** One look at a password, admitted and already counted. */
export interface GuardedAttempt {
  readonly lane: AttemptLane
  /** Whose turn it is to be hashed for. */
  readonly claim: HashClaim
  /** What the password is looked at with. Where it could not be looked at, nothing was guessed. */
  looking<T>(work: () => Promise<T>): Promise<T>
  /** The password was right: what was counted goes back, and where it came from is known. In the transaction of its effect. */
  succeed(tx: Transaction, cause: AttemptCause): Promise<void>
  /**
   * The password was right, which is half of what the account may ask for: guesses of the other half stay counted (CVE-2024-32868).
   * In the transaction of its effect.
   */
  succeedByHalf(tx: Transaction, cause: AttemptCause): Promise<void>
  /** The password was right, and its owner is refused all the same: that was no guess, and guesses before it stay counted. */
  refuseRight(cause: AttemptCause, refusal: (reference: string) => Problem): Promise<Problem>
  /** The refusal with its reference, once it is written down. What was counted stays. */
  refuse(cause: AttemptCause, refusal: (reference: string) => Problem): Promise<Problem>
}

/** Whose attempt it is, and from where. */
export interface Asker {
  readonly channel: AttemptChannel
  readonly userId: UserId | undefined
  readonly accountKey: string
  readonly sourceKey: string
  readonly deviceKey: string | undefined
  /** When each was used last, where it was lately. */
  readonly known: ReadonlyMap<string, number>
}

export interface Counted extends Pick<AttemptRow, 'channel' | 'accountKey' | 'sourceKey' | 'lane'> {
  readonly userId: UserId | null
  readonly buckets: readonly Bucket[]
}

/** The lane of an attempt, and what it is counted by in that lane: the device where it is known, else the source. */
export function laneOf({ sourceKey, deviceKey, known }: Asker): { lane: AttemptLane; sourceKey: string } {
  if (deviceKey !== undefined && known.has(deviceKey)) return { lane: 'known_device', sourceKey: deviceKey }
  return { lane: known.has(sourceKey) ? 'known_source' : 'new', sourceKey }
}
