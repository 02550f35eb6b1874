import { type ApiKey, invalid } from '@latchkey/contract'
import { instantOf } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import { BEGINNING, type Cursors, page, readCursor } from '#kernel/newest-first'
import type { Storage } from '#storage'
import type { apiKeyStore, Key } from './store.ts'

export interface ListDeps {
  storage: Storage
  store: ReturnType<typeof apiKeyStore>
  cursors: Cursors
}

/** What the ids of the list begin with. */
const KEYS = 'key_'

const instantOrNull = (at: number | null) => (at === null ? null : instantOf(at))

export const shownKey = ({ id, name, hint, scopes, createdAt, expiresAt, lastUsedAt }: Key): ApiKey => ({
  id,
  name,
  hint,
  scopes: [...scopes],
  created_at: instantOf(createdAt),
  expires_at: instantOrNull(expiresAt),
  last_used_at: instantOrNull(lastUsedAt),
})

/** A page of somebody's keys. Throws `validation_failed`. */
export async function listKeys(
  { storage, store, cursors }: ListDeps,
  userId: UserId,
  { cursor, limit = 20 }: { cursor?: string; limit?: number },
) {
  const after = cursor === undefined ? BEGINNING : readCursor(cursors, KEYS, cursor)
  if (!after) throw invalid({ field: 'cursor', message: 'is not the next_cursor of an answer.' })
  const { shown, nextCursor } = page(
    cursors,
    KEYS,
    await store.list(storage, userId, after, limit + 1),
    limit,
  )
  return { items: shown.map(shownKey), next_cursor: nextCursor }
}
