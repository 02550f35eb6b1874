import { appendFile } from 'node:fs/promises'
import type { CheckpointKey } from '#crypto/checkpoint-key'
import type { Log } from '#kernel/log'
import type { Storage } from '#storage'
import type { ChainStore, SignedCheckpoint } from './chain/store.ts'

export interface CheckpointTargets {
  /** Appended to, a line of JSON each. */
  readonly file: string | undefined
  /** Told by POST. */
  readonly url: string | undefined
}

interface Deps {
  storage: Storage
  store: ChainStore
  checkpointKey(): CheckpointKey
  targets: CheckpointTargets
  now(): number
  log: Log
}

const DELIVERED_AT_ONCE = 500
const LONGEST_ANSWER_MS = 5_000

/** As they stand outside: one line of JSON each. */
const checkpointLine = ({ seq, at, mac, count, signature }: SignedCheckpoint): string =>
  JSON.stringify({ seq, at: new Date(at).toISOString(), mac, count, signature })

/** Says from time to time, signed, how long the chain is and how it ends; inside and, above all, outside. */
export function checkpointing({ storage, store, checkpointKey, targets, now, log }: Deps) {
  const sign = () =>
    storage.write(async (tx) => {
      await tx.alone('audit')
      const head = await store.findHead(tx)
      const last = await store.findLastCheckpoint(tx)
      if (!head || head.seq <= (last?.seq ?? 0)) return
      const unsigned = { seq: head.seq, at: now(), mac: head.mac, count: head.seq }
      await store.insertCheckpoint(tx, { ...unsigned, signature: checkpointKey().sign(unsigned) })
    })

  /** At least once: what was not taken comes again with the next. */
  const deliver = async (target: string, send: (some: readonly SignedCheckpoint[]) => Promise<void>) => {
    for (;;) {
      const after = await store.findDelivered(storage, target)
      const some = await store.listCheckpoints(storage, after, Number.MAX_SAFE_INTEGER, DELIVERED_AT_ONCE)
      const last = some.at(-1)
      if (!last) return
      await send(some)
      await storage.write((tx) => store.deliver(tx, target, last.seq))
    }
  }
  const toFile = async (path: string, some: readonly SignedCheckpoint[]) => {
    await appendFile(path, some.map((one) => `${checkpointLine(one)}\n`).join(''), {
      mode: 0o600,
      flush: true,
    })
  }
  const trying = async (target: string, send: (some: readonly SignedCheckpoint[]) => Promise<void>) => {
    try {
      await deliver(target, send)
    } catch (error) {
      log.warn(
        { err: error, target },
        'checkpoints of the audit were not delivered: they will be with the next',
      )
    }
  }

  return async (): Promise<void> => {
    await sign()
    const { file, url } = targets
    if (file !== undefined) await trying('checkpoint-file', (some) => toFile(file, some))
    if (url !== undefined) await trying('checkpoint-url', (some) => post(url, some))
  }
}

async function post(url: string, some: readonly SignedCheckpoint[]): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson' },
    body: some.map((one) => `${checkpointLine(one)}\n`).join(''),
    // Elsewhere it was not sent.
    redirect: 'error',
    signal: AbortSignal.timeout(LONGEST_ANSWER_MS),
  })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`the receiver of checkpoints answered ${response.status}`)
}
