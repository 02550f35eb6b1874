import type { BudgetName } from '@latchkey/contract'
import { spent, waitOf } from '#kernel/budget'
import { type Bucket, isOfThePair } from './budgets.ts'

/** How whole each bucket is: the instant from which it is; 0 where nothing is known. */
export interface Held {
  get(key: string): number
  set(key: string, wholeAt: number): void
}

/** Why an attempt is not looked at, and until when the same one would not be. */
export interface Refusal {
  readonly budget: BudgetName
  /** Of the bucket that is spent. */
  readonly key: string
  readonly until: number
}

/** The budget that makes wait longest, of those that are spent. */
export function refusalBy(
  held: Pick<Held, 'get'>,
  buckets: readonly Bucket[],
  now: number,
): Refusal | undefined {
  let longest: Refusal | undefined
  for (const { name, key, budget } of buckets) {
    const at = held.get(key)
    // Nearly always.
    if (at <= now) continue
    const until = now + waitOf(at, now, budget)
    if (until > now && until > (longest?.until ?? 0)) longest = { budget: name, key, until }
  }
  return longest
}

/** One attempt from each, or from none. */
export function decide(held: Held, buckets: readonly Bucket[], now: number): Refusal | undefined {
  const refusal = refusalBy(held, buckets, now)
  if (refusal) return refusal
  for (const { key, budget } of buckets) held.set(key, spent(held.get(key), now, budget))
  return undefined
}

/** The attempt was no guess: what it took from everybody's budgets goes back, and what was of the pair alone is whole. */
export function giveBack(held: Held, buckets: readonly Bucket[]): void {
  for (const bucket of buckets) {
    held.set(
      bucket.key,
      isOfThePair(bucket) ? 0 : Math.max(0, held.get(bucket.key) - bucket.budget.intervalMs),
    )
  }
}

/** The password was right, which is half of what is asked for: the attempt goes back, and guesses before it stay. */
export function giveOneBack(held: Held, buckets: readonly Bucket[]): void {
  for (const { key, budget } of buckets) held.set(key, Math.max(0, held.get(key) - budget.intervalMs))
}
