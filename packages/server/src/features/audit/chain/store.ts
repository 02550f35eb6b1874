import type { Reader, Storage, Transaction } from '#storage'

const columns = [
  'id',
  'at',
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

/** The end of the chain. */
export interface Head {
  readonly id: number
  readonly seq: number
  readonly mac: string
  readonly at: number
}

type Numbered<Row> = Row & { readonly seq: number; readonly mac: string }

export interface SignedCheckpoint {
  readonly seq: number
  readonly at: number
  readonly mac: string
  readonly count: number
  readonly signature: string
}

export function chainStore({ statement }: Pick<Storage, 'statement'>) {
  // By audit_entries_waiting.
  const waiting = statement((db, p: { atMost: number }) =>
    db
      .selectFrom('audit_entries')
      .select([...columns, 'mac'])
      .where('seq', 'is', null)
      .orderBy('id')
      .limit(p.atMost),
  )
  const countWaiting = statement((db, _: object) =>
    db
      .selectFrom('audit_entries')
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .where('seq', 'is', null),
  )
  // By audit_entries_seq, as all that follow.
  // Without parameters: SQLite would plan it anew for each, for the index is of some rows only.
  const head = statement((db, _: object) =>
    db
      .selectFrom('audit_entries')
      .select(['seq', 'mac', 'at', 'id'])
      .where('seq', '>', ({ lit }) => lit(0))
      .orderBy('seq', 'desc')
      .limit(({ lit }) => lit(1)),
  )
  const first = statement((db, _: object) =>
    db.selectFrom('audit_entries').select('seq').where('seq', '>', 0).orderBy('seq').limit(1),
  )
  const refused = statement((db, _: object) =>
    db.selectFrom('audit_entries').select(['id', 'seq']).where('seq', '<', 0).orderBy('seq').limit(1),
  )
  const refuse = statement((db, p: { id: number; seq: number }) =>
    db.updateTable('audit_entries').set({ seq: p.seq }).where('id', '=', p.id).where('seq', 'is', null),
  )
  const behind = statement((db, p: { after: number; atMost: number }) =>
    db
      .selectFrom('audit_entries')
      .select([...columns, 'seq', 'mac'])
      .where('seq', '>', p.after)
      .orderBy('seq')
      .limit(p.atMost),
  )
  const macAt = statement((db, p: { seq: number }) =>
    db.selectFrom('audit_entries').select('mac').where('seq', '=', p.seq),
  )
  const number = statement((db, p: { id: number; seq: number; mac: string }) =>
    db
      .updateTable('audit_entries')
      .set({ seq: p.seq, mac: p.mac })
      .where('id', '=', p.id)
      .where('seq', 'is', null),
  )
  const oldest = statement((db, p: { atMost: number }) =>
    db
      .selectFrom('audit_entries')
      .select(['seq', 'mac', 'at'])
      .where('seq', '>', 0)
      .orderBy('seq')
      .limit(p.atMost),
  )
  const cut = statement((db, p: { through: number }) =>
    db.deleteFrom('audit_entries').where('seq', '>', 0).where('seq', '<=', p.through),
  )
  const trimmed = statement((db, p: { atMost: number }) =>
    db
      .selectFrom('audit_entries')
      .select([...columns, 'seq', 'mac'])
      .where('action', '=', 'audit.trimmed')
      .orderBy('id', 'desc')
      .limit(p.atMost),
  )

  const lastCheckpoint = statement((db, _: object) =>
    db.selectFrom('audit_checkpoints').selectAll().orderBy('seq', 'desc').limit(1),
  )
  const insertCheckpoint = statement((db, p: SignedCheckpoint) =>
    db
      .insertInto('audit_checkpoints')
      .values({ seq: p.seq, at: p.at, mac: p.mac, count: p.count, signature: p.signature })
      .onConflict((conflict) => conflict.doNothing()),
  )
  const checkpoints = statement((db, p: { after: number; through: number; atMost: number }) =>
    db
      .selectFrom('audit_checkpoints')
      .selectAll()
      .where('seq', '>', p.after)
      .where('seq', '<=', p.through)
      .orderBy('seq')
      .limit(p.atMost),
  )
  const cutCheckpoints = statement((db, p: { before: number }) =>
    db.deleteFrom('audit_checkpoints').where('seq', '<', p.before),
  )
  const delivered = statement((db, p: { target: string }) =>
    db.selectFrom('audit_deliveries').select('seq').where('target', '=', p.target),
  )
  const deliver = statement((db, p: { target: string; seq: number }) =>
    db
      .insertInto('audit_deliveries')
      .values({ target: p.target, seq: p.seq })
      .onConflict((conflict) => conflict.column('target').doUpdateSet({ seq: p.seq })),
  )
  const takeLease = statement((db, p: { target: string; mine: number; now: number; until: number }) =>
    db
      .insertInto('audit_deliveries')
      .values({ target: p.target, seq: p.until })
      .onConflict((conflict) =>
        conflict
          .column('target')
          .doUpdateSet({ seq: p.until })
          .where(({ or, eb }) =>
            or([eb('audit_deliveries.seq', '=', p.mine), eb('audit_deliveries.seq', '<', p.now)]),
          ),
      ),
  )

  return {
    /** Those without a number, in the order in which they get one. */
    listWaiting: (reader: Reader, atMost: number) => reader.all(waiting, { atMost }),
    countWaiting: async (reader: Reader): Promise<number> =>
      Number((await reader.first(countWaiting, {}))?.total ?? 0),
    async findHead(reader: Reader): Promise<Head | undefined> {
      const row = await reader.first(head, {})
      return row && row.seq !== null && row.mac !== null
        ? { seq: row.seq, mac: row.mac, at: row.at, id: row.id }
        : undefined
    },
    findFirst: async (reader: Reader): Promise<number | undefined> =>
      (await reader.first(first, {}))?.seq ?? undefined,
    async listBehind(reader: Reader, after: number, atMost: number) {
      const rows = await reader.all(behind, { after, atMost })
      return rows as Numbered<(typeof rows)[number]>[]
    },
    findMac: async (reader: Reader, seq: number): Promise<string | undefined> =>
      (await reader.first(macAt, { seq }))?.mac ?? undefined,
    number: (tx: Transaction, id: number, seq: number, mac: string): Promise<number> =>
      tx.run(number, { id, seq, mac }),
    /** One that was not written by a server of this database; `seq` of the last of them. */
    findRefused: async (reader: Reader): Promise<number | undefined> => (await reader.first(refused, {}))?.id,
    /** Sets aside what is none of ours, under a number that is in no chain. */
    async refuse(tx: Transaction, id: number): Promise<void> {
      const last = (await tx.first(refused, {}))?.seq ?? 0
      await tx.run(refuse, { id, seq: last - 1 })
    },
    listOldest: (reader: Reader, atMost: number) =>
      reader.all(oldest, { atMost }) as Promise<{ seq: number; mac: string; at: number }[]>,
    cut: (tx: Transaction, through: number): Promise<number> => tx.run(cut, { through }),
    /** The newest first. */
    listTrimmed: (reader: Reader, atMost: number) => reader.all(trimmed, { atMost }),
    findLastCheckpoint: (reader: Reader): Promise<SignedCheckpoint | undefined> =>
      reader.first(lastCheckpoint, {}),
    insertCheckpoint: (tx: Transaction, one: SignedCheckpoint): Promise<number> =>
      tx.run(insertCheckpoint, one),
    listCheckpoints: (reader: Reader, after: number, through: number, atMost: number) =>
      reader.all(checkpoints, { after, through, atMost }) as Promise<SignedCheckpoint[]>,
    cutCheckpoints: (tx: Transaction, before: number): Promise<number> => tx.run(cutCheckpoints, { before }),
    findDelivered: async (reader: Reader, target: string): Promise<number> =>
      (await reader.first(delivered, { target }))?.seq ?? 0,
    /** Whether this server is the one that delivers, until then: `mine` is what it took before. */
    takeLease: async (
      tx: Transaction,
      target: string,
      { mine, now, until }: { mine: number; now: number; until: number },
    ): Promise<boolean> => (await tx.run(takeLease, { target: `${target} lease`, mine, now, until })) === 1,
    deliver: (tx: Transaction, target: string, seq: number): Promise<number> =>
      tx.run(deliver, { target, seq }),
  }
}
export type ChainStore = ReturnType<typeof chainStore>
