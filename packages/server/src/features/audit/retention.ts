import type { Log } from '#kernel/log'
import type { Storage, Transaction } from '#storage'
import type { ChainStore } from './chain/store.ts'
import type { By, What } from './entry.ts'
import { SERVER } from './looks.ts'

interface Deps {
  storage: Storage
  store: ChainStore
  write(tx: Transaction, by: By, what: What): Promise<void>
  now(): number
  /** 0: for ever. */
  days: number
  log: Log
}

const DAY_MS = 86_400_000
const AT_ONCE = 2_000

/**
 * Removes a beginning of the chain whose time is over. An entry that stays tells where the rest begins and what stood before it, so
 * that the rest still proves itself; checkpoints outside prove that the number is right.
 */
export function retention({ storage, store, write, now, days, log }: Deps) {
  const trimSome = () =>
    storage.write(async (tx) => {
      await tx.alone('audit')
      const oldest = await store.listOldest(tx, AT_ONCE)
      const over = now() - days * DAY_MS
      // A beginning, and nothing that is younger: numbers do not follow the clock in every moment.
      const young = oldest.findIndex(({ at }) => at >= over)
      const old = young < 0 ? oldest : oldest.slice(0, young)
      // The last of all stays, however old: the next number follows it.
      const head = await store.findHead(tx)
      const last = old.findLast(({ seq }) => seq !== head?.seq)
      if (!last) return 0
      const removed = await store.cut(tx, last.seq)
      await store.cutCheckpoints(tx, last.seq)
      const facts = { through_seq: last.seq, mac: last.mac, removed, retention_days: days }
      await write(tx, SERVER, { action: 'audit.trimmed', facts })
      return removed
    })

  return async (): Promise<void> => {
    if (days === 0) return
    const [before] = await store.listTrimmed(storage, 1)
    if (before && now() - before.at < DAY_MS && before.seq !== null) return
    let total = 0
    for (;;) {
      const removed = await trimSome()
      total += removed
      if (removed < AT_ONCE) break
    }
    if (total > 0) log.info({ removed: total }, 'audit entries were removed, for their time was over')
  }
}
