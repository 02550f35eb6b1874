import { type Activity, type AuditEntry, invalid } from '@latchkey/contract'
import { instantOf } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Cursors } from '#kernel/newest-first'
import type { Reader, Storage } from '#storage'
import type { Choice, entryStore, FoundRow } from './entries/store.ts'
import { actorIdOf, type Facts } from './entry.ts'
import { firstIdAt, readId, shownId } from './entry-id.ts'
import type { Opened } from './record.ts'

interface Deps {
  storage: Storage
  store: ReturnType<typeof entryStore>
  cursors: Cursors
  opening(reader: Reader): (row: FoundRow) => Promise<Opened>
}

export interface Filters {
  readonly actor?: string
  readonly subject?: number
  readonly action?: string
  readonly from?: string
  readonly to?: string
  readonly cursor?: string
  readonly limit?: number
}

const DAY_MS = 86_400_000

/** A day or an instant, in UTC. Throws `validation_failed`. */
function readInstant(field: string, text: string): number {
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw invalid({ field, message: 'is no day and no instant.' })
  return at
}

/** The last millisecond of a day; an instant as it is. */
export const readLastInstant = (field: string, text: string): number =>
  readInstant(field, text) + (text.includes('T') ? 0 : DAY_MS - 1)

/** The lists that cursors are of. */
type List = 'audit' | 'audit-export' | 'activity'

function readCursor(cursors: Cursors, list: List, cursor: string): number {
  const id = readId(cursors.read(list, cursor) ?? '')
  if (id === undefined) throw invalid({ field: 'cursor', message: 'is not the next_cursor of an answer.' })
  return id
}

function actorOf(actor: string | undefined): Partial<Choice> {
  if (actor === undefined) return {}
  if (actor.startsWith('key_')) return { actorKey: actor }
  return /^\d/.test(actor) ? { actorId: Number(actor) } : { actorKind: actor }
}

const listed = (facts: Facts) =>
  Object.entries(facts).map(([name, value]) => ({ name, value: String(value) }))

export function auditList({ storage, store, cursors, opening }: Deps) {
  type Open = ReturnType<typeof opening>
  const shown = async (open: Open, row: FoundRow): Promise<AuditEntry> => {
    const { where, personal, isErased } = await open(row)
    return {
      id: shownId(row.id),
      seq: row.seq,
      at: instantOf(row.at),
      action: row.action as AuditEntry['action'],
      outcome: row.outcome as AuditEntry['outcome'],
      actor_kind: row.actorKind as AuditEntry['actor_kind'],
      actor_id: actorIdOf(row),
      actor_key: row.actorKey,
      subject_id: row.subjectId,
      source_address: where.address ?? null,
      user_agent: where.agent ?? null,
      request_id: row.requestId,
      facts: listed(JSON.parse(row.facts ?? '{}') as Facts),
      personal: listed(personal),
      is_erased: isErased,
    }
  }

  const find = async (list: List, filters: Filters, usual: number) => {
    const order = list === 'audit-export' ? 'asc' : 'desc'
    const { subject, action, from, to, cursor, limit = usual } = filters
    const choice: Choice = {
      ...actorOf(filters.actor),
      ...(subject === undefined ? {} : { subjectId: subject }),
      ...(action === undefined ? {} : { action }),
    }
    // By when it was written, which an entry's id says.
    const above = from === undefined ? 0 : firstIdAt(readInstant('from', from)) - 1
    const below = to === undefined ? Number.MAX_SAFE_INTEGER : firstIdAt(readInstant('to', to))
    const place = cursor === undefined ? undefined : readCursor(cursors, list, cursor)
    const range =
      order === 'asc'
        ? { above: Math.max(above, place ?? 0), below }
        : { above, below: Math.min(below, place ?? Number.MAX_SAFE_INTEGER) }
    const rows = await store.list(storage, order, { ...choice, ...range, atMost: limit + 1 })
    const some = rows.slice(0, limit)
    const last = some.at(-1)
    return { some, next_cursor: rows.length > limit && last ? cursors.write(list, shownId(last.id)) : null }
  }
  const page = async (list: List, filters: Filters, usual: number) => {
    const { some, next_cursor } = await find(list, filters, usual)
    const open = opening(storage)
    const items: AuditEntry[] = []
    for (const row of some) items.push(await shown(open, row))
    return { items, next_cursor }
  }

  const bare = () => Promise.resolve({ where: {}, personal: {}, isErased: false })

  return {
    /** As entries leave for a log collector; without what is sealed unless that is wanted. */
    async leaving(rows: readonly FoundRow[], hasPersonal: boolean): Promise<AuditEntry[]> {
      const open = hasPersonal ? opening(storage) : bare
      const items: AuditEntry[] = []
      for (const row of rows) items.push(await shown(open, row))
      return items
    },
    /** GET /audit */
    newest: (filters: Filters) => page('audit', filters, 20),
    /** GET /audit/export */
    oldest: (filters: Filters) => page('audit-export', filters, 1_000),
    /** GET /users/me/activity */
    async activity(userId: UserId, asked: { cursor?: string; limit?: number }) {
      const { some, next_cursor } = await find('activity', { ...asked, subject: userId }, 20)
      const open = opening(storage)
      const items: Activity[] = []
      for (const row of some) {
        const by = byWhom(row, userId)
        const isOthers = by === 'somebody_else' || by === 'operator'
        const { where } = isOthers ? { where: {} as Opened['where'] } : await open(row)
        items.push({
          id: shownId(row.id),
          at: instantOf(row.at),
          action: row.action as Activity['action'],
          outcome: row.outcome as Activity['outcome'],
          reason: reasonOf(row),
          by,
          source_address: where.address ?? null,
          user_agent: where.agent ?? null,
        })
      }
      return { items, next_cursor }
    },
    /** What stands about an account, and then what it did to others: a stretch of it, the oldest first. */
    async held(userId: UserId, after: string, atMost: number): Promise<HeldStretch> {
      const isOfOthers = after.startsWith('a')
      const above = readId(after.slice(1)) ?? 0
      const choice = isOfOthers ? { actorId: userId } : { subjectId: userId }
      const range = { above, below: Number.MAX_SAFE_INTEGER, atMost }
      const rows = await store.list(storage, 'asc', { ...choice, ...range })
      const open = opening(storage)
      const items: HeldRow[] = []
      for (const row of rows)
        if (!isOfOthers || row.subjectId !== userId) items.push(heldRow(row, userId, await open(row)))
      const last = rows.at(-1)
      if (rows.length === atMost && last)
        return { items, next: `${isOfOthers ? 'a' : 's'}${shownId(last.id)}` }
      return { items, next: isOfOthers ? undefined : 'a' }
    },
  }
}

/** A row as its owner may have it: names and their values. */
export type HeldRow = readonly (readonly [name: string, value: string | null])[]
export interface HeldStretch {
  readonly items: readonly HeldRow[]
  /** What the next stretch begins behind; undefined after the last. */
  readonly next: string | undefined
}

/** Of what others did, not where they were; of what was done to others, nothing that is about them. */
function heldRow(row: FoundRow, userId: UserId, { where, personal }: Opened): HeldRow {
  const by = byWhom(row, userId)
  const isOthers = by === 'somebody_else' || by === 'operator'
  const facts = { ...(JSON.parse(row.facts ?? '{}') as Facts), ...(row.subjectId === userId ? personal : {}) }
  return [
    ['id', shownId(row.id)],
    ['at', instantOf(row.at)],
    ['action', row.action],
    ['outcome', row.outcome],
    ['by', by],
    ['api_key', by === 'your_api_key' ? row.actorKey : null],
    ['is_about_you', String(row.subjectId === userId)],
    ['source_address', isOthers ? null : (where.address ?? null)],
    ['user_agent', isOthers ? null : (where.agent ?? null)],
    ['request_id', isOthers ? null : row.requestId],
    ...Object.entries(facts).map(([name, value]) => [name, String(value)] as const),
  ]
}

function reasonOf({ outcome, facts }: FoundRow): string | null {
  if (outcome !== 'refused') return null
  const { error } = JSON.parse(facts ?? '{}') as Facts
  return typeof error === 'string' ? error : null
}

function byWhom(row: FoundRow, userId: UserId): Activity['by'] {
  const { actorKind, action, outcome } = row
  if (actorKind === 'operator' || actorKind === 'server') return actorKind
  // Whoever changes an account without being signed in to it takes an address that is theirs: its owner learns nothing of them.
  if (actorKind === 'anonymous' && action === 'user.changed' && outcome === 'success') return 'somebody_else'
  if (actorKind === 'anonymous') return 'not_signed_in'
  if (actorIdOf(row) !== userId) return 'somebody_else'
  return actorKind === 'api_key' ? 'your_api_key' : 'yourself'
}
