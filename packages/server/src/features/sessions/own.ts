import { type OwnSession, problem } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import type { Caller, Principal } from '#features/principals'
import { OPERATOR, type SessionId, type UserId } from '#kernel/ids'
import { type ListDeps, listLive } from './list.ts'
import type { pendingStore } from './pending/store.ts'

const ownerOf = ({ userId }: Caller): UserId => {
  if (userId === OPERATOR)
    throw problem('forbidden', { detail: 'The operator of this server has no sessions of its own.' })
  return userId
}

/** The session that the request came by; undefined for whoever came by another way. */
const currentOf = (caller: Caller): SessionId | undefined =>
  'sessionId' in caller ? (caller as Principal).sessionId : undefined

/** GET /sessions. Throws `validation_failed`. */
export async function listOwn(deps: ListDeps, caller: Caller, query: { cursor?: string; limit?: number }) {
  const current = currentOf(caller)
  const { items, next_cursor } = await listLive(deps, ownerOf(caller), query)
  return {
    items: items.map((session): OwnSession => ({ ...session, is_current: session.id === current })),
    next_cursor,
  }
}

/** DELETE /sessions/{session_id}: the same refusal for somebody else's as for one that never was (C052). */
export async function endOwn(deps: ListDeps, caller: Caller, sessionId: string, record: Recorder) {
  const userId = ownerOf(caller)
  const isEnded = await deps.storage.write(async (tx) => {
    const isThere = await deps.store.removeOneOf(tx, userId, sessionId)
    if (isThere) {
      tx.changed(userId)
      await record(tx, { action: 'session.ended', subject: userId, facts: { session: sessionId } })
    }
    return isThere
  })
  if (!isEnded) throw problem('forbidden', { detail: 'You have no such session.' })
  return { message: 'Session ended' }
}

/** POST /auth/logout */
export async function signOut(deps: ListDeps, caller: Caller, record: Recorder) {
  const current = currentOf(caller)
  if (current === undefined) throw problem('forbidden', { detail: 'There is no session to end.' })
  await endOwnIfThere(deps, ownerOf(caller), current, record)
  return { message: 'Signed out' }
}

/** Whoever signs out twice at once has signed out. */
export const endOwnIfThere = (
  { storage, store }: Pick<ListDeps, 'storage' | 'store'>,
  userId: UserId,
  sessionId: SessionId,
  record: Recorder,
  action: 'session.ended' | 'token.revoked' = 'session.ended',
) =>
  storage.write(async (tx) => {
    tx.changed(userId)
    if (!(await store.removeOneOf(tx, userId, sessionId))) return
    await record(tx, { action, subject: userId, facts: { session: sessionId } })
  })

/** POST /auth/logout-all */
export function signOutEverywhere({ storage, store }: ListDeps, caller: Caller, record: Recorder) {
  const userId = ownerOf(caller)
  return storage.write(async (tx) => {
    tx.changed(userId)
    const ended = await store.removeAllOf(tx, userId)
    await record(tx, { action: 'session.ended', subject: userId, facts: { ended } })
    return { ended }
  })
}

/** DELETE /sessions: whoever holds another one is out, and the one that says so goes on. */
export async function endOthers(
  { storage, store, pending }: ListDeps & { pending: ReturnType<typeof pendingStore> },
  caller: Caller,
  record: Recorder,
) {
  const userId = ownerOf(caller)
  const current = currentOf(caller)
  if (current === undefined) throw problem('forbidden', { detail: 'There is no session that could stay.' })
  return storage.write(async (tx) => {
    tx.changed(userId)
    // Nor does a sign-in that was begun go on.
    await pending.removeAllOf(tx, userId)
    const ended = await store.removeOthersOf(tx, userId, current)
    await record(tx, { action: 'session.ended', subject: userId, facts: { ended } })
    return { ended }
  })
}
