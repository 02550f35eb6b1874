import { type Acting, accountOf, OPERATOR, type UserId } from '#kernel/ids'
import type { Reader, Storage, Transaction } from '#storage'
import type { Recovery } from './standing.ts'

export interface NewRecovery extends Omit<Recovery, 'frozenUntil'> {
  readonly userId: UserId
  readonly nextNoticeAt: number
}

export interface Approval {
  readonly kind: 'administrator' | 'contact'
  readonly approverId: UserId | null
  readonly approverKey: string | null
  /** Of that key. */
  readonly scopes: string | null
}

/** Who did it: the operator is one, however often. */
const nameOf = (acting: Acting): string => {
  const account = accountOf(acting)
  return account === OPERATOR ? 'operator' : String(account)
}

export function wayBackStore({ statement }: Pick<Storage, 'statement'>) {
  const columns = [
    'id',
    'address_key as addressKey',
    'began_at as beganAt',
    'ready_at as readyAt',
    'frozen_until as frozenUntil',
    'expires_at as expiresAt',
  ] as const
  // By its primary key a person has one: one that is begun by mail is not begun again, and one that administrators opened begins with the mail.
  const begin = statement((db, p: NewRecovery) =>
    db
      .insertInto('recoveries')
      .values({
        user_id: p.userId,
        id: p.id,
        address_key: p.addressKey,
        began_at: p.beganAt,
        ready_at: p.readyAt,
        frozen_until: null,
        expires_at: p.expiresAt,
        next_notice_at: p.nextNoticeAt,
        ready_told_at: null,
      })
      .onConflict((conflict) =>
        conflict
          .column('user_id')
          .doUpdateSet({
            address_key: p.addressKey,
            began_at: p.beganAt,
            ready_at: p.readyAt,
            expires_at: p.expiresAt,
            next_notice_at: p.nextNoticeAt,
          })
          .where('recoveries.address_key', 'is', null),
      ),
  )
  const open = statement((db, p: NewRecovery) =>
    db
      .insertInto('recoveries')
      .values({
        user_id: p.userId,
        id: p.id,
        address_key: null,
        began_at: p.beganAt,
        ready_at: p.readyAt,
        frozen_until: null,
        expires_at: p.expiresAt,
        next_notice_at: p.nextNoticeAt,
        ready_told_at: null,
      })
      .onConflict((conflict) => conflict.column('user_id').doNothing()),
  )
  const find = statement((db, p: { userId: UserId; now: number }) =>
    db
      .selectFrom('recoveries')
      .select(columns)
      .where('user_id', '=', p.userId)
      .where('expires_at', '>', p.now),
  )
  // By recoveries_address_key: it is bound to where it was begun, whatever becomes of the account's address.
  const byAddress = statement((db, p: { addressKey: string; now: number }) =>
    db
      .selectFrom('recoveries')
      .select('user_id as userId')
      .where('address_key', '=', p.addressKey)
      .where('expires_at', '>', p.now),
  )
  const findToChange = statement((db, p: { userId: UserId; now: number }) =>
    db
      .selectFrom('recoveries')
      .select(columns)
      .where('user_id', '=', p.userId)
      .where('expires_at', '>', p.now)
      .forUpdate(),
  )
  // One statement whose row count decides: it is frozen once, however many want it at once.
  const freeze = statement((db, p: { userId: UserId; now: number; until: number; longer: number }) =>
    db
      .updateTable('recoveries')
      .set(({ eb, ref }) => ({
        frozen_until: p.until,
        ready_at: eb
          .case()
          .when('ready_at', '>', p.now)
          .then(eb(ref('ready_at'), '+', p.longer))
          .else(eb.cast<number>(eb.val(p.until), 'bigint'))
          .end(),
        expires_at: eb('expires_at', '+', p.longer),
        ready_told_at: null,
      }))
      .where('user_id', '=', p.userId)
      .where('frozen_until', 'is', null)
      .where('expires_at', '>', p.now),
  )
  // Spent, cancelled or over: by one statement whose row count decides.
  const remove = statement((db, p: { userId: UserId; id: string }) =>
    db.deleteFrom('recoveries').where('user_id', '=', p.userId).where('id', '=', p.id),
  )
  const removeOver = statement((db, p: { userId: UserId; now: number }) =>
    db.deleteFrom('recoveries').where('user_id', '=', p.userId).where('expires_at', '<=', p.now),
  )
  // By recoveries_next_notice_at.
  const due = statement((db, p: { now: number; atMost: number }) =>
    db
      .selectFrom('recoveries')
      .select([
        ...columns,
        'user_id as userId',
        'next_notice_at as nextNoticeAt',
        'ready_told_at as readyToldAt',
      ])
      .where('next_notice_at', '<=', p.now)
      .orderBy('next_notice_at')
      .limit(p.atMost),
  )
  // Of several servers one tells.
  const claimNotice = statement(
    (db, p: { userId: UserId; from: number; to: number; toldAt: number | null }) =>
      db
        .updateTable('recoveries')
        .set({ next_notice_at: p.to, ready_told_at: p.toldAt })
        .where('user_id', '=', p.userId)
        .where('next_notice_at', '=', p.from),
  )

  const approve = statement(
    (
      db,
      p: {
        userId: UserId
        approver: string
        kind: string
        approverId: UserId | null
        approverKey: string | null
        now: number
      },
    ) =>
      db
        .insertInto('recovery_approvals')
        .values({
          user_id: p.userId,
          approver: p.approver,
          kind: p.kind,
          approver_id: p.approverId,
          approver_key: p.approverKey,
          created_at: p.now,
        })
        .onConflict((conflict) => conflict.columns(['user_id', 'approver']).doNothing()),
  )
  const approvals = statement((db, p: { userId: UserId; now: number }) =>
    db
      .selectFrom('recovery_approvals as one')
      .leftJoin('api_keys as key', 'key.id', 'one.approver_key')
      .select(['one.kind', 'one.approver_id as approverId', 'one.approver_key as approverKey', 'key.scopes'])
      .where('one.user_id', '=', p.userId)
      .where(({ or, eb }) => or([eb('key.expires_at', 'is', null), eb('key.expires_at', '>', p.now)])),
  )

  const noteLinked = statement((db, p: { userId: UserId; now: number }) =>
    db
      .insertInto('linked_passwords')
      .values({ user_id: p.userId, created_at: p.now })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ created_at: p.now })),
  )
  const forgetLinked = statement((db, p: { userId: UserId }) =>
    db.deleteFrom('linked_passwords').where('user_id', '=', p.userId),
  )
  const linked = statement((db, p: { userId: UserId }) =>
    db.selectFrom('linked_passwords').select('created_at').where('user_id', '=', p.userId),
  )
  return {
    /** Whether it began with this. */
    async begin(tx: Transaction, one: NewRecovery): Promise<boolean> {
      await tx.run(removeOver, { userId: one.userId, now: one.beganAt })
      return (await tx.run(begin, one)) === 1
    },
    /** Whether there was none. */
    async open(tx: Transaction, one: NewRecovery): Promise<boolean> {
      await tx.run(removeOver, { userId: one.userId, now: one.beganAt })
      return (await tx.run(open, one)) === 1
    },
    find: (reader: Reader, userId: UserId, now: number): Promise<Recovery | undefined> =>
      reader.first(find, { userId, now }),
    /** Whose way back was begun at this address. */
    findByAddress: async (reader: Reader, addressKey: string, now: number): Promise<UserId | undefined> =>
      (await reader.first(byAddress, { addressKey, now }))?.userId,
    /** Nobody else changes it until the commit. */
    findToChange: (tx: Transaction, userId: UserId, now: number): Promise<Recovery | undefined> =>
      tx.first(findToChange, { userId, now }),
    /** Whether it was there and had never been frozen. */
    freeze: async (tx: Transaction, userId: UserId, now: number, longer: number): Promise<boolean> =>
      (await tx.run(freeze, { userId, now, until: now + longer, longer })) === 1,
    /** Whether it was there. */
    remove: async (tx: Transaction, userId: UserId, id: string): Promise<boolean> =>
      (await tx.run(remove, { userId, id })) === 1,
    listDue: (reader: Reader, now: number, atMost: number) => reader.all(due, { now, atMost }),
    claimNotice: async (
      tx: Transaction,
      one: { userId: UserId; from: number; to: number; toldAt: number | null },
    ): Promise<boolean> => (await tx.run(claimNotice, one)) === 1,
    /** Whether nobody of this name had before. */
    approve: async (
      tx: Transaction,
      userId: UserId,
      acting: Acting,
      kind: Approval['kind'],
      now: number,
    ): Promise<boolean> => {
      const account = accountOf(acting)
      const one = {
        userId,
        approver: nameOf(acting),
        kind,
        approverId: account === OPERATOR ? null : account,
        approverKey: typeof acting === 'object' ? acting.keyId : null,
        now,
      }
      return (await tx.run(approve, one)) === 1
    },
    listApprovals: (reader: Reader, userId: UserId, now: number): Promise<Approval[]> =>
      reader.all(approvals, { userId, now }) as Promise<Approval[]>,
    noteLinked: (tx: Transaction, userId: UserId, now: number): Promise<number> =>
      tx.run(noteLinked, { userId, now }),
    forgetLinked: (tx: Transaction, userId: UserId): Promise<number> => tx.run(forgetLinked, { userId }),
    isLinked: async (reader: Reader, userId: UserId): Promise<boolean> =>
      (await reader.first(linked, { userId })) !== undefined,
  }
}
export type WayBackStore = ReturnType<typeof wayBackStore>
