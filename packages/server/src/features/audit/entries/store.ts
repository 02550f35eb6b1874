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
}

/** Ids, the bounds not among them. */
export interface Range {
  readonly above: number
  readonly below: number
}

export interface FoundRow {
  readonly id: number
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
type NewEntry = Omit<FoundRow, 'seq'> & { readonly seq: number | null }

interface Params extends Range, Choice {
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
/** Who acts on the own account is named once. */
type Kind = 'any' | 'own'

export function entryStore({ statement }: Pick<Storage, 'statement'>) {
  const insert = statement((db, p: NewEntry) =>
    db
      .insertInto('audit_entries')
      .values({
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
        seq: p.seq,
        mac: p.mac,
      })
      .onConflict((conflict) => conflict.doNothing()),
  )
  // By audit_entries_subject_id, _actor_id, _action or the primary key: one statement for each set of what is asked for.
  const listing = (order: 'asc' | 'desc', kind: Kind, given: readonly Equal[]) =>
    statement((db, p: Params) => {
      let query = db.selectFrom('audit_entries').select(columns)
      for (const name of given) query = query.where(EQUAL[name], '=', p[name] as never)
      if (kind === 'own')
        query = query.where('actor_id', 'is', null).where('actor_kind', 'in', ['user', 'api_key'])
      return query.where('id', '>', p.above).where('id', '<', p.below).orderBy('id', order).limit(p.atMost)
    })
  const made = new Map<string, ReturnType<typeof listing>>()
  const find = (reader: Reader, order: 'asc' | 'desc', kind: Kind, params: Params) => {
    const given = equalities.filter((name) => params[name] !== undefined)
    const key = [order, kind, ...given].join(' ')
    const known = made.get(key) ?? listing(order, kind, given)
    made.set(key, known)
    return reader.all(known, params) as Promise<FoundRow[]>
  }
  const list = async (reader: Reader, order: 'asc' | 'desc', params: Params): Promise<FoundRow[]> => {
    const { actorId, ...rest } = params
    const found = await find(reader, order, 'any', params)
    const isOfOthers = rest.subjectId !== undefined && rest.subjectId !== actorId
    if (actorId === undefined || isOfOthers) return found
    // What somebody did to the own account stands under the subject alone.
    const own = await find(reader, order, 'own', { ...rest, subjectId: actorId })
    const sign = order === 'asc' ? 1 : -1
    return [...found, ...own].sort((a, b) => sign * (a.id - b.id)).slice(0, params.atMost)
  }
  const oldest = statement((db, _: object) =>
    db.selectFrom('audit_entries').select('at').orderBy('id').limit(1),
  )
  return {
    /** None where there is one of this id. */
    insert: (tx: Transaction, row: NewEntry): Promise<number> => tx.run(insert, row),
    /** In the order of their ids; at most so many. */
    list,
    findOldest: async (reader: Reader): Promise<number | undefined> => (await reader.first(oldest, {}))?.at,
  }
}
