import type { SessionId, UserId } from '#kernel/ids'
import type { Position } from '#kernel/newest-first'
import { type Behind, newestFirst, type Reader, type Storage, type Transaction } from '#storage'

export type ProvedBy = 'password' | 'passkey' | 'link' | 'code' | 'provider'

export interface NewSession {
  readonly id: SessionId
  readonly userId: UserId
  /** The hash that was just verified: a session begins only if it still is the user's. Null where no password was asked for. */
  readonly passwordHash: string | null
  readonly provedBy: ProvedBy
  /** By how many factors. */
  readonly level: 1 | 2
  /** When that was. */
  readonly provedAt: number
  readonly sourceAddress: string | null
  readonly userAgent: string | null
  readonly now: number
  readonly expiresAt: number
  readonly endsAt: number
  /** Of its first refresh token, where it has one. */
  readonly refreshGeneration: number | null
  readonly refreshDigest: string | null
}

/** For whoever checks tokens without asking: what ends is written down as long as a token of it is in its time. */
export interface EndsRecord {
  now(): number
  /** For how long somebody else may still believe a token; undefined while only this server can check one. */
  foreignTokenSeconds(): number | undefined
}

export function sessionStore({ statement }: Pick<Storage, 'statement'>, record?: EndsRecord) {
  // One statement: a user who was deleted, disabled or changed meanwhile gets no session.
  const insert = statement((db, p: NewSession) =>
    db
      .insertInto('sessions')
      .columns([
        'id',
        'user_id',
        'proved_by',
        'source_address',
        'user_agent',
        'created_at',
        'last_used_at',
        'expires_at',
        'ends_at',
        'refresh_generation',
        'refresh_digest',
        'proved_at',
        'level',
      ])
      .expression(
        db
          .selectFrom('users')
          .select(({ val }) => [
            val(p.id).as('session_id'),
            'users.id',
            val(p.provedBy).as('proved_by'),
            val(p.sourceAddress).as('source_address'),
            val(p.userAgent).as('user_agent'),
            val(p.now).as('created_at'),
            val(p.now).as('last_used_at'),
            val(p.expiresAt).as('expires_at'),
            val(p.endsAt).as('ends_at'),
            val(p.refreshGeneration).as('refresh_generation'),
            val(p.refreshDigest).as('refresh_digest'),
            val(p.provedAt).as('proved_at'),
            val(p.level).as('level'),
          ])
          .where('users.id', '=', p.userId)
          .where(({ or, eb, cast, val }) =>
            or([
              eb(cast<string | null>(val(p.passwordHash), 'text'), 'is', null),
              eb('users.password_hash', '=', p.passwordHash),
            ]),
          )
          // One that others may know begins none, from the moment that somebody says so.
          .where(({ or, eb, val }) =>
            or([eb(val(p.provedBy), '<>', 'password'), eb('users.password_change_required_at', 'is', null)]),
          )
          .where('users.disabled_at', 'is', null)
          // Who disables or changes the user at this moment waits, or is waited for.
          .forShare(),
      ),
  )
  const removeAllOf = statement((db, p: { userId: UserId }) =>
    db.deleteFrom('sessions').where('user_id', '=', p.userId),
  )
  // By sessions_expires_at.
  const expired = statement((db, p: { notAfter: number; atMost: number }) =>
    db
      .selectFrom('sessions')
      .select('id')
      .where('expires_at', '<=', p.notAfter)
      .orderBy('expires_at')
      .limit(p.atMost),
  )
  // Asked again: on PostgreSQL it may have been refreshed since, by a server whose clock is behind.
  const remove = statement((db, p: { id: string; notAfter: number }) =>
    db.deleteFrom('sessions').where('id', '=', p.id).where('expires_at', '<=', p.notAfter),
  )

  // By sessions_user_id; a user has few.
  const live = statement((db, p: { userId: UserId; now: number } & Behind) =>
    db
      .selectFrom('sessions')
      .select([
        'id',
        'proved_by as provedBy',
        'source_address as sourceAddress',
        'user_agent as userAgent',
        'created_at as createdAt',
        'last_used_at as lastUsedAt',
        'expires_at as expiresAt',
      ])
      .where('user_id', '=', p.userId)
      .where('expires_at', '>', p.now)
      .$call(newestFirst(p)),
  )
  const removeOneOf = statement((db, p: { userId: UserId; id: string }) =>
    db.deleteFrom('sessions').where('user_id', '=', p.userId).where('id', '=', p.id),
  )

  const removeOthersOf = statement((db, p: { userId: UserId; kept: string }) =>
    db.deleteFrom('sessions').where('user_id', '=', p.userId).where('id', '!=', p.kept),
  )
  const recordEnds = statement(
    (db, p: { userId: UserId; only: string | null; kept: string | null; now: number; expiresAt: number }) =>
      db
        .insertInto('revoked_sessions')
        .columns(['session_id', 'revoked_at', 'expires_at'])
        .expression(
          db
            .selectFrom('sessions')
            .select(({ val }) => ['id', val(p.now).as('revoked_at'), val(p.expiresAt).as('expires_at')])
            .where('user_id', '=', p.userId)
            .where(({ eb, val, or, cast }) =>
              or([eb(cast<string | null>(val(p.only), 'text'), 'is', null), eb('id', '=', p.only)]),
            )
            .where(({ eb, val, or, cast }) =>
              or([eb(cast<string | null>(val(p.kept), 'text'), 'is', null), eb('id', '!=', p.kept)]),
            ),
        )
        .onConflict((conflict) => conflict.doNothing()),
  )
  const recordBefore = async (
    tx: Transaction,
    userId: UserId,
    which: { only?: string; kept?: string } = {},
  ): Promise<void> => {
    const seconds = record?.foreignTokenSeconds()
    if (record === undefined || seconds === undefined) return
    const now = record.now()
    const expiresAt = now + seconds * 1_000
    await tx.run(recordEnds, { userId, only: which.only ?? null, kept: which.kept ?? null, now, expiresAt })
  }
  const proof = statement((db, p: { userId: UserId; id: string }) =>
    db
      .selectFrom('sessions')
      .select(['proved_at as provedAt', 'level'])
      .where('user_id', '=', p.userId)
      .where('id', '=', p.id),
  )
  const standing = statement((db, p: { userId: UserId; id: string; now: number }) =>
    db
      .selectFrom('sessions')
      .select(['proved_by as provedBy', 'proved_at as provedAt', 'level'])
      .where('user_id', '=', p.userId)
      .where('id', '=', p.id)
      .where('expires_at', '>', p.now),
  )
  const prove = statement((db, p: { userId: UserId; id: string; now: number; level: number }) =>
    db
      .updateTable('sessions')
      .set({ proved_at: p.now, level: p.level })
      .where('user_id', '=', p.userId)
      .where('id', '=', p.id),
  )
  const lower = statement((db, p: { userId: UserId }) =>
    db.updateTable('sessions').set({ level: 1 }).where('user_id', '=', p.userId).where('level', '>', 1),
  )
  const oneOf = statement((db, p: { userId: UserId; id: string }) =>
    db.selectFrom('sessions').select('id').where('user_id', '=', p.userId).where('id', '=', p.id),
  )
  const touch = statement((db, p: { id: string; now: number }) =>
    db
      .updateTable('sessions')
      .set({ last_used_at: p.now })
      .where('id', '=', p.id)
      .where('last_used_at', '<', p.now),
  )

  return {
    /** The youngest first, beginning behind `after`; at most so many. */
    listLive: (reader: Reader, userId: UserId, now: number, after: Position, atMost: number) =>
      reader.all(live, { userId, now, before: after.createdAt, beforeId: after.id, atMost }),
    /** Whether there was one. */
    async removeOneOf(tx: Transaction, userId: UserId, id: string): Promise<boolean> {
      await recordBefore(tx, userId, { only: id })
      return (await tx.run(removeOneOf, { userId, id })) === 1
    },
    /** Whether the session began. */
    insert: async (tx: Transaction, session: NewSession): Promise<boolean> =>
      (await tx.run(insert, session)) === 1,
    async removeAllOf(tx: Transaction, userId: UserId): Promise<number> {
      await recordBefore(tx, userId)
      return tx.run(removeAllOf, { userId })
    },
    /** All but one; how many there were. */
    async removeOthersOf(tx: Transaction, userId: UserId, kept: SessionId): Promise<number> {
      await recordBefore(tx, userId, { kept })
      return tx.run(removeOthersOf, { userId, kept })
    },
    isThere: async (reader: Reader, userId: UserId, id: SessionId): Promise<boolean> =>
      (await reader.first(oneOf, { userId, id })) !== undefined,
    /** When, and by how many factors, whoever holds it last proved who they are. */
    findProof: (reader: Reader, userId: UserId, id: SessionId) => reader.first(proof, { userId, id }),
    /** Undefined for one that is over. */
    findStanding: (reader: Reader, userId: UserId, id: string, now: number) =>
      reader.first(standing, { userId, id, now }),
    /** Whether the session was there. */
    prove: async (
      tx: Transaction,
      one: { userId: UserId; id: SessionId; now: number; level: 1 | 2 },
    ): Promise<boolean> => (await tx.run(prove, one)) === 1,
    /** What was proved by a second factor counts as one factor from now on. */
    lowerAllOf: (tx: Transaction, userId: UserId): Promise<number> => tx.run(lower, { userId }),
    touch: (tx: Transaction, id: SessionId, now: number): Promise<number> => tx.run(touch, { id, now }),
    /** How many were removed: at most `atMost`. */
    async removeExpired(tx: Transaction, notAfter: number, atMost: number): Promise<number> {
      const rows = await tx.all(expired, { notAfter, atMost })
      for (const { id } of rows) await tx.run(remove, { id, notAfter })
      return rows.length
    },
  }
}
