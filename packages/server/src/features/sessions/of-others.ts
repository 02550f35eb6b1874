import { problem } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import type { Caller, PrincipalsFeature } from '#features/principals'
import type { RolesFeature } from '#features/roles'
import { actingOf, type UserId } from '#kernel/ids'
import type { Transaction } from '#storage'
import { type ListDeps, listLive } from './list.ts'

export interface OthersDeps extends ListDeps {
  roles: RolesFeature
  exists(tx: Transaction, userId: UserId): Promise<boolean>
  find(userId: UserId): Promise<unknown>
  refuseEnded: PrincipalsFeature['refuseEnded']
}

/** GET /users/{id}/sessions. Throws `user_not_found`, `validation_failed`. */
export async function listSessionsOf(
  deps: OthersDeps,
  userId: UserId,
  query: { cursor?: string; limit?: number },
) {
  if (!(await deps.find(userId))) throw problem('user_not_found')
  return listLive(deps, userId, query)
}

/** DELETE /users/{id}/sessions/{session_id}. Throws `user_not_found`, `forbidden`, `session_not_found`. */
export function endSessionOf(
  deps: OthersDeps,
  caller: Caller,
  userId: UserId,
  sessionId: string,
  record: Recorder,
) {
  return ending(deps, caller, userId, async (tx) => {
    if (!(await deps.store.removeOneOf(tx, userId, sessionId))) throw problem('session_not_found')
    await record(tx, { action: 'session.ended', subject: userId, facts: { session: sessionId } })
    return { message: 'Session ended' }
  })
}

/** DELETE /users/{id}/sessions. Throws `user_not_found`, `forbidden`. */
export function endSessionsOf(deps: OthersDeps, caller: Caller, userId: UserId, record: Recorder) {
  return ending(deps, caller, userId, async (tx) => {
    const ended = await deps.store.removeAllOf(tx, userId)
    await record(tx, { action: 'session.ended', subject: userId, facts: { ended } })
    return { ended }
  })
}

function ending<T>(
  { storage, roles, exists, refuseEnded }: OthersDeps,
  caller: Caller,
  userId: UserId,
  end: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return storage.write(async (tx) => {
    await roles.beginDeciding(tx)
    await refuseEnded(tx, caller)
    if (!(await exists(tx, userId))) throw problem('user_not_found')
    await roles.refuseActingAbove(tx, actingOf(caller), 'sessions:revoke', userId)
    tx.changed(userId)
    return end(tx)
  })
}
