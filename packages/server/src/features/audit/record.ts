import { openFor, sealFor } from '#crypto/person-seal'
import type { Clock } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Reader, Storage, Transaction } from '#storage'
import type { BookKeys } from './book-keys.ts'
import type { Head } from './chain/store.ts'
import type { entryStore, FoundRow } from './entries/store.ts'
import {
  actorIdOf,
  type By,
  type EntryRow,
  type Facts,
  GENESIS,
  spelled,
  spelledAlone,
  type What,
} from './entry.ts'
import { shownId } from './entry-id.ts'
import type { PersonKeys } from './person-keys.ts'

interface Deps {
  storage: Pick<Storage, 'isExclusive'>
  findHead(tx: Transaction): Promise<Head | undefined>
  store: ReturnType<typeof entryStore>
  persons: PersonKeys
  keys(): BookKeys
  clock: Clock
  random: Random
  newId(at: number, behind: number): number
  mac(text: string): string
  /** In the moment in which an entry is committed. */
  onWritten(): void
}

/** Of whoever acted. */
interface Where {
  readonly address?: string
  readonly agent?: string
}

const LONGEST_AGENT = 256

export interface Writing {
  /** Writes an entry in the transaction of what it tells about. */
  write(tx: Transaction, by: By, what: What, at?: number): Promise<void>
  /** What opens rows, as far as they are not erased: for one page, for it asks for the key of each person once. */
  opening(reader: Reader): (row: FoundRow) => Promise<Opened>
}

export interface Opened {
  readonly where: Where
  readonly personal: Facts
  readonly isErased: boolean
}

const textOf = (facts: object | undefined): string | null =>
  facts === undefined || Object.keys(facts).length === 0 ? null : JSON.stringify(facts)

/**
 * Whose key seals where somebody was: theirs; of whoever is not known, that of the account that was tried. An entry about an account
 * never keeps it readable once that account is gone.
 */
const whereIsOf = (actorId: number | null, subjectId: number | null): UserId | undefined =>
  actorId ?? subjectId ?? undefined

export function entryWriting({
  storage,
  findHead,
  store,
  persons,
  keys,
  clock,
  random,
  newId,
  mac,
  onWritten,
}: Deps): Writing {
  const keyToSeal = (tx: Transaction, of: UserId | undefined) =>
    of === undefined ? keys().nobody : persons.toSeal(tx, of)

  const seal = async (tx: Transaction, of: UserId | undefined, text: string | null, place: string) => {
    if (text === null) return null
    const key = await keyToSeal(tx, of)
    return key ? sealFor(key, text, place, random) : null
  }

  const sealed = async (tx: Transaction, id: number, at: number, by: By, what: What): Promise<EntryRow> => {
    const actorId = by.id ?? what.actor ?? null
    const subjectId = what.subject ?? null
    const isDeletion = what.action === 'user.deleted' && what.outcome !== 'refused'
    const whose = whereIsOf(actorId, subjectId)
    // The key of an account that is deleted here is gone with this commit.
    const personal = isDeletion ? {} : what.personal
    const where: Where = {
      ...(by.sourceAddress === null ? {} : { address: by.sourceAddress }),
      // Of whoever is signed in, the entry of that sign-in has it.
      ...(by.userAgent === null || by.kind !== 'anonymous'
        ? {}
        : { agent: by.userAgent.slice(0, LONGEST_AGENT) }),
    }
    // Under one key, together.
    const isOne = whose === (subjectId ?? undefined)
    const first = isOne && textOf(personal) !== null ? { ...where, personal } : where
    const place = shownId(id)
    return {
      id,
      at,
      action: what.action,
      outcome: what.outcome ?? 'success',
      actorKind: what.actor !== undefined && by.kind === 'anonymous' ? 'user' : by.kind,
      actorId: actorId === subjectId ? null : actorId,
      actorKey: by.key,
      subjectId,
      requestId: by.requestId,
      facts: textOf(what.facts),
      actorSealed: await seal(tx, whose, textOf(first), `${place} actor`),
      subjectSealed: isOne
        ? null
        : await seal(tx, subjectId ?? undefined, textOf(personal), `${place} subject`),
    }
  }

  type KeyOf = (of: UserId | undefined) => Buffer | undefined | Promise<Buffer | undefined>
  const openWith = async (keyOf: KeyOf, of: UserId | undefined, sealed: string | null, place: string) => {
    if (sealed === null) return { value: {}, isErased: false }
    const key = await keyOf(of)
    const bytes = key && openFor(key, sealed, place)
    return bytes
      ? { value: JSON.parse(bytes.toString()) as object, isErased: false }
      : { value: {}, isErased: true }
  }

  return {
    async write(tx, by, what, at = clock.now()) {
      const isDeletion = what.action === 'user.deleted' && what.outcome !== 'refused'
      const subjectId = what.subject ?? null
      // Where there is one writer an entry has its number at once; else a sequencer gives it, so that nobody waits for others.
      for (let head = storage.isExclusive ? await findHead(tx) : undefined; ; ) {
        const id = newId(at, head?.id ?? 0)
        const row = await sealed(tx, id, at, by, what)
        const seq = storage.isExclusive ? (head?.seq ?? 0) + 1 : null
        const text = seq === null ? spelledAlone(row) : spelled(head?.mac ?? GENESIS, seq, row)
        if ((await store.insert(tx, { ...row, seq, mac: mac(text) })) === 1) break
        // Another server made one of this id in this very millisecond.
        head = storage.isExclusive ? await findHead(tx) : undefined
      }
      tx.afterCommit(() => {
        if (isDeletion && subjectId !== null) persons.forget(subjectId)
        onWritten()
      })
    },
    opening(reader) {
      const asked = new Map<UserId, Promise<Buffer | undefined>>()
      const keyOf: KeyOf = (of) => {
        if (of === undefined) return keys().nobody
        const found = asked.get(of) ?? persons.toOpen(reader, of)
        asked.set(of, found)
        return found
      }
      return async (row) => {
        const { subjectId, actorSealed, subjectSealed } = row
        const place = shownId(row.id)
        const whose = whereIsOf(actorIdOf(row), subjectId)
        const first = await openWith(keyOf, whose, actorSealed, `${place} actor`)
        const second = await openWith(keyOf, subjectId ?? undefined, subjectSealed, `${place} subject`)
        const { personal = second.value, ...where } = first.value as Where & { personal?: Facts }
        return { where, personal: personal as Facts, isErased: first.isErased || second.isErased }
      }
    },
  }
}
