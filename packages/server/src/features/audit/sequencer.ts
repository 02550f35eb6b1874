import type { Storage, Transaction } from '#storage'
import type { ChainStore } from './chain/store.ts'
import { GENESIS, spelled, spelledAlone } from './entry.ts'

interface Deps {
  storage: Storage
  store: ChainStore
  mac(text: string): string
  /** An entry that no server of this database wrote as it stands. */
  onForged(tx: Transaction, id: number): Promise<void>
}

/** Rows a commit: on PostgreSQL each is a round trip, and a transaction has three seconds. */
const AT_ONCE = 500

/**
 * Gives each entry its number and its MAC over what stands before it. Of several servers one does it at a time, and nobody who
 * writes an entry waits for it.
 */
export function sequencer({ storage, store, mac, onForged }: Deps) {
  const numberSome = () =>
    storage.write(async (tx) => {
      await tx.alone('audit')
      const rows = await store.listWaiting(tx, AT_ONCE)
      if (rows.length === 0) return 0
      const head = await store.findHead(tx)
      let seq = head?.seq ?? 0
      let before = head?.mac ?? GENESIS
      for (const row of rows) {
        if (row.mac !== mac(spelledAlone(row))) {
          await store.refuse(tx, row.id)
          await onForged(tx, row.id)
          continue
        }
        seq += 1
        before = mac(spelled(before, seq, row))
        await store.number(tx, row.id, seq, before)
      }
      return rows.length
    })

  return {
    /** Until nothing waits. How many were numbered. */
    async run(): Promise<number> {
      let total = 0
      for (;;) {
        // Asked outside of a transaction first: mostly there is nothing.
        if ((await store.listWaiting(storage, 1)).length === 0) return total
        const numbered = await numberSome()
        total += numbered
        if (numbered < AT_ONCE) return total
      }
    },
  }
}
