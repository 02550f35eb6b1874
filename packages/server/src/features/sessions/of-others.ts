import { invalid, problem, type SessionOfUser } from '@latchkey/contract'
import type { RolesFeature } from '#features/roles'
import { type Clock, instantOf } from '#kernel/clock'
import type { Actor, UserId } from '#kernel/ids'
import type { Storage, Transaction } from '#storage'
import type { Position, sessionStore } from './store.ts'

export interface OthersDeps {
  storage: Storage
  store: ReturnType<typeof sessionStore>
  roles: RolesFeature
  clock: Clock
  exists(tx: Transaction, userId: UserId): Promise<boolean>
  find(userId: UserId): Promise<unknown>
}

/** Behind which everything is. */
const FIRST: Position = { createdAt: Number.MAX_SAFE_INTEGER, id: '' }

/** GET /users/{id}/sessions. Throws `user_not_found`, `validation_failed`. */
export async function listSessionsOf(
  { storage, store, clock, find }: OthersDeps,
  userId: UserId,
  { cursor, limit = 20 }: { cursor?: string; limit?: number },
) {
  const after = cursor === undefined ? FIRST : readCursor(cursor)
  if (!(await find(userId))) throw problem('user_not_found')
  // One more than is shown says whether there is a next page.
  const rows = await store.listLive(storage, userId, clock.now(), after, limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const items = shown.map(
    (row): SessionOfUser => ({
      id: row.id,
      created_at: instantOf(row.createdAt),
      expires_at: instantOf(row.expiresAt),
      proved_by: row.provedBy,
      source_address: row.sourceAddress,
      user_agent: row.userAgent,
    }),
  )
  return { items, next_cursor: rows.length > limit && last ? writeCursor(last) : null }
}

/** DELETE /users/{id}/sessions/{session_id}. Throws `user_not_found`, `forbidden`, `session_not_found`. */
export function endSessionOf(deps: OthersDeps, actor: Actor, userId: UserId, sessionId: string) {
  return ending(deps, actor, userId, async (tx) => {
    if (!(await deps.store.removeOneOf(tx, userId, sessionId))) throw problem('session_not_found')
    return { message: 'Session ended' }
  })
}

/** DELETE /users/{id}/sessions. Throws `user_not_found`, `forbidden`. */
export function endSessionsOf(deps: OthersDeps, actor: Actor, userId: UserId) {
  return ending(deps, actor, userId, async (tx) => ({ ended: await deps.store.removeAllOf(tx, userId) }))
}

function ending<T>(
  { storage, roles, exists }: OthersDeps,
  actor: Actor,
  userId: UserId,
  end: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return storage.write(async (tx) => {
    await roles.beginDeciding(tx)
    if (!(await exists(tx, userId))) throw problem('user_not_found')
    await roles.refuseActingAbove(tx, actor, 'sessions:revoke', userId)
    tx.changed(userId)
    return end(tx)
  })
}

const writeCursor = ({ createdAt, id }: Position): string =>
  Buffer.from(`${createdAt} ${id}`).toString('base64url')

function readCursor(cursor: string): Position {
  const found = /^(\d{1,15}) (ses_[\w-]{1,64})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))
  if (!found) throw invalid({ field: 'cursor', message: 'is not the next_cursor of an answer.' })
  return { createdAt: Number(found[1]), id: found[2] ?? '' }
}
