import { waitOf } from '#kernel/budget'
import type { Instants } from '#kernel/instants'
import type { Storage, Transaction } from '#storage'
import { type Bucket, isOfThePair } from './budgets.ts'
import { type Refusal, refusalBy } from './decide.ts'
import type { GuardStore } from './store.ts'

interface Deps {
  storage: Storage
  store: GuardStore
  /** What this process knows of the buckets: enough to refuse by, never to admit by. */
  memory: Instants
}

class Spent extends Error {}

/** The buckets as all servers on one database have them. */
export function ledger({ storage, store, memory }: Deps) {
  const readAll = async (buckets: readonly Bucket[]): Promise<void> => {
    const held = await store.findAll(
      storage,
      buckets.map(({ key }) => key),
    )
    for (const { key } of buckets) memory.set(key, held.get(key) ?? 0)
  }
  /** The clock was set back, or a budget made smaller, since these were spent: nobody waits for what then was. */
  const lowerThoseBeyond = async (buckets: readonly Bucket[], now: number): Promise<void> => {
    const beyond = buckets.filter(
      ({ key, budget }) => memory.get(key) > now + budget.burst * budget.intervalMs,
    )
    if (beyond.length === 0) return
    await storage.write(async (tx) => {
      for (const { key, budget } of beyond) await store.lower(tx, key, now + budget.burst * budget.intervalMs)
    })
    await readAll(beyond)
  }

  /** What memory alone refuses. */
  const refusalInMemory = (buckets: readonly Bucket[], now: number): Refusal | undefined =>
    refusalBy(memory, buckets, now)

  return {
    refusalInMemory,

    /** Whether there would be a refusal; nothing is spent. */
    async look(buckets: readonly Bucket[], now: number): Promise<Refusal | undefined> {
      await readAll(buckets)
      return refusalInMemory(buckets, now)
    },

    /**
     * One from each bucket, or from none. In a transaction of its own: what refuses the request later takes nothing of it
     * back (C031).
     */
    async spend(buckets: readonly Bucket[], now: number): Promise<Refusal | undefined> {
      const known = refusalInMemory(buckets, now)
      if (known) {
        // Where other processes write, too, memory does not hear of what they gave back.
        if (!storage.isExclusive) await readAll(buckets)
        await lowerThoseBeyond(buckets, now)
        const still = refusalInMemory(buckets, now)
        if (still) return still
      }
      try {
        await storage.write(async (tx) => {
          for (const { key, budget } of buckets) {
            const wholeAt = await store.spend(tx, key, budget, now)
            if (wholeAt === undefined) throw new Spent()
            tx.afterCommit(() => memory.set(key, wholeAt))
          }
        })
        return undefined
      } catch (error) {
        if (!(error instanceof Spent)) throw error
      }
      await readAll(buckets)
      await lowerThoseBeyond(buckets, now)
      // Another gave back what it had spent since: whoever was refused then is told to come again at once.
      return refusalInMemory(buckets, now) ?? soonest(buckets, now)
    },

    /** In the transaction of what shows that it was no guess. */
    async giveBack(tx: Transaction, buckets: readonly Bucket[]): Promise<void> {
      for (const bucket of buckets) {
        const { key, budget } = bucket
        const isWhole = isOfThePair(bucket)
        if (isWhole) await store.makeWhole(tx, key)
        else await store.giveBack(tx, key, budget)
        tx.afterCommit(() => memory.set(key, isWhole ? 0 : memory.get(key) - budget.intervalMs))
      }
    },

    /** That what was counted once was no guess, and nothing of what was counted before. In the transaction of what shows it. */
    async giveOneBack(tx: Transaction, buckets: readonly Bucket[]): Promise<void> {
      for (const { key, budget } of buckets) {
        await store.giveBack(tx, key, budget)
        tx.afterCommit(() => memory.set(key, memory.get(key) - budget.intervalMs))
      }
    },

    /** It was not looked at whether it was a guess. */
    async withdraw(buckets: readonly Bucket[]): Promise<void> {
      await storage.write((tx) => this.giveOneBack(tx, buckets))
    },
  }
}

const soonest = ([bucket]: readonly Bucket[], now: number): Refusal => ({
  budget: bucket?.name ?? 'account',
  key: bucket?.key ?? '',
  until: now + Math.max(1, bucket ? waitOf(0, now, bucket.budget) : 0),
})
