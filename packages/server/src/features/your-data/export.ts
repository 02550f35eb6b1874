import { type HeldItem, invalid } from '@latchkey/contract'
import type { AuditFeature, HeldRow } from '#features/audit'
import { type Clock, instantOf } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Cursors } from '#kernel/newest-first'
import type { Storage } from '#storage'
import { parts } from './held.ts'
import { type heldStore, type Row, shownColumns } from './store.ts'

type Part = (typeof parts)[number]

export interface ExportDeps {
  storage: Storage
  store: ReturnType<typeof heldStore>
  clock: Clock
  cursors: Cursors
  audit: Pick<AuditFeature, 'heldOf'>
}

const MOST = 1_000
/** The list that its cursors are of. */
const EXPORT = 'export'

/** GET /users/me/export: the parts one after the other, so many rows a page. Throws `validation_failed`. */
export async function exportOf(deps: ExportDeps, userId: UserId, cursor: string | undefined) {
  const { storage, store, clock, cursors } = deps
  const counts = await store.count(storage, userId)
  let [at, after] = cursor === undefined ? [0, ''] : readCursor(cursors, cursor)
  const items: HeldItem[] = []
  for (let part = parts[at]; part !== undefined && items.length < MOST; ) {
    const { rows, next } = await stretchOf(deps, part, userId, after, MOST - items.length)
    const { part: name } = part
    for (const row of rows)
      items.push({ part: name, fields: row.map(([field, value]) => ({ name: field, value })) })
    if (next === undefined) at += 1
    after = next ?? ''
    part = parts[at]
  }
  const left = parts[at]
  return {
    exported_at: instantOf(clock.now()),
    parts: parts.map(({ part, about, leftOut = null }) => ({
      part,
      about,
      count: counts.get(part) ?? 0,
      left_out: leftOut,
    })),
    items,
    next_cursor: left === undefined ? null : cursors.write(EXPORT, `${left.part} ${after}`),
  }
}

function readCursor(cursors: Cursors, cursor: string): [number, string] {
  const text = cursors.read(EXPORT, cursor) ?? ''
  const space = text.indexOf(' ')
  const at = parts.findIndex(({ part }) => part === text.slice(0, space))
  if (at < 0) throw invalid({ field: 'cursor', message: 'is not the next_cursor of an answer.' })
  return [at, text.slice(space + 1)]
}

interface Stretch {
  readonly rows: readonly HeldRow[]
  /** What the next one begins behind; undefined after the last. */
  readonly next: string | undefined
}

async function stretchOf(
  { storage, store, audit }: ExportDeps,
  part: Part,
  userId: UserId,
  after: string,
  atMost: number,
): Promise<Stretch> {
  if (part.part === 'audit_entries') {
    const { items, next } = await audit.heldOf(userId, after, atMost)
    return { rows: items, next }
  }
  // Of what is secret as a whole there is nothing but how much.
  if (shownColumns(part).length === 0) return { rows: [], next: undefined }
  const rows = await store.list(storage, part, userId, after, atMost)
  const last = rows.at(-1)
  const isFull = part.by !== undefined && rows.length === atMost && last !== undefined
  return { rows: rows.map((row) => told(part, row)), next: isFull ? String(last[part.by]) : undefined }
}

/** A row in words: instants by RFC 3339, yes and no as such. */
function told(part: Part, row: Row): HeldRow {
  return shownColumns(part).map((name) => {
    const value = row[name] ?? null
    if (value === null) return [name, null]
    if (part.columns[name] === 'instant') return [name, instantOf(Number(value))]
    if (part.columns[name] === 'flag') return [name, Number(value) === 0 ? 'no' : 'yes']
    return [name, String(value)]
  })
}
