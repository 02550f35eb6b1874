import type { AuditEntry } from '@latchkey/contract'
import type { Log } from '#kernel/log'
import type { Storage } from '#storage'
import type { ChainStore } from './chain/store.ts'
import type { ChainedRow } from './entry.ts'
import type { Sender } from './senders.ts'

interface Deps {
  storage: Storage
  store: ChainStore
  sender: Sender
  /** An entry as it leaves. */
  shown(rows: readonly ChainedRow[]): Promise<AuditEntry[]>
  now(): number
  log: Log
}

const TARGET = 'stream'
const AT_ONCE = 500
const LEASE_MS = 30_000
const LONGEST_PAUSE_MS = 60_000

/**
 * Sends what has a number to a log collector, in order, and remembers how far it got once it was taken: whoever goes away, this server
 * or the collector, what was not confirmed comes again. One server of several sends; another goes on when that one is silent.
 */
export function streaming({ storage, store, sender, shown, now, log }: Deps) {
  let until = 0
  let failures = 0
  let notBefore = 0
  const hasLease = () =>
    storage.write(async (tx) => {
      const next = now() + LEASE_MS
      if (!(await store.takeLease(tx, TARGET, { mine: until, now: now(), until: next }))) return false
      until = next
      return true
    })

  const sendSome = async (): Promise<boolean> => {
    const after = await store.findDelivered(storage, TARGET)
    const rows = await store.listBehind(storage, after, AT_ONCE)
    const last = rows.at(-1)
    if (!last || !(await hasLease())) return false
    await sender.send(await shown(rows))
    await storage.write((tx) => store.deliver(tx, TARGET, last.seq))
    return rows.length === AT_ONCE
  }

  return {
    /** Until all is sent, or cannot be; then not before some seconds are over. */
    async run(): Promise<void> {
      if (now() < notBefore) return
      try {
        while (await sendSome());
        failures = 0
      } catch (error) {
        failures += 1
        notBefore = now() + Math.min(LONGEST_PAUSE_MS, 1_000 * 2 ** Math.min(failures, 6))
        log.warn({ err: error, failures }, 'the log collector did not take audit entries: they come again')
      }
    },
    close: () => sender.close(),
  }
}
