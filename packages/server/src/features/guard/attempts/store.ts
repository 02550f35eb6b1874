import type { AttemptCause, AttemptChannel, AttemptLane, BudgetName } from '@latchkey/contract'
import type { UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'

/** What became of one attempt. */
export interface AttemptRow {
  readonly reference: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly channel: AttemptChannel
  readonly userId: UserId | null
  readonly accountKey: string
  readonly sourceKey: string
  readonly lane: AttemptLane
  readonly cause: AttemptCause
  readonly budget: BudgetName | null
  readonly until: number | null
}

interface Range {
  readonly from: number
  readonly before: number
  readonly after: Pick<AttemptRow, 'at' | 'reference'>
}

export function attemptStore({ statement }: Pick<Storage, 'statement'>) {
  const columns = [
    'reference',
    'at',
    'channel',
    'user_id as userId',
    'account_key as accountKey',
    'source_key as sourceKey',
    'lane',
    'cause',
    'budget',
    'until',
  ] as const
  // A user who is deleted meanwhile has no attempts left to be told of.
  const insert = statement((db, p: AttemptRow) =>
    db
      .insertInto('sign_in_attempts')
      .values(({ selectFrom }) => ({
        reference: p.reference,
        at: p.at,
        channel: p.channel,
        user_id: selectFrom('users')
          .select('id')
          .where('id', '=', p.userId as UserId),
        account_key: p.accountKey,
        source_key: p.sourceKey,
        lane: p.lane,
        cause: p.cause,
        budget: p.budget,
        until: p.until,
      }))
      .onConflict((conflict) => conflict.doNothing()),
  )
  const byReference = statement((db, p: { reference: string }) =>
    db.selectFrom('sign_in_attempts').select(columns).where('reference', '=', p.reference),
  )
  // By sign_in_attempts_at.
  const list = statement(
    (db, p: { from: number; before: number; at: number; reference: string; atMost: number }) =>
      db
        .selectFrom('sign_in_attempts')
        .select(columns)
        .where('at', '>=', p.from)
        .where('at', '<', p.before)
        .where(({ or, and, eb }) =>
          or([eb('at', '>', p.at), and([eb('at', '=', p.at), eb('reference', '>', p.reference)])]),
        )
        .orderBy('at')
        .orderBy('reference')
        .limit(p.atMost),
  )
  const old = statement((db, p: { notAfter: number; atMost: number }) =>
    db
      .selectFrom('sign_in_attempts')
      .select('reference')
      .where('at', '<=', p.notAfter)
      .orderBy('at')
      .limit(p.atMost),
  )
  const remove = statement((db, p: { reference: string }) =>
    db.deleteFrom('sign_in_attempts').where('reference', '=', p.reference),
  )
  return {
    insert: (tx: Transaction, attempt: AttemptRow): Promise<number> => tx.run(insert, attempt),
    find: async (reader: Reader, reference: string): Promise<AttemptRow | undefined> =>
      (await reader.first(byReference, { reference })) as AttemptRow | undefined,
    /** The oldest first, at most so many. */
    list: async (reader: Reader, { from, before, after }: Range, atMost: number): Promise<AttemptRow[]> =>
      (await reader.all(list, { from, before, ...after, atMost })) as AttemptRow[],
    /** How many: at most `atMost`. */
    async removeOld(tx: Transaction, notAfter: number, atMost: number): Promise<number> {
      const rows = await tx.all(old, { notAfter, atMost })
      for (const { reference } of rows) await tx.run(remove, { reference })
      return rows.length
    },
  }
}
