import { problem, type RequestFacts } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import type { Caller, Principal } from '#features/principals'
import { actingOf, type UserId } from '#kernel/ids'
import type { Transaction } from '#storage'
import type { WayBackDeps } from './deps.ts'
import { frozenBefore, noRecovery, wrongToken } from './refusals.ts'
import { shownRecovery } from './shown.ts'
import { FREEZE_MS } from './standing.ts'
import { tellOwner } from './tell.ts'

export const ownerOf = (caller: Caller): Principal => {
  // The edge lets no key and no operator through: a session is what `access` asks for.
  if (!('sessionId' in caller)) throw problem('forbidden', { detail: 'There is no session to do this in.' })
  return caller as Principal
}

/** For 72 hours, and once: all that less than a fresh proof can do. */
async function freezeOnce(
  deps: WayBackDeps,
  tx: Transaction,
  userId: UserId,
  record: Recorder,
  sourceAddress: string | undefined,
) {
  const { store, clock } = deps
  if (!(await store.findToChange(tx, userId, clock.now()))) throw noRecovery()
  if (!(await store.freeze(tx, userId, clock.now(), FREEZE_MS))) throw frozenBefore()
  await tellOwner(deps, tx, userId, 'recovery_frozen', sourceAddress)
  await record(tx, { action: 'recovery.frozen', subject: userId })
  return shownRecovery(deps, tx, userId)
}

/** POST /users/me/recovery/freeze. Throws `recovery_not_found`, `recovery_frozen`. */
export function freezeOwn(deps: WayBackDeps, caller: Caller, request: RequestFacts) {
  const { userId } = ownerOf(caller)
  const record = deps.audit.by(caller, request)
  return deps.storage.write(async (tx) => {
    await deps.refuseEnded(tx, caller)
    return freezeOnce(deps, tx, userId, record, request.sourceAddress())
  })
}

/** POST /auth/recovery/freeze: a mailbox does no more than a session. Throws `invalid_recovery_token`, `recovery_frozen`. */
export function freezeByMail(deps: WayBackDeps, { token }: { token: string }, request: RequestFacts) {
  const { storage, links, store, audit, clock } = deps
  const record = audit.by(undefined, request)
  return storage.write(async (tx) => {
    const proof = await links.spend(tx, token, 'stop')
    const recovery = proof && (await store.findToChange(tx, proof.userId, clock.now()))
    if (!recovery || recovery.id !== proof.boundTo) throw wrongToken()
    return freezeOnce(deps, tx, proof.userId, record, request.sourceAddress())
  })
}

/** Whoever asked for it hears that it is over, at the addresses that are told of everything. */
async function cancel(
  deps: WayBackDeps,
  tx: Transaction,
  userId: UserId,
  record: Recorder,
  sourceAddress: string | undefined,
) {
  const { store, clock } = deps
  const recovery = await store.findToChange(tx, userId, clock.now())
  if (!recovery || !(await store.remove(tx, userId, recovery.id))) throw noRecovery()
  await tellOwner(deps, tx, userId, 'recovery_cancelled', sourceAddress)
  await record(tx, { action: 'recovery.cancelled', subject: userId })
  return { message: 'Recovery cancelled' }
}

/** DELETE /users/me/recovery. Throws `reauth_required`, `recovery_not_found`. */
export function cancelOwn(deps: WayBackDeps, caller: Caller, request: RequestFacts) {
  const who = ownerOf(caller)
  const { userId } = who
  const record = deps.audit.by(caller, request)
  return deps.storage.write(async (tx) => {
    await deps.factors.requireFresh(tx, who)
    return cancel(deps, tx, userId, record, request.sourceAddress())
  })
}

/** DELETE /users/{id}/recovery. Throws `user_not_found`, `forbidden`, `recovery_not_found`. */
export function cancelOf(deps: WayBackDeps, caller: Caller, userId: UserId, request: RequestFacts) {
  const { storage, roles, accounts, audit } = deps
  return storage.write(async (tx) => {
    await roles.beginDeciding(tx)
    await deps.refuseEnded(tx, caller)
    if ((await accounts.findKind(tx, userId)) === undefined) throw problem('user_not_found')
    await roles.refuseActingAbove(tx, actingOf(caller), 'users:recover', userId)
    return cancel(deps, tx, userId, audit.by(caller, request), undefined)
  })
}
