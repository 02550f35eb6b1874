import { type Activity, type AuditEntry, invalid } from '@latchkey/contract'
import { instantOf } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Reader, Storage } from '#storage'
import type { Choice, entryStore, FoundRow } from './entries/store.ts'
import { actorIdOf, type Facts } from './entry.ts'
import { firstIdAt, readId, shownId } from './entry-id.ts'
import type { Opened } from './record.ts'

interface Deps {
  storage: Storage
  store: ReturnType<typeof entryStore>
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

const writeCursor = (id: number): string => Buffer.from(shownId(id)).toString('base64url')

function readCursor(cursor: string): number {
  const id = readId(Buffer.from(cursor, 'base64url').toString('latin1'))
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

export function auditList({ storage, store, opening }: Deps) {
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

  const find = async (order: 'asc' | 'desc', filters: Filters, usual: number) => {
    const { subject, action, from, to, cursor, limit = usual } = filters
    const choice: Choice = {
      ...actorOf(filters.actor),
      ...(subject === undefined ? {} : { subjectId: subject }),
      ...(action === undefined ? {} : { action }),
    }
    // By when it was written, which an entry's id says.
    const above = from === undefined ? 0 : firstIdAt(readInstant('from', from)) - 1
    const below = to === undefined ? Number.MAX_SAFE_INTEGER : firstIdAt(readInstant('to', to))
    const place = cursor === undefined ? undefined : readCursor(cursor)
    const range =
      order === 'asc'
        ? { above: Math.max(above, place ?? 0), below }
        : { above, below: Math.min(below, place ?? Number.MAX_SAFE_INTEGER) }
    const rows = await store.list(storage, order, { ...choice, ...range, atMost: limit + 1 })
    const some = rows.slice(0, limit)
    const last = some.at(-1)
    return { some, next_cursor: rows.length > limit && last ? writeCursor(last.id) : null }
  }
  const page = async (order: 'asc' | 'desc', filters: Filters, usual: number) => {
    const { some, next_cursor } = await find(order, filters, usual)
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
    newest: (filters: Filters) => page('desc', filters, 20),
    /** GET /audit/export */
    oldest: (filters: Filters) => page('asc', filters, 1_000),
    /** GET /users/me/activity */
    async activity(userId: UserId, asked: { cursor?: string; limit?: number }) {
      const { some, next_cursor } = await find('desc', { ...asked, subject: userId }, 20)
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
          by,
          source_address: where.address ?? null,
          user_agent: where.agent ?? null,
        })
      }
      return { items, next_cursor }
    },
  }
}

function byWhom(row: FoundRow, userId: UserId): Activity['by'] {
  const { actorKind } = row
  if (actorKind === 'operator' || actorKind === 'server') return actorKind
  if (actorKind === 'anonymous') return 'not_signed_in'
  if (actorIdOf(row) !== userId) return 'somebody_else'
  return actorKind === 'api_key' ? 'your_api_key' : 'yourself'
}
