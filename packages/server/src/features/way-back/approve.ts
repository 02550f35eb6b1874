import { problem, type RequestFacts } from '@latchkey/contract'
import type { Caller } from '#features/principals'
import { accountOf, actingOf, OPERATOR, type UserId } from '#kernel/ids'
import { newRecovery } from './begin.ts'
import type { WayBackDeps } from './deps.ts'
import { noRecovery } from './refusals.ts'
import { countsFrom, shownRecovery, spokenNow } from './shown.ts'
import { readyFrom, secondPartOf } from './standing.ts'
import { ownerOf } from './stop.ts'
import { finishUrl, mailStarted, tellOwner } from './tell.ts'

const notSuitable = (detail: string) => problem('account_not_suitable', { detail })
const forbidden = (detail: string) => problem('forbidden', { detail })

/** POST /users/{id}/recovery/approve. Throws `user_not_found`, `forbidden`, `account_not_suitable`, `invalid_token`. */
export function approve(deps: WayBackDeps, caller: Caller, userId: UserId, request: RequestFacts) {
  const { storage, store, roles, accounts, audit, clock } = deps
  const acting = actingOf(caller)
  const record = audit.by(caller, request)
  return storage.write(async (tx) => {
    await roles.beginDeciding(tx)
    await deps.refuseEnded(tx, caller)
    const kind = await accounts.findKind(tx, userId)
    if (kind === undefined) throw problem('user_not_found')
    const approver = accountOf(acting)
    if (approver === userId) throw forbidden('Nobody approves a recovery of the own account.')
    await roles.refuseActingAbove(tx, acting, 'users:recover', userId)
    if (kind === 'service') throw notSuitable('A service account has no way back. Make it an API key.')
    // A program is nobody who knows a person, and whoever made it would count twice.
    if (approver !== OPERATOR && (await accounts.findKind(tx, approver)) !== 'person')
      throw forbidden('A program approves no recovery.')
    const isOpened = await store.open(tx, newRecovery(deps, userId, null))
    const recovery = await store.findToChange(tx, userId, clock.now())
    if (!recovery) throw noRecovery()
    const isNew = await store.approve(tx, userId, acting, 'administrator', clock.now())
    const spoken = await spokenNow(deps, tx, userId, recovery)
    const part = secondPartOf(recovery, { ...spoken, knowsPassword: false })
    const isReady = part === 'administrators' && clock.now() >= readyFrom(recovery, part)
    if (isOpened) {
      await mailStarted(deps, tx, userId, recovery)
      await tellOwner(deps, tx, userId, 'recovery_started')
    }
    if (isNew)
      await tellOwner(deps, tx, userId, part === 'administrators' ? 'recovery_ready' : 'recovery_approved')
    const facts = { administrators: spoken.administrators, is_new: isNew, has_link: isReady }
    await record(tx, { action: 'recovery.approved', subject: userId, facts })
    const url = isReady ? await finishUrl(deps, tx, userId, recovery) : null
    return { ...(await shownRecovery(deps, tx, userId)), url }
  })
}

/** POST /users/{id}/recovery/vouch. Throws `reauth_required`, `forbidden`. */
export function vouch(deps: WayBackDeps, caller: Caller, userId: UserId, request: RequestFacts) {
  const { storage, store, contacts, factors, audit, clock, waitMs } = deps
  const who = ownerOf(caller)
  const contactId = who.userId
  const record = audit.by(caller, request)
  return storage.write(async (tx) => {
    await factors.requireFresh(tx, who)
    const since = await contacts.findSince(tx, userId, contactId)
    const recovery = await store.findToChange(tx, userId, clock.now())
    const mayVouch =
      since !== undefined &&
      recovery !== undefined &&
      recovery.addressKey !== null &&
      countsFrom(since, waitMs) <= recovery.beganAt
    if (!mayVouch) throw forbidden('Nobody with this number asks you to speak for them.')
    if (await store.approve(tx, userId, contactId, 'contact', clock.now()))
      await tellOwner(deps, tx, userId, 'recovery_approved')
    await record(tx, { action: 'recovery.vouched', subject: userId })
    return { message: 'You have spoken for them' }
  })
}
