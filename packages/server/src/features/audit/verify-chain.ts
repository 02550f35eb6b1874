import type { AuditFinding } from '@latchkey/contract'
import type { CheckpointKey } from '#crypto/checkpoint-key'
import type { Storage } from '#storage'
import type { ChainStore, SignedCheckpoint } from './chain/store.ts'
import { type ChainedRow, GENESIS, spelled, spelledAlone } from './entry.ts'
import { shownId } from './entry-id.ts'

interface Deps {
  storage: Storage
  store: ChainStore
  mac(text: string): string
  checkpointKey(): CheckpointKey
  /** Lets others go on. */
  breathe(): Promise<void>
}

interface Asked {
  readonly after: number
  readonly limit: number
  /** Of outside: their signatures were verified by whoever has them. */
  readonly checkpoints: readonly { readonly seq: number; readonly mac: string }[]
}

/** Some 4 ms of work. */
const BETWEEN_BREATHS = 500
/** How far away the other of two swapped rows is looked for. */
const NEIGHBOURS = 200

interface Found {
  readonly finding: AuditFinding
  readonly seq: number | null
  readonly entryId: number | null
}
const NOTHING: Found = { finding: 'none', seq: null, entryId: null }

/** Walks a stretch of the chain, and names the first row that is not as it was written. */
export function chainVerifier({ storage, store, mac, checkpointKey, breathe }: Deps) {
  /**
   * What the first row stands behind: nothing, or what retention cut, as the entry says that tells of it. Else the number of the first
   * row that should be there and is not.
   */
  const findBase = async (first: number): Promise<{ mac: string } | { missing: number }> => {
    if (first === 1) return { mac: GENESIS }
    let through = 0
    for (const row of await store.listTrimmed(storage, 100)) {
      // In the chain it proves itself; before it is there, by itself.
      const isOurs = row.seq === null ? row.mac === mac(spelledAlone(row)) : row.seq > 0
      if (!isOurs) continue
      const told = JSON.parse(row.facts ?? '{}') as { through_seq?: number; mac?: string }
      if (told.through_seq === first - 1 && told.mac !== undefined) return { mac: told.mac }
      through = Math.max(through, told.through_seq ?? 0)
    }
    return { missing: through < first ? through + 1 : 1 }
  }

  /** Whether the content of some other row belongs here. */
  const isSwapped = async (before: string, row: ChainedRow): Promise<boolean> => {
    const near = await store.listBehind(storage, Math.max(0, row.seq - NEIGHBOURS), 2 * NEIGHBOURS)
    return near.some((other) => {
      if (other.id === row.id) return false
      const here = mac(spelled(before, row.seq, other))
      return here === row.mac || here === other.mac
    })
  }

  return async ({ after, limit, checkpoints }: Asked) => {
    const firstThere = await store.findFirst(storage)
    const head = (await store.findHead(storage))?.seq ?? 0
    const waiting = await store.countWaiting(storage)
    let seq = after
    let before: string | undefined
    let checked = 0
    let compared = 0
    const outside = new Map(checkpoints.map((one) => [one.seq, one.mac]))
    let inside = new Map<number, SignedCheckpoint>()

    const end = (found: Found) => {
      const isOver = found.finding !== 'none' || seq >= head
      return {
        first: firstThere ?? null,
        through: seq,
        checked,
        checkpoints: compared,
        head,
        waiting,
        finding: found.finding,
        seq: found.seq,
        entry_id: found.entryId === null ? null : shownId(found.entryId),
        next: isOver ? null : seq,
      }
    }
    /** What a checkpoint says of a number that is not there: that it was. */
    const findCut = async (): Promise<Found> => {
      const kept = (await store.findLastCheckpoint(storage))?.seq ?? 0
      const told = Math.max(kept, ...outside.keys())
      return told > head ? { finding: 'cut', seq: head + 1, entryId: null } : NOTHING
    }

    // What the sequencer refused is no entry of ours.
    const forged = await store.findRefused(storage)
    if (forged !== undefined && after === 0) return end({ finding: 'forged', seq: null, entryId: forged })
    if (firstThere === undefined) return end(await findCut())
    if (after < firstThere) {
      const base = await findBase(firstThere)
      if ('missing' in base) return end({ finding: 'removed', seq: base.missing, entryId: null })
      before = base.mac
      seq = firstThere - 1
    } else {
      before = await store.findMac(storage, after)
      if (before === undefined)
        return end({ finding: after > head ? 'cut' : 'removed', seq: after, entryId: null })
    }
    const last = Math.min(seq + limit, head)
    while (seq < last) {
      const rows = await store.listBehind(storage, seq, Math.min(BETWEEN_BREATHS, last - seq))
      const lastRow = rows.at(-1)
      if (lastRow === undefined) break
      const written = await store.listCheckpoints(storage, seq, lastRow.seq, BETWEEN_BREATHS)
      inside = new Map(written.map((one) => [one.seq, one]))
      for (const row of rows) {
        if (row.seq !== seq + 1) return end({ finding: 'removed', seq: seq + 1, entryId: null })
        const expected: string = mac(spelled(before, row.seq, row))
        if (expected !== row.mac) {
          const isMoved = await isSwapped(before, row)
          return end({ finding: isMoved ? 'swapped' : 'edited', seq: row.seq, entryId: row.id })
        }
        seq = row.seq
        before = expected
        checked += 1
        const told = outside.get(seq)
        if (told !== undefined) {
          compared += 1
          if (told !== expected) return end({ finding: 'checkpoint_differs', seq, entryId: row.id })
        }
        const kept = inside.get(seq)
        if (kept !== undefined) {
          compared += 1
          const isOurs = kept.mac === expected && checkpointKey().verify(kept, kept.signature)
          if (!isOurs) return end({ finding: 'checkpoint_forged', seq, entryId: row.id })
        }
      }
      await breathe()
    }
    return end(seq >= head ? await findCut() : NOTHING)
  }
}
