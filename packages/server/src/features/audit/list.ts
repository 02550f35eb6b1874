import { type Activity, type AuditEntry, invalid } from '@latchkey/contract'
import { instantOf } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Reader, Storage } from '#storage'
import type { Choice, entryStore, FoundRow, Place } from './entries/store.ts'
import type { Facts } from './entry.ts'
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
export function readInstant(field: string, text: string): number {
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw invalid({ field, message: 'is no day and no instant.' })
  return at
}

/** The last millisecond of a day; an instant as it is. */
export const readLastInstant = (field: string, text: string): number =>
  readInstant(field, text) + (text.includes('T') ? 0 : DAY_MS - 1)

const writeCursor = ({ at, id }: Place): string => Buffer.from(`${at} ${id}`).toString('base64url')

function readCursor(cursor: string): Place {
  const [at = '', id = '', ...more] = Buffer.from(cursor, 'base64url').toString('latin1').split(' ')
  if (/^\d{1,15}$/.test(at) && /^adt_[0-9a-z]{1,64}$/.test(id) && more.length === 0)
    return { at: Number(at), id }
  throw invalid({ field: 'cursor', message: 'is not the next_cursor of an answer.' })
}

const BEGINNING = {
  newest: { at: Number.MAX_SAFE_INTEGER, id: '' },
  oldest: { at: 0, id: '' },
} as const

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
      id: row.id,
      seq: row.seq,
      at: instantOf(row.at),
      action: row.action as AuditEntry['action'],
      outcome: row.outcome as AuditEntry['outcome'],
      actor_kind: row.actorKind as AuditEntry['actor_kind'],
      actor_id: row.actorId,
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

  const find = async (order: 'newest' | 'oldest', filters: Filters, usual: number) => {
    const { subject, action, cursor, limit = usual } = filters
    const choice: Choice = {
      ...actorOf(filters.actor),
      ...(subject === undefined ? {} : { subjectId: subject }),
      ...(action === undefined ? {} : { action }),
      from: filters.from === undefined ? 0 : readInstant('from', filters.from),
      to: filters.to === undefined ? Number.MAX_SAFE_INTEGER : readInstant('to', filters.to),
    }
    const place = cursor === undefined ? BEGINNING[order] : readCursor(cursor)
    const rows = await store.list(storage, order, choice, place, limit + 1)
    const some = rows.slice(0, limit)
    const last = some.at(-1)
    return { some, next_cursor: rows.length > limit && last ? writeCursor(last) : null }
  }
  const page = async (order: 'newest' | 'oldest', filters: Filters, usual: number) => {
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
    newest: (filters: Filters) => page('newest', filters, 20),
    /** GET /audit/export */
    oldest: (filters: Filters) => page('oldest', filters, 1_000),
    /** GET /users/me/activity */
    async activity(userId: UserId, asked: { cursor?: string; limit?: number }) {
      const { some, next_cursor } = await find('newest', { ...asked, subject: userId }, 20)
      const open = opening(storage)
      const items: Activity[] = []
      for (const row of some) {
        const by = byWhom(row, userId)
        const isOthers = by === 'somebody_else' || by === 'operator'
        const { where } = isOthers ? { where: {} as Opened['where'] } : await open(row)
        items.push({
          id: row.id,
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

function byWhom({ actorKind, actorId }: FoundRow, userId: UserId): Activity['by'] {
  if (actorKind === 'operator' || actorKind === 'server') return actorKind
  if (actorKind === 'anonymous') return 'not_signed_in'
  if (actorId !== userId) return 'somebody_else'
  return actorKind === 'api_key' ? 'your_api_key' : 'yourself'
}
