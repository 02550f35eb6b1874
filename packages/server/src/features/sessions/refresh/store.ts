import type { UserId } from '#kernel/ids'
import type { Storage, Transaction } from '#storage'
import { LONGEST, writeRotation } from './rotations.ts'

/** A refresh token that is spent, and what counts from then on. */
export interface Rotation {
  readonly id: string
  readonly generation: number
  readonly digest: string
  readonly nextGeneration: number
  readonly nextDigest: string
  readonly nonce: string
  readonly now: number
  /** When the session ends if it is not refreshed again, unless it ends before. */
  readonly idleEndsAt: number
}

export interface Rotated {
  readonly userId: UserId
  readonly endsAt: number
}

/** A session as the second use of a token finds it. */
export interface Family extends Rotated {
  readonly generation: number | null
  readonly digest: string | null
  /** For `readRotations`. */
  readonly rotations: string | null
}

export function refreshStore({ statement }: Pick<Storage, 'statement'>) {
  // One statement spends the token and puts the next in its place: of fifty at once, one finds it. By the primary key.
  const rotate = statement((db, p: Rotation & { made: string }) =>
    db
      .updateTable('sessions')
      .set((is) => ({
        refresh_generation: p.nextGeneration,
        refresh_digest: p.nextDigest,
        refresh_rotations: is.fn<string>('substr', [
          is(is.cast(is.val(p.made), 'text'), '||', is.fn.coalesce('refresh_rotations', is.val(''))),
          is.lit(1),
          is.lit(LONGEST),
        ]),
        last_used_at: p.now,
        expires_at: is
          .case()
          .when('ends_at', '<', p.idleEndsAt)
          .then(is.ref('ends_at'))
          .else(is.cast<number>(is.val(p.idleEndsAt), 'bigint'))
          .end(),
      }))
      .where('id', '=', p.id)
      .where('refresh_generation', '=', p.generation)
      .where('refresh_digest', '=', p.digest)
      .where('expires_at', '>', p.now)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('users')
            .select('users.id')
            .whereRef('users.id', '=', 'sessions.user_id')
            .where('users.disabled_at', 'is', null),
        ),
      )
      .returning(['user_id as userId', 'ends_at as endsAt']),
  )
  const find = statement((db, p: { id: string; now: number }) =>
    db
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .select([
        'sessions.user_id as userId',
        'sessions.ends_at as endsAt',
        'sessions.refresh_generation as generation',
        'sessions.refresh_digest as digest',
        'sessions.refresh_rotations as rotations',
      ])
      .where('sessions.id', '=', p.id)
      .where('sessions.expires_at', '>', p.now)
      .where('users.disabled_at', 'is', null),
  )
  const lockOwner = statement((db, p: { userId: UserId }) =>
    db.selectFrom('users').select('id').where('id', '=', p.userId).forShare(),
  )
  return {
    /** Who deletes or disables the user locks that first and the sessions then; so does whoever ends one and tells of it. */
    lockOwner: async (tx: Transaction, userId: UserId): Promise<void> =>
      void (await tx.first(lockOwner, { userId })),
    /** Undefined when it was not the token that counts. */
    rotate: (tx: Transaction, rotation: Rotation): Promise<Rotated | undefined> =>
      tx.first(rotate, { ...rotation, made: writeRotation({ nonce: rotation.nonce, at: rotation.now }) }),
    find: (tx: Transaction, id: string, now: number): Promise<Family | undefined> =>
      tx.first(find, { id, now }),
  }
}
