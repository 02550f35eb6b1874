import type { Reader, Storage, Transaction } from '#storage'

const columns = [
  'id',
  'at',
  'seq',
  'mac',
  'action',
  'outcome',
  'actor_kind as actorKind',
  'actor_id as actorId',
  'actor_key as actorKey',
  'subject_id as subjectId',
  'request_id as requestId',
  'facts',
  'actor_sealed as actorSealed',
  'subject_sealed as subjectSealed',
] as const

/** By which entries are chosen. */
export interface Choice {
  readonly actorId?: number | undefined
  readonly actorKey?: string | undefined
  readonly actorKind?: string | undefined
  readonly subjectId?: number | undefined
  readonly action?: string | undefined
  readonly from: number
  readonly to: number
}

export interface Place {
  readonly at: number
  readonly id: string
}

export interface FoundRow {
  readonly id: string
  readonly at: number
  readonly action: string
  readonly outcome: string
  readonly actorKind: string
  readonly actorId: number | null
  readonly actorKey: string | null
  readonly subjectId: number | null
  readonly requestId: string | null
  readonly facts: string | null
  readonly actorSealed: string | null
  readonly subjectSealed: string | null
  /** Null until it has a place in the chain; negative for what is none of ours. */
  readonly seq: number | null
  readonly mac: string | null
}
type NewEntry = Omit<FoundRow, 'seq'>

interface Bounds {
  readonly from: number
  readonly to: number
  readonly at: number
  readonly id: string
  readonly atMost: number
}

const EQUAL = {
  actorId: 'actor_id',
  actorKey: 'actor_key',
  actorKind: 'actor_kind',
  subjectId: 'subject_id',
  action: 'action',
} as const
type Equal = keyof typeof EQUAL
const equalities = Object.keys(EQUAL) as Equal[]

export function entryStore({ statement }: Pick<Storage, 'statement'>) {
  const insert = statement((db, p: NewEntry) =>
    db.insertInto('audit_entries').values({
      id: p.id,
      at: p.at,
      action: p.action,
      outcome: p.outcome,
      actor_kind: p.actorKind,
      actor_id: p.actorId,
      actor_key: p.actorKey,
      subject_id: p.subjectId,
      request_id: p.requestId,
      facts: p.facts,
      actor_sealed: p.actorSealed,
      subject_sealed: p.subjectSealed,
      mac: p.mac,
    }),
  )
  type Params = Bounds & Required<{ [K in Equal]: Choice[K] }>
  // By audit_entries_subject_id, _actor_id, _action or _at: one statement for each set of what is asked for.
  const newestFirst = (given: readonly Equal[]) =>
    statement((db, p: Params) => {
      let query = db.selectFrom('audit_entries').select(columns)
      for (const name of given) query = query.where(EQUAL[name], '=', p[name] as never)
      return query
        .where('at', '>=', p.from)
        .where('at', '<', p.to)
        .where('at', '<=', p.at)
        .where(({ or, eb }) => or([eb('at', '<', p.at), eb('id', '<', p.id)]))
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(p.atMost)
    })
  const oldestFirst = (given: readonly Equal[]) =>
    statement((db, p: Params) => {
      let query = db.selectFrom('audit_entries').select(columns)
      for (const name of given) query = query.where(EQUAL[name], '=', p[name] as never)
      return query
        .where('at', '>=', p.from)
        .where('at', '<', p.to)
        .where('at', '>=', p.at)
        .where(({ or, eb }) => or([eb('at', '>', p.at), eb('id', '>', p.id)]))
        .orderBy('at')
        .orderBy('id')
        .limit(p.atMost)
    })
  const made = new Map<string, ReturnType<typeof newestFirst>>()
  const list = (reader: Reader, order: 'newest' | 'oldest', choice: Choice, place: Place, atMost: number) => {
    const given = equalities.filter((name) => choice[name] !== undefined)
    const key = `${order} ${given.join(' ')}`
    const known = made.get(key) ?? (order === 'newest' ? newestFirst(given) : oldestFirst(given))
    made.set(key, known)
    return reader.all(known, { ...choice, ...place, atMost } as Params) as Promise<FoundRow[]>
  }
  const oldest = statement((db, _: object) =>
    db.selectFrom('audit_entries').select('at').orderBy('at').orderBy('id').limit(1),
  )
  return {
    insert: (tx: Transaction, row: NewEntry): Promise<number> => tx.run(insert, row),
    /** Beginning behind `place`; at most so many. */
    list,
    findOldest: async (reader: Reader): Promise<number | undefined> => (await reader.first(oldest, {}))?.at,
  }
}
