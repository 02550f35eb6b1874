import { invalid, type SessionOfUser } from '@latchkey/contract'
import { type Clock, instantOf } from '#kernel/clock'
import { deviceInWords } from '#kernel/device-in-words'
import type { UserId } from '#kernel/ids'
import { BEGINNING, type Cursors, page, readCursor } from '#kernel/newest-first'
import type { Storage } from '#storage'
import type { sessionStore } from './store.ts'

export interface ListDeps {
  storage: Storage
  store: ReturnType<typeof sessionStore>
  clock: Clock
  cursors: Cursors
}

/** What the ids of the list begin with. */
const SESSIONS = 'ses_'

/** A page of somebody's live sessions. Throws `validation_failed`. */
export async function listLive(
  { storage, store, clock, cursors }: ListDeps,
  userId: UserId,
  { cursor, limit = 20 }: { cursor?: string; limit?: number },
) {
  const after = cursor === undefined ? BEGINNING : readCursor(cursors, SESSIONS, cursor)
  if (!after) throw invalid({ field: 'cursor', message: 'is not the next_cursor of an answer.' })
  const { shown, nextCursor } = page(
    cursors,
    SESSIONS,
    await store.listLive(storage, userId, clock.now(), after, limit + 1),
    limit,
  )
  const items = await Promise.all(
    shown.map(
      async (row): Promise<SessionOfUser> => ({
        id: row.id,
        created_at: instantOf(row.createdAt),
        last_used_at: instantOf(row.lastUsedAt),
        expires_at: instantOf(row.expiresAt),
        proved_by: row.provedBy,
        source_address: row.sourceAddress,
        device: await deviceInWords(row.userAgent),
        user_agent: row.userAgent,
      }),
    ),
  )
  return { items, next_cursor: nextCursor }
}
