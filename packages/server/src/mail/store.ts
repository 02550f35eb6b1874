import type { UserId } from '#kernel/ids'
import type { Position } from '#kernel/newest-first'
import { type Behind, newestFirst, type Reader, type Storage, type Transaction } from '#storage'

export interface NewMail {
  readonly id: string
  readonly userId: UserId | null
  readonly addressKey: string
  readonly template: string
  readonly language: string
  readonly to: string
  readonly data: string
  readonly now: number
  readonly expiresAt: number
}

export type MailState = 'waiting' | 'sent' | 'dead'

/** What becomes of a mail that was leased. */
export interface Settlement {
  readonly id: string
  /** The lease that it was taken by: of who has lost it, nothing counts. */
  readonly lease: number
  readonly state: MailState
  readonly settledAt: number | null
  readonly nextAt: number
  readonly lastError: string | null
}

export type MailStore = ReturnType<typeof mailStore>
export type MailRow = NonNullable<Awaited<ReturnType<MailStore['find']>>>

export function mailStore({ statement }: Pick<Storage, 'statement'>) {
  const columns = [
    'mails.id',
    'mails.user_id as userId',
    'mails.template',
    'mails.language',
    'mails.to_address as to',
    'mails.data',
    'mails.state',
    'mails.attempts',
    'mails.next_at as nextAt',
    'mails.created_at as createdAt',
    'mails.settled_at as settledAt',
    'mails.last_error as lastError',
    'mails.expires_at as expiresAt',
  ] as const

  const languageOf = statement((db, p: { id: UserId }) =>
    db.selectFrom('users').select('language').where('id', '=', p.id),
  )
  const insert = statement((db, p: NewMail) =>
    db.insertInto('mails').values({
      id: p.id,
      user_id: p.userId,
      address_key: p.addressKey,
      template: p.template,
      language: p.language,
      to_address: p.to,
      data: p.data,
      state: 'waiting',
      attempts: 0,
      next_at: p.now,
      leased_until: 0,
      created_at: p.now,
      settled_at: null,
      last_error: null,
      expires_at: p.expiresAt,
    }),
  )
  // By mails_waiting and mails_lane: the oldest of its address that waits, if its time has come.
  const due = statement((db, p: { now: number }) =>
    db
      .selectFrom('mails')
      .select(columns)
      .where('settled_at', 'is', null)
      .where('next_at', '<=', p.now)
      .where('leased_until', '<=', p.now)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('mails as before')
              .select('before.number')
              .whereRef('before.address_key', '=', 'mails.address_key')
              .whereRef('before.number', '<', 'mails.number')
              .where('before.settled_at', 'is', null),
          ),
        ),
      )
      .orderBy('number')
      .limit(1),
  )
  const lease = statement((db, p: { id: string; now: number; until: number }) =>
    db
      .updateTable('mails')
      .set(({ eb }) => ({ leased_until: p.until, attempts: eb('attempts', '+', 1) }))
      .where('id', '=', p.id)
      .where('settled_at', 'is', null)
      .where('next_at', '<=', p.now)
      .where('leased_until', '<=', p.now),
  )
  const settle = statement((db, p: Settlement) =>
    db
      .updateTable('mails')
      .set({
        state: p.state,
        settled_at: p.settledAt,
        next_at: p.nextAt,
        last_error: p.lastError,
        leased_until: 0,
      })
      .where('id', '=', p.id)
      .where('leased_until', '=', p.lease)
      .where('settled_at', 'is', null),
  )
  const endLeases = statement((db) =>
    db.updateTable('mails').set({ leased_until: 0 }).where('settled_at', 'is', null),
  )
  const expire = statement((db, p: { now: number }) =>
    db
      .updateTable('mails')
      .set({ state: 'dead', settled_at: p.now, last_error: 'expired', leased_until: 0 })
      .where('settled_at', 'is', null)
      .where('leased_until', '<=', p.now)
      .where('expires_at', '<=', p.now),
  )
  const emptySent = statement((db, p: { id: string }) =>
    db.updateTable('mails').set({ data: null }).where('id', '=', p.id).where('state', '=', 'sent'),
  )
  const emptyOver = statement((db, p: { now: number }) =>
    db
      .updateTable('mails')
      .set({ data: null })
      .where('data', 'is not', null)
      .where('settled_at', 'is not', null)
      .where('expires_at', '<=', p.now),
  )
  const removeOld = statement((db, p: { notAfter: number }) =>
    db.deleteFrom('mails').where('created_at', '<=', p.notAfter).where('settled_at', 'is not', null),
  )
  const byId = statement((db, p: { id: string }) =>
    db.selectFrom('mails').select(columns).where('id', '=', p.id),
  )
  const page = statement((db, p: Behind) => db.selectFrom('mails').select(columns).$call(newestFirst(p)))
  const pageIn = statement((db, p: { state: MailState } & Behind) =>
    db.selectFrom('mails').select(columns).where('state', '=', p.state).$call(newestFirst(p)),
  )
  const retry = statement((db, p: { id: string; now: number }) =>
    db
      .updateTable('mails')
      .set({ state: 'waiting', settled_at: null, next_at: p.now, last_error: null })
      .where('id', '=', p.id)
      .where('state', '!=', 'sent')
      .where('leased_until', '<=', p.now)
      .where('data', 'is not', null)
      .where('expires_at', '>', p.now),
  )
  const sealedOnes = statement((db) => db.selectFrom('mails').select(['id', 'to_address as to', 'data']))
  const reseal = statement((db, p: { id: string; to: string; data: string | null }) =>
    db.updateTable('mails').set({ to_address: p.to, data: p.data }).where('id', '=', p.id),
  )
  // By mail_sends_address_key.
  const sendsTo = statement((db, p: { addressKey: string; after: number }) =>
    db
      .selectFrom('mail_sends')
      .select(['template', 'at'])
      .where('address_key', '=', p.addressKey)
      .where('at', '>', p.after),
  )
  // By mail_sends_at, as is `removeSends`.
  const sends = statement((db, p: { but: string; after: number }) =>
    db
      .selectFrom('mail_sends')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('at', '>', p.after)
      .where('template', 'not like', p.but),
  )
  const insertSend = statement((db, p: { addressKey: string; template: string; now: number }) =>
    db.insertInto('mail_sends').values({ address_key: p.addressKey, template: p.template, at: p.now }),
  )
  const removeSends = statement((db, p: { notAfter: number }) =>
    db.deleteFrom('mail_sends').where('at', '<=', p.notAfter),
  )

  return {
    findLanguage: async (reader: Reader, id: UserId) => (await reader.first(languageOf, { id }))?.language,
    insert: (tx: Transaction, mail: NewMail) => tx.run(insert, mail),
    findDue: (reader: Reader, now: number) => reader.first(due, { now }),
    /** Whether it is this server's to send until then. */
    lease: async (tx: Transaction, id: string, now: number, until: number): Promise<boolean> =>
      (await tx.run(lease, { id, now, until })) === 1,
    settle: (tx: Transaction, settlement: Settlement) => tx.run(settle, settlement),
    /** Of a server that is gone. */
    endLeases: (tx: Transaction) => tx.run(endLeases, {}),
    expire: (tx: Transaction, now: number) => tx.run(expire, { now }),
    emptySent: (tx: Transaction, id: string) => tx.run(emptySent, { id }),
    emptyOver: (tx: Transaction, now: number) => tx.run(emptyOver, { now }),
    removeOld: (tx: Transaction, notAfter: number) => tx.run(removeOld, { notAfter }),
    find: (reader: Reader, id: string) => reader.first(byId, { id }),
    /** The newest first, beginning behind `after`; at most so many. */
    list(reader: Reader, state: MailState | undefined, after: Position, atMost: number) {
      const from = { before: after.createdAt, beforeId: after.id, atMost }
      return state === undefined ? reader.all(page, from) : reader.all(pageIn, { state, ...from })
    },
    /** Whether it waits anew. */
    retry: async (tx: Transaction, id: string, now: number): Promise<boolean> =>
      (await tx.run(retry, { id, now })) === 1,
    listSealed: (reader: Reader) => reader.all(sealedOnes, {}),
    reseal: (tx: Transaction, one: { id: string; to: string; data: string | null }) => tx.run(reseal, one),
    listSendsTo: (reader: Reader, addressKey: string, after: number) =>
      reader.all(sendsTo, { addressKey, after }),
    /** Without those whose template is like `but`. */
    countSends: async (reader: Reader, but: string, after: number): Promise<number> =>
      Number((await reader.first(sends, { but, after }))?.count ?? 0),
    noteSend: (tx: Transaction, addressKey: string, template: string, now: number) =>
      tx.run(insertSend, { addressKey, template, now }),
    removeSends: (tx: Transaction, notAfter: number) => tx.run(removeSends, { notAfter }),
  }
}
