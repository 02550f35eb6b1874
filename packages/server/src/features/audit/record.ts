import { openFor, sealFor } from '#crypto/person-seal'
import type { Clock } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Reader, Transaction } from '#storage'
import type { BookKeys } from './book-keys.ts'
import type { entryStore, FoundRow } from './entries/store.ts'
import { type By, type EntryRow, type Facts, spelledAlone, type What } from './entry.ts'
import type { PersonKeys } from './person-keys.ts'

interface Deps {
  store: ReturnType<typeof entryStore>
  persons: PersonKeys
  keys(): BookKeys
  clock: Clock
  random: Random
  newId(at: number): string
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

const textOf = (facts: Facts | undefined): string | null =>
  facts === undefined || Object.keys(facts).length === 0 ? null : JSON.stringify(facts)

/**
 * Whose key seals where somebody was: theirs; of whoever is not known, that of the account that was tried. An entry about an account
 * never keeps it readable once that account is gone.
 */
const whereIsOf = (actorId: number | null, subjectId: number | null): UserId | undefined =>
  actorId ?? subjectId ?? undefined

export function entryWriting({ store, persons, keys, clock, random, newId, mac, onWritten }: Deps): Writing {
  const keyToSeal = (tx: Transaction, of: UserId | undefined) =>
    of === undefined ? keys().nobody : persons.toSeal(tx, of)

  const seal = async (tx: Transaction, of: UserId | undefined, text: string | null, place: string) => {
    if (text === null) return null
    const key = await keyToSeal(tx, of)
    return key ? sealFor(key, text, place, random) : null
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
      const id = newId(at)
      const actorId = by.id ?? what.actor ?? null
      const subjectId = what.subject ?? null
      const where: Where = {
        ...(by.sourceAddress === null ? {} : { address: by.sourceAddress }),
        ...(by.userAgent === null ? {} : { agent: by.userAgent.slice(0, LONGEST_AGENT) }),
      }
      const whereText =
        where.address === undefined && where.agent === undefined ? null : JSON.stringify(where)
      const isDeletion = what.action === 'user.deleted' && what.outcome !== 'refused'
      const row: EntryRow = {
        id,
        at,
        action: what.action,
        outcome: what.outcome ?? 'success',
        actorKind: what.actor !== undefined && by.kind === 'anonymous' ? 'user' : by.kind,
        actorId,
        actorKey: by.key,
        subjectId,
        requestId: by.requestId,
        facts: textOf(what.facts),
        actorSealed: await seal(tx, whereIsOf(actorId, subjectId), whereText, `${id} actor`),
        // The key of an account that is deleted here is gone with this commit.
        subjectSealed: isDeletion
          ? null
          : await seal(tx, subjectId ?? undefined, textOf(what.personal), `${id} subject`),
      }
      await store.insert(tx, { ...row, mac: mac(spelledAlone(row)) })
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
      return async ({ id, actorId, subjectId, actorSealed, subjectSealed }) => {
        const where = await openWith(keyOf, whereIsOf(actorId, subjectId), actorSealed, `${id} actor`)
        const personal = await openWith(keyOf, subjectId ?? undefined, subjectSealed, `${id} subject`)
        return {
          where: where.value as Where,
          personal: personal.value as Facts,
          isErased: where.isErased || personal.isErased,
        }
      }
    },
  }
}
