import type { AuditAction } from '@latchkey/contract'
import type { UserId } from '#kernel/ids'
import type { FoundRow } from './entries/store.ts'

/** What is to be known besides; each by a name. */
export type Facts = Readonly<Record<string, string | number | boolean>>

export type ActorKind = 'user' | 'api_key' | 'operator' | 'anonymous' | 'server'
export type Outcome = 'success' | 'refused'

/** Who acted, and from where. */
export interface By {
  readonly kind: ActorKind
  readonly id: UserId | null
  /** Of an API key. */
  readonly key: string | null
  readonly requestId: string | null
  readonly sourceAddress: string | null
  readonly userAgent: string | null
}

/** What happened. */
export interface What {
  readonly action: AuditAction
  readonly outcome?: Outcome
  /** The account that it was done to. */
  readonly subject?: UserId | undefined
  /** Whoever proved to be somebody just now, where nobody had when the request came. */
  readonly actor?: UserId | undefined
  /** About no person, for it stays when an account goes. */
  readonly facts?: Facts
  /** About the subject: sealed for it. */
  readonly personal?: Facts
}

/** A row as it stands, but for its place in the chain. */
export type EntryRow = Omit<FoundRow, 'seq' | 'mac'>

/** A row that has its place. */
export type ChainedRow = EntryRow & { readonly seq: number; readonly mac: string }

/** What the MAC of a row is over: every column, what stood before it, and its own place. No two rows are spelled alike. */
export const spelled = (before: string, seq: number, row: EntryRow): string =>
  JSON.stringify([
    before,
    seq,
    row.id,
    row.at,
    row.action,
    row.outcome,
    row.actorKind,
    row.actorId,
    row.actorKey,
    row.subjectId,
    row.requestId,
    row.facts,
    row.actorSealed,
    row.subjectSealed,
  ])

/** As it is written, before it has a place: whoever writes to the table without the key adds nothing to the chain. */
export const spelledAlone = (row: EntryRow): string => spelled('alone', 0, row)

/** What the first entry of all stands behind. */
export const GENESIS = ''

/** Who acts on the own account is named once, as its subject. */
export const actorIdOf = ({ actorKind, actorId, subjectId }: EntryRow): UserId | null =>
  actorKind === 'user' || actorKind === 'api_key' ? (actorId ?? subjectId) : null
